package tintype.media;

import jakarta.inject.Inject;
import java.util.List;
import org.jdbi.v3.core.Handle;
import tintype.media.v1.PostPurged;
import tintype.platform.rpc.IdText.Owned;
import tintype.platform.sql.Database;
import tintype.platform.sql.Outbox;

/** The bin in MySQL: posts with a time of deletion. */
final class MySqlBinStore implements BinStore {
  /** Rows a statement: it holds their locks, and everybody who tails the log reads their images. */
  private static final int BATCH = 500;

  private final Database database;
  private final Outbox outbox;
  private final PostCaches caches;
  private final long retentionMicros;

  @Inject
  MySqlBinStore(Database database, Outbox outbox, PostCaches caches, MediaConfig config) {
    this.database = database;
    this.outbox = outbox;
    this.caches = caches;
    this.retentionMicros = config.deletedPostRetention().toNanos() / 1000;
  }

  /** The first bound on time repeats what the second implies: row values alone bound no range. */
  @Override
  public List<PostRow> list(long author, Place after, long micros, int limit) {
    return database.readStale(
        handle ->
            handle
                .createQuery(
                    "SELECT "
                        + PostColumns.ALL
                        + """
                         FROM post FORCE INDEX (bin)
                        WHERE user_id = :author AND delete_micros > :over
                          AND delete_micros <= :micros
                          AND (delete_micros, post_id) < (:micros, :post)
                          AND state IN (:bin, :archived)
                        ORDER BY delete_micros DESC, post_id DESC LIMIT :limit
                        """)
                .bind("author", author)
                .bind("over", micros - retentionMicros)
                .bind("micros", after.deleteMicros())
                .bind("post", after.postId())
                .bind("bin", PostState.IN_BIN.number())
                .bind("archived", PostState.ARCHIVED_IN_BIN.number())
                .bind("limit", limit)
                .map((row, context) -> PostColumns.read(row))
                .list());
  }

  @Override
  public List<Overdue> overdue(Overdue after, long micros, int limit) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT delete_micros, user_id, post_id FROM post FORCE INDEX (bin_by_time)
                    WHERE delete_micros > 0 AND delete_micros >= :micros AND delete_micros <= :over
                      AND (delete_micros, user_id, post_id) > (:micros, :author, :post)
                    ORDER BY delete_micros, user_id, post_id LIMIT :limit
                    """)
                .bind("over", micros - retentionMicros)
                .bind("micros", after.deleteMicros())
                .bind("author", after.post().owner())
                .bind("post", after.post().id())
                .bind("limit", limit)
                .map(
                    (row, context) ->
                        new Overdue(row.getLong(1), new Owned(row.getLong(3), row.getLong(2))))
                .list());
  }

  @Override
  public boolean claim(Owned post, long micros) {
    return database.transact(
        handle -> {
          PostRow row = PostColumns.lock(handle, post).orElse(null);
          if (row == null
              || !row.state().isDeleted()
              || row.deleteMicros() > micros - retentionMicros) {
            return false;
          }
          if (row.state() != PostState.PURGING) {
            handle.execute(
                "UPDATE post SET state = ? WHERE user_id = ? AND post_id = ?",
                PostState.PURGING.number(),
                post.owner(),
                post.id());
          }
          return true;
        });
  }

  @Override
  public List<MediaRow> media(Owned post) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    "SELECT "
                        + MediaColumns.ALL
                        + """
                         FROM post_media p
                        JOIN media m ON m.user_id = p.user_id AND m.media_id = p.media_id
                        WHERE p.user_id = :author AND p.post_id = :post
                        """)
                .bind("author", post.owner())
                .bind("post", post.id())
                .map((row, context) -> MediaColumns.read(row))
                .list());
  }

  @Override
  public void purge(Owned post) {
    PurgedTables.UNDER_A_POST.forEach(table -> purge(table, post));
    try {
      database.execute(
          handle -> {
            FormerTopics.rememberAll(handle, post);
            purgeMedia(handle, post);
            for (String table : PurgedTables.OF_A_POST) {
              handle.execute(delete(table), post.owner(), post.id());
            }
            outbox.append(handle, post.owner(), news(post));
          });
    } finally {
      caches.invalidate(post);
    }
  }

  private void purge(String table, Owned post) {
    String some = delete(table) + " LIMIT " + BATCH;
    int dropped;
    do {
      dropped =
          database.<Integer, RuntimeException>transact(
              handle -> handle.execute(some, post.owner(), post.id()));
    } while (dropped == BATCH);
  }

  private static String delete(String table) {
    return "DELETE FROM " + table + " WHERE user_id = ? AND post_id = ?";
  }

  private static void purgeMedia(Handle handle, Owned post) {
    List<Long> ids =
        handle
            .createQuery("SELECT media_id FROM post_media WHERE user_id = ? AND post_id = ?")
            .bind(0, post.owner())
            .bind(1, post.id())
            .mapTo(Long.class)
            .list();
    if (!ids.isEmpty()) {
      handle
          .createUpdate("DELETE FROM media WHERE user_id = :author AND media_id IN (<media>)")
          .bind("author", post.owner())
          .bindList("media", ids)
          .execute();
    }
  }

  private static PostPurged news(Owned post) {
    return PostPurged.newBuilder().setAuthorId(post.owner()).setPostId(post.id()).build();
  }
}
