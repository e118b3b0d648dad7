package tintype.media;

import jakarta.inject.Inject;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import tintype.media.v1.PostLikeChanged;
import tintype.platform.rpc.IdText.Owned;
import tintype.platform.rpc.ProtoTimes;
import tintype.platform.sql.Database;
import tintype.platform.sql.Outbox;

/** Likes in MySQL, in the shard of the post's author. */
final class MySqlLikeStore implements LikeStore {
  /** The primary key of a like; a point each, so many likes of a post cost nothing. */
  public record Key(long owner, long id, long account) {
    static Key of(Owned post, long account) {
      return new Key(post.owner(), post.id(), account);
    }

    private Owned post() {
      return new Owned(id, owner);
    }
  }

  private final Database database;
  private final Outbox outbox;
  private final PostCaches caches;

  @Inject
  MySqlLikeStore(Database database, Outbox outbox, PostCaches caches) {
    this.database = database;
    this.outbox = outbox;
    this.caches = caches;
  }

  @Override
  public void add(Owned post, long account, long micros) {
    SlotCounter.Slot slot = SlotCounter.POST_LIKES.slot(post, account);
    try {
      database.execute(
          handle -> {
            slot.lock(handle);
            if (insert(handle, post, account, micros)) {
              slot.add(handle, 1);
              outbox.append(handle, post.owner(), news(post, account, true, micros));
            }
          });
    } finally {
      caches.invalidateLike(post, account);
    }
  }

  private static boolean insert(Handle handle, Owned post, long account, long micros) {
    return handle.execute(
            """
            INSERT IGNORE INTO post_like (user_id, post_id, account_id, create_micros)
            VALUES (?, ?, ?, ?)
            """,
            post.owner(),
            post.id(),
            account,
            micros)
        == 1;
  }

  @Override
  public void remove(Owned post, long account, long micros) {
    SlotCounter.Slot slot = SlotCounter.POST_LIKES.slot(post, account);
    try {
      database.execute(
          handle -> {
            if (slot.lockIfThere(handle) && take(handle, slot, post, account)) {
              outbox.append(handle, post.owner(), news(post, account, false, micros));
            }
          });
    } finally {
      caches.invalidateLike(post, account);
    }
  }

  /** Most likes count, so one statement is enough for most. */
  private static boolean take(Handle handle, SlotCounter.Slot slot, Owned post, long account) {
    if (delete(handle, post, account, " AND " + HiddenTurn.COUNTS)) {
      slot.take(handle, 1);
      return true;
    }
    return delete(handle, post, account, "");
  }

  private static boolean delete(Handle handle, Owned post, long account, String which) {
    return handle.execute(
            "DELETE FROM post_like WHERE user_id = ? AND post_id = ? AND account_id = ?" + which,
            post.owner(),
            post.id(),
            account)
        == 1;
  }

  @Override
  public Map<Owned, Integer> counts(Collection<Owned> posts) {
    return posts.isEmpty() ? Map.of() : caches.likes.getAll(posts, this::sums);
  }

  private Map<Owned, Integer> sums(List<Owned> posts) {
    return database.read(handle -> SlotCounter.POST_LIKES.sums(handle, posts));
  }

  @Override
  public Set<Owned> likedBy(long account, Collection<Owned> posts) {
    if (posts.isEmpty()) {
      return Set.of();
    }
    List<Key> keys = posts.stream().map(post -> Key.of(post, account)).toList();
    Map<Key, Boolean> liked = caches.liked.getAll(keys, this::readLiked);
    return keys.stream().filter(liked::get).map(Key::post).collect(Collectors.toSet());
  }

  private Map<Key, Boolean> readLiked(List<Key> keys) {
    Map<Key, Boolean> liked = new HashMap<>();
    keys.forEach(key -> liked.put(key, false));
    return database.read(
        handle -> {
          handle
              .createQuery(
                  """
                  SELECT user_id, post_id, account_id FROM post_like
                  WHERE (user_id, post_id, account_id) IN (<keys>)
                  """)
              .bindMethodsList("keys", keys, List.of("owner", "id", "account"))
              .map((row, context) -> new Key(row.getLong(1), row.getLong(2), row.getLong(3)))
              .forEach(key -> liked.put(key, true));
          return liked;
        });
  }

  /** The first bound on time repeats what the second implies: row values alone bound no range. */
  @Override
  public List<Like> list(Owned post, Like after, int limit) {
    return database.readStale(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT create_micros, account_id FROM post_like FORCE INDEX (like_by_time)
                    WHERE user_id = :author AND post_id = :post AND create_micros <= :micros
                      AND (create_micros, account_id) < (:micros, :account)
                    ORDER BY create_micros DESC, account_id DESC LIMIT :limit
                    """)
                .bind("author", post.owner())
                .bind("post", post.id())
                .bind("micros", after.micros())
                .bind("account", after.account())
                .bind("limit", limit)
                .map((row, context) -> new Like(row.getLong(1), row.getLong(2)))
                .list());
  }

  private static PostLikeChanged news(Owned post, long account, boolean liked, long micros) {
    return PostLikeChanged.newBuilder()
        .setAuthorId(post.owner())
        .setPostId(post.id())
        .setAccountId(account)
        .setLiked(liked)
        .setChangeTime(ProtoTimes.ofMicros(micros))
        .build();
  }
}
