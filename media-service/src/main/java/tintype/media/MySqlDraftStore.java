package tintype.media;

import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import tintype.media.v1.Draft;
import tintype.platform.rpc.IdText.Owned;
import tintype.platform.sql.Database;
import tintype.platform.sql.Outbox;
import tintype.platform.sql.RequestIds;

/** Drafts in MySQL, in the shard of their author. */
final class MySqlDraftStore implements DraftStore {
  /** All calls that publish one draft ask for the same. */
  private static final byte[] ANY_CONTENT = {};

  private final Database database;
  private final RequestIds requests;
  private final PostPublication publication;
  private final int limit;

  @Inject
  MySqlDraftStore(Database database, RequestIds requests, Outbox outbox, MediaConfig config) {
    this.database = database;
    this.requests = requests;
    this.publication = new PostPublication(outbox);
    this.limit = config.maxDrafts();
  }

  @Override
  public Optional<Long> createdBefore(long author, String requestId, byte[] fingerprint) {
    return requestId.isEmpty()
        ? Optional.empty()
        : database.read(handle -> requests.find(handle, author, requestId, fingerprint));
  }

  @Override
  public void add(DraftRow draft, String requestId, byte[] fingerprint) {
    long author = draft.ref().owner();
    database.execute(
        handle -> {
          AccountLock.DRAFTS.take(handle, author);
          if (count(handle, author) >= limit) {
            throw new TooManyDraftsException(author);
          }
          DraftColumns.insert(handle, draft);
          if (!requestId.isEmpty()) {
            requests.remember(handle, author, requestId, fingerprint, draft.ref().id());
          }
        });
  }

  private static int count(Handle handle, long author) {
    return handle
        .createQuery("SELECT COUNT(*) FROM draft WHERE user_id = ?")
        .bind(0, author)
        .mapTo(Integer.class)
        .one();
  }

  @Override
  public Optional<DraftRow> find(Owned draft) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    "SELECT " + DraftColumns.ALL + " FROM draft WHERE user_id = ? AND draft_id = ?")
                .bind(0, draft.owner())
                .bind(1, draft.id())
                .map((row, context) -> DraftColumns.read(row))
                .findOne());
  }

  @Override
  public List<DraftRow> list(long author, long before, int limit) {
    return database.readStale(
        handle ->
            handle
                .createQuery(
                    "SELECT "
                        + DraftColumns.ALL
                        + """
                         FROM draft FORCE INDEX (PRIMARY)
                        WHERE user_id = ? AND draft_id < ?
                        ORDER BY draft_id DESC LIMIT ?
                        """)
                .bind(0, author)
                .bind(1, before)
                .bind(2, limit)
                .map((row, context) -> DraftColumns.read(row))
                .list());
  }

  @Override
  public Optional<DraftRow> edit(Owned draft, DraftEdit edit, long micros) {
    return database.transact(
        handle -> {
          Optional<DraftRow> edited =
              DraftColumns.lock(handle, draft).map(row -> edit.on(row, micros));
          edited.ifPresent(
              row -> {
                if (row.publishMicros() > 0 && row.mediaIds().isEmpty()) {
                  throw new EmptyDraftException(draft);
                }
                DraftColumns.update(handle, row);
              });
          return edited;
        });
  }

  @Override
  public boolean delete(Owned draft) {
    return database.transact(handle -> DraftColumns.delete(handle, draft));
  }

  @Override
  public List<Due> due(Due after, long micros, int limit) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT next_try_micros, user_id, draft_id, publish_micros, update_micros
                    FROM draft FORCE INDEX (due)
                    WHERE next_try_micros > 0 AND next_try_micros >= :after
                      AND next_try_micros <= :now
                      AND (next_try_micros, user_id, draft_id) > (:after, :author, :draft)
                    ORDER BY next_try_micros, user_id, draft_id LIMIT :limit
                    """)
                .bind("now", micros)
                .bind("after", after.tryMicros())
                .bind("author", after.draft().owner())
                .bind("draft", after.draft().id())
                .bind("limit", limit)
                .map((row, context) -> due(row))
                .list());
  }

  private static Due due(ResultSet row) throws SQLException {
    return new Due(
        row.getLong("next_try_micros"),
        Math.max(row.getLong("publish_micros"), row.getLong("update_micros")),
        new Owned(row.getLong("draft_id"), row.getLong("user_id")));
  }

  @Override
  public void postpone(Due due, long tryMicros) {
    database.execute(
        handle ->
            handle.execute(
                """
                UPDATE draft SET retry_micros = ?
                WHERE user_id = ? AND draft_id = ? AND next_try_micros = ?
                """,
                tryMicros,
                due.draft().owner(),
                due.draft().id(),
                due.tryMicros()));
  }

  @Override
  public Optional<Long> publishedAs(Owned draft) {
    return database.read(handle -> publishedAs(handle, draft));
  }

  private Optional<Long> publishedAs(Handle handle, Owned draft) {
    return requests.find(handle, draft.owner(), requestId(draft), ANY_CONTENT);
  }

  @Override
  public Optional<Long> publish(DraftRow draft, PostRow post) {
    return database.transact(handle -> publish(handle, draft, post));
  }

  private Optional<Long> publish(Handle handle, DraftRow draft, PostRow post) {
    Owned ref = draft.ref();
    Optional<DraftRow> now = DraftColumns.lock(handle, ref);
    if (now.isEmpty()) {
      return publishedAs(handle, ref);
    }
    if (!draft.isStill(now.get())) {
      throw new ChangedException(ref);
    }
    publication.run(handle, post, draft.mediaIds());
    DraftColumns.delete(handle, ref);
    requests.remember(handle, ref.owner(), requestId(ref), ANY_CONTENT, post.ref().id());
    return Optional.of(post.ref().id());
  }

  /** No id of a client's, which are UUIDs. */
  private static String requestId(Owned draft) {
    return "draft:" + draft.id();
  }

  @Override
  public void fail(DraftRow draft, Draft.Failure why) {
    database.execute(
        handle ->
            DraftColumns.lock(handle, draft.ref())
                .filter(draft::isStill)
                .ifPresent(row -> DraftColumns.update(handle, row.failed(why))));
  }
}
