package tintype.media;

import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jdbi.v3.core.Handle;
import tintype.media.v1.Media;
import tintype.media.v1.MediaDescribed;
import tintype.platform.cache.RowCache;
import tintype.platform.rpc.IdText.Owned;
import tintype.platform.sql.Database;
import tintype.platform.sql.Outbox;
import tintype.platform.sql.RequestIds;

/** Media in MySQL, in the shard of their owner. */
final class MySqlMediaStore implements MediaStore {
  /** The optimizer's work grows with the square of the list. */
  private static final int KEYS_A_STATEMENT = 100;

  private final Database database;
  private final RequestIds requests;
  private final Outbox outbox;
  private final RowCache<Owned, List<MediaRow>> cache;

  @Inject
  MySqlMediaStore(Database database, RequestIds requests, Outbox outbox, PostCaches caches) {
    this.database = database;
    this.requests = requests;
    this.outbox = outbox;
    this.cache = caches.media;
  }

  @Override
  public Optional<MediaRow> uploadedBefore(long owner, String requestId, byte[] fingerprint) {
    if (requestId.isEmpty()) {
      return Optional.empty();
    }
    return database.read(
        handle ->
            requests
                .find(handle, owner, requestId, fingerprint)
                .map(id -> new Owned(id, owner))
                .map(media -> find(handle, List.of(media)).get(media)));
  }

  @Override
  public void add(MediaRow media, String requestId, byte[] fingerprint) {
    database.execute(
        handle -> {
          MediaColumns.bind(handle.createUpdate(MediaColumns.INSERT), media).execute();
          if (!requestId.isEmpty()) {
            Owned ref = media.ref();
            requests.remember(handle, ref.owner(), requestId, fingerprint, ref.id());
          }
        });
  }

  @Override
  public void describe(Owned media, String altText) {
    AtomicLong post = new AtomicLong();
    try {
      database.execute(
          handle -> {
            postOf(handle, media).ifPresent(post::set);
            int described =
                handle.execute(
                    "UPDATE media SET alt_text = ? WHERE user_id = ? AND media_id = ?",
                    altText,
                    media.owner(),
                    media.id());
            if (described > 0) {
              outbox.append(handle, media.owner(), described(media, post.get()));
            }
          });
    } finally {
      cache.invalidate(new Owned(post.get(), media.owner()));
    }
  }

  private static Optional<Long> postOf(Handle handle, Owned media) {
    return handle
        .createQuery("SELECT post_id FROM media WHERE user_id = ? AND media_id = ? FOR UPDATE")
        .bind(0, media.owner())
        .bind(1, media.id())
        .mapTo(Long.class)
        .findOne();
  }

  private static MediaDescribed described(Owned media, long post) {
    return MediaDescribed.newBuilder()
        .setOwnerId(media.owner())
        .setMediaId(media.id())
        .setPostId(post)
        .build();
  }

  @Override
  public void keepAsAvatar(Owned media) {
    database.execute(
        handle ->
            handle.execute(
                """
                    UPDATE media SET avatar = 1
                    WHERE user_id = ? AND media_id = ? AND post_id = 0 AND avatar = 0
                      AND state = ? AND kind = ?
                    """,
                media.owner(),
                media.id(),
                Media.State.READY_VALUE,
                Media.Kind.PHOTO_VALUE));
  }

  @Override
  public Map<Owned, MediaRow> find(Collection<Owned> ids) {
    List<Owned> all = List.copyOf(ids);
    return database.read(
        handle -> {
          Map<Owned, MediaRow> found = new HashMap<>();
          for (int from = 0; from < all.size(); from += KEYS_A_STATEMENT) {
            int to = Math.min(from + KEYS_A_STATEMENT, all.size());
            found.putAll(find(handle, all.subList(from, to)));
          }
          return found;
        });
  }

  private static Map<Owned, MediaRow> find(Handle handle, Collection<Owned> ids) {
    Map<Owned, MediaRow> found = new HashMap<>();
    OwnedKeys keys = new OwnedKeys("m.user_id", "m.media_id", ids);
    keys.bind(
            handle.createQuery(
                "SELECT " + MediaColumns.ALL + " FROM media m WHERE " + keys.condition()))
        .map((row, context) -> MediaColumns.read(row))
        .forEach(media -> found.put(media.ref(), media));
    return found;
  }

  @Override
  public Map<Owned, List<MediaRow>> ofPosts(Collection<Owned> posts) {
    return posts.isEmpty() ? Map.of() : cache.getAll(posts, this::readOfPosts);
  }

  private Map<Owned, List<MediaRow>> readOfPosts(List<Owned> posts) {
    OwnedKeys keys = new OwnedKeys("p.user_id", "p.post_id", posts);
    String sql =
        "SELECT "
            + MediaColumns.ALL
            + """
             FROM post_media p
            JOIN media m ON m.user_id = p.user_id AND m.media_id = p.media_id
            """
            + "WHERE "
            + keys.condition()
            + " ORDER BY p.user_id, p.post_id, p.position";
    return database.read(
        handle -> {
          Map<Owned, List<MediaRow>> byPost = new HashMap<>();
          keys.bind(handle.createQuery(sql))
              .map((row, context) -> MediaColumns.read(row))
              .forEach(
                  media ->
                      byPost.computeIfAbsent(media.post(), post -> new ArrayList<>()).add(media));
          byPost.replaceAll((post, media) -> List.copyOf(media));
          return byPost;
        });
  }
}
