package tintype.media;

import jakarta.inject.Inject;
import java.util.List;
import org.jdbi.v3.core.Handle;
import tintype.platform.rpc.IdText.Owned;
import tintype.platform.sql.Database;
import tintype.platform.sql.Outbox;

/** Pins in MySQL: posts with a time of pinning. */
final class MySqlPinStore implements PinStore {
  private record Count(int pins, long newestMicros) {}

  private final Database database;
  private final Outbox outbox;
  private final PostCaches caches;
  private final int limit;

  @Inject
  MySqlPinStore(Database database, Outbox outbox, PostCaches caches, MediaConfig config) {
    this.database = database;
    this.outbox = outbox;
    this.caches = caches;
    this.limit = config.maxPinnedPosts();
  }

  @Override
  public Pinned pin(Owned post, long micros) {
    try {
      return database.transact(handle -> pin(handle, post, micros));
    } finally {
      caches.rows.invalidate(post);
    }
  }

  private Pinned pin(Handle handle, Owned post, long micros) {
    PostRow row = PostColumns.lock(handle, post).filter(PostRow::isPublished).orElse(null);
    if (row == null) {
      return Pinned.NOT_PUBLISHED;
    }
    if (row.isPinned()) {
      return Pinned.YES;
    }
    Count before = lockAndCount(handle, post.owner());
    if (before.pins() >= limit) {
      return Pinned.FULL;
    }
    set(handle, post, Math.max(micros, before.newestMicros() + 1));
    return Pinned.YES;
  }

  /**
   * Others who pin a post of the author wait for the row of the counter, so that the count holds.
   * It is locked after the post, as by all who move a post.
   */
  private static Count lockAndCount(Handle handle, long author) {
    handle
        .createQuery("SELECT posts FROM post_counter WHERE user_id = ? FOR UPDATE")
        .bind(0, author)
        .mapTo(Integer.class)
        .findOne();
    return handle
        .createQuery(
            """
            SELECT COUNT(*), COALESCE(MAX(pin_micros), 0) FROM post FORCE INDEX (pins)
            WHERE user_id = ? AND pin_micros > 0
            """)
        .bind(0, author)
        .map((row, context) -> new Count(row.getInt(1), row.getLong(2)))
        .one();
  }

  @Override
  public void unpin(Owned post) {
    try {
      database.execute(
          handle -> {
            if (PostColumns.lock(handle, post).filter(PostRow::isPinned).isPresent()) {
              set(handle, post, 0);
            }
          });
    } finally {
      caches.rows.invalidate(post);
    }
  }

  private void set(Handle handle, Owned post, long micros) {
    handle.execute(
        "UPDATE post SET pin_micros = ? WHERE user_id = ? AND post_id = ?",
        micros,
        post.owner(),
        post.id());
    outbox.append(handle, post.owner(), MySqlPostStore.edited(post));
  }

  @Override
  public List<Long> pins(long author) {
    return database.readStale(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT post_id FROM post FORCE INDEX (pins)
                    WHERE user_id = ? AND pin_micros > 0
                    ORDER BY pin_micros DESC, post_id DESC LIMIT ?
                    """)
                .bind(0, author)
                .bind(1, limit)
                .mapTo(Long.class)
                .list());
  }
}
