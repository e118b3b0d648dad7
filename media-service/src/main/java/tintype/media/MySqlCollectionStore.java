package tintype.media;

import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import tintype.media.SaveStore.Saved;
import tintype.platform.rpc.IdText.Owned;
import tintype.platform.sql.Database;
import tintype.platform.sql.RequestIds;

/**
 * Collections in MySQL. They are nobody's news, so a replica could not tell whether it is behind:
 * lists are read where they are written.
 */
final class MySqlCollectionStore implements CollectionStore {
  /** Rows of a deleted collection that go in one transaction. */
  private static final int MAX_EMPTIED = 1_000;

  private final Database database;
  private final RequestIds requests;
  private final int limit;

  @Inject
  MySqlCollectionStore(Database database, RequestIds requests, MediaConfig config) {
    this.database = database;
    this.requests = requests;
    this.limit = config.collectionsLimit();
  }

  @Override
  public Optional<Long> createdBefore(long account, String requestId, byte[] fingerprint) {
    return requestId.isEmpty()
        ? Optional.empty()
        : database.read(handle -> requests.find(handle, account, requestId, fingerprint));
  }

  @Override
  public void create(CollectionRow collection, String requestId, byte[] fingerprint) {
    long account = collection.ref().owner();
    database.execute(
        handle -> {
          countUp(handle, account);
          handle.execute(
              """
              INSERT INTO saved_collection (user_id, collection_id, deleted, name, create_micros)
              VALUES (?, ?, 0, ?, ?)
              """,
              account,
              collection.ref().id(),
              collection.name(),
              collection.createMicros());
          if (!requestId.isEmpty()) {
            requests.remember(handle, account, requestId, fingerprint, collection.ref().id());
          }
        });
  }

  /** The count is locked by being moved, so nobody passes the limit behind this look. */
  private void countUp(Handle handle, long account) {
    handle.execute(
        """
        INSERT INTO saved_collection_counter (user_id, collections) VALUES (?, 1)
        ON DUPLICATE KEY UPDATE collections = collections + 1
        """,
        account);
    int count =
        handle
            .createQuery("SELECT collections FROM saved_collection_counter WHERE user_id = ?")
            .bind(0, account)
            .mapTo(Integer.class)
            .one();
    if (count > limit) {
      throw new TooManyException(limit);
    }
  }

  @Override
  public Optional<CollectionRow> find(Owned collection) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT collection_id, name, create_micros, user_id FROM saved_collection
                    WHERE user_id = ? AND collection_id = ? AND deleted = 0
                    """)
                .bind(0, collection.owner())
                .bind(1, collection.id())
                .map((row, context) -> read(row))
                .findOne());
  }

  @Override
  public List<CollectionRow> list(long account, long before, int size) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT collection_id, name, create_micros, user_id FROM saved_collection
                    WHERE user_id = ? AND deleted = 0 AND collection_id < ?
                    ORDER BY collection_id DESC LIMIT ?
                    """)
                .bind(0, account)
                .bind(1, before)
                .bind(2, size)
                .map((row, context) -> read(row))
                .list());
  }

  private static CollectionRow read(ResultSet row) throws SQLException {
    return new CollectionRow(
        new Owned(row.getLong(1), row.getLong(4)), row.getString(2), row.getLong(3));
  }

  @Override
  public void rename(Owned collection, String name) {
    database.execute(
        handle ->
            handle.execute(
                """
                UPDATE saved_collection SET name = ?
                WHERE user_id = ? AND collection_id = ? AND deleted = 0
                """,
                name,
                collection.owner(),
                collection.id()));
  }

  @Override
  public boolean delete(Owned collection) {
    database.execute(handle -> markDeleted(handle, collection));
    int emptied;
    do {
      emptied =
          database.transact(
              handle ->
                  CollectionPosts.empty(handle, collection.owner(), collection.id(), MAX_EMPTIED));
    } while (emptied == MAX_EMPTIED);
    return database.read(handle -> isThereOrWas(handle, collection));
  }

  /** From here on nothing is put into it. */
  private static void markDeleted(Handle handle, Owned collection) {
    int deleted =
        handle.execute(
            """
            UPDATE saved_collection SET deleted = 1, name = ''
            WHERE user_id = ? AND collection_id = ? AND deleted = 0
            """,
            collection.owner(),
            collection.id());
    if (deleted == 1) {
      handle.execute(
          """
          UPDATE saved_collection_counter SET collections = GREATEST(collections - 1, 0)
          WHERE user_id = ?
          """,
          collection.owner());
    }
  }

  private static boolean isThereOrWas(Handle handle, Owned collection) {
    return handle
        .createQuery("SELECT deleted FROM saved_collection WHERE user_id = ? AND collection_id = ?")
        .bind(0, collection.owner())
        .bind(1, collection.id())
        .mapTo(Integer.class)
        .findOne()
        .isPresent();
  }

  /** The first bound on time repeats what the second implies: row values alone bound no range. */
  @Override
  public List<Saved> posts(Owned collection, Saved after, int size) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT add_micros, post_id, author_id
                    FROM saved_collection_post FORCE INDEX (collection_by_time)
                    WHERE user_id = :account AND collection_id = :collection
                      AND add_micros <= :micros AND (add_micros, post_id) < (:micros, :post)
                    ORDER BY add_micros DESC, post_id DESC LIMIT :limit
                    """)
                .bind("account", collection.owner())
                .bind("collection", collection.id())
                .bind("micros", after.micros())
                .bind("post", after.post().id())
                .bind("limit", size)
                .map((row, context) -> CollectionPosts.saved(row))
                .list());
  }
}
