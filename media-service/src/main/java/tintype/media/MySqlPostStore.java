package tintype.media;

import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import tintype.media.v1.Media;
import tintype.media.v1.Post;
import tintype.media.v1.PostEdited;
import tintype.media.v1.PostsChanged;
import tintype.platform.cache.RowCache;
import tintype.platform.rpc.IdText.Owned;
import tintype.platform.sql.Database;
import tintype.platform.sql.Outbox;
import tintype.platform.sql.RequestIds;

/** Posts in MySQL, in the shard of their author. */
final class MySqlPostStore implements PostStore {
  static final int PUBLISHED = 0;
  private static final int DELETED = 1;
  private static final String COLUMNS =
      "user_id, post_id, state, audience, caption, create_micros, update_micros, comments_off";

  private final Database database;
  private final RequestIds requests;
  private final Outbox outbox;
  private final RowCache<Owned, PostRow> cache;
  private final NewestPostsQuery newestPosts;

  @Inject
  MySqlPostStore(Database database, RequestIds requests, Outbox outbox, PostCaches caches) {
    this.database = database;
    this.requests = requests;
    this.outbox = outbox;
    this.cache = caches.rows;
    this.newestPosts = new NewestPostsQuery();
  }

  @Override
  public Optional<Long> publishedBefore(long author, String requestId, byte[] fingerprint) {
    return requestId.isEmpty()
        ? Optional.empty()
        : database.read(handle -> requests.find(handle, author, requestId, fingerprint));
  }

  @Override
  public void publish(PostRow post, List<Long> mediaIds, String requestId, byte[] fingerprint) {
    long author = post.ref().owner();
    database.execute(
        handle -> {
          claim(handle, post.ref(), mediaIds);
          PostColumns.bind(handle.createUpdate(PostColumns.INSERT), post).execute();
          insertMedia(handle, post.ref(), mediaIds);
          handle.execute(PostColumns.COUNT, author, 1);
          if (!requestId.isEmpty()) {
            requests.remember(handle, author, requestId, fingerprint, post.ref().id());
          }
          outbox.append(handle, author, news(post.ref(), true));
        });
  }

  /** The media rows decide who gets them: each is claimed once, in the order of the key. */
  private static void claim(Handle handle, Owned post, List<Long> mediaIds) {
    int claimed =
        handle
            .createUpdate(
                """
                UPDATE media SET post_id = :post
                WHERE user_id = :author AND media_id IN (<media>) AND post_id = 0 AND avatar = 0
                  AND state = :ready
                """)
            .bind("post", post.id())
            .bind("author", post.owner())
            .bindList("media", mediaIds)
            .bind("ready", Media.State.READY_VALUE)
            .execute();
    if (claimed != mediaIds.size()) {
      throw new MediaTakenException(post);
    }
  }

  private static void insertMedia(Handle handle, Owned post, List<Long> mediaIds) {
    PreparedBatch batch = handle.prepareBatch(PostColumns.INSERT_MEDIA);
    for (int position = 0; position < mediaIds.size(); position++) {
      batch.add(post.owner(), post.id(), position, mediaIds.get(position));
    }
    batch.execute();
  }

  @Override
  public void edit(Owned post, String caption, long micros) {
    try {
      database.execute(handle -> edit(handle, post, caption, micros));
    } finally {
      cache.invalidate(post);
    }
  }

  private void edit(Handle handle, Owned post, String caption, long micros) {
    // Compared here, because the collation takes captions for one that differ in their last spaces.
    boolean differs = caption(handle, post).filter(now -> !now.equals(caption)).isPresent();
    if (differs) {
      handle.execute(
          """
          UPDATE post SET caption = ?, update_micros = GREATEST(?, create_micros + 1)
          WHERE user_id = ? AND post_id = ?
          """,
          caption,
          micros,
          post.owner(),
          post.id());
      outbox.append(handle, post.owner(), edited(post));
    }
  }

  private static Optional<String> caption(Handle handle, Owned post) {
    return handle
        .createQuery(
            "SELECT caption FROM post WHERE user_id = ? AND post_id = ? AND state = ? FOR UPDATE")
        .bind(0, post.owner())
        .bind(1, post.id())
        .bind(2, PUBLISHED)
        .mapTo(String.class)
        .findOne();
  }

  @Override
  public void setCommentsOff(Owned post, boolean off) {
    try {
      database.execute(
          handle -> {
            int changed =
                handle.execute(
                    """
                    UPDATE post SET comments_off = ?
                    WHERE user_id = ? AND post_id = ? AND state = ? AND comments_off <> ?
                    """,
                    off ? 1 : 0,
                    post.owner(),
                    post.id(),
                    PUBLISHED,
                    off ? 1 : 0);
            if (changed == 1) {
              outbox.append(handle, post.owner(), edited(post));
            }
          });
    } finally {
      cache.invalidate(post);
    }
  }

  @Override
  public boolean delete(Owned post, long micros) {
    try {
      return database.transact(handle -> delete(handle, post, micros));
    } finally {
      cache.invalidate(post);
    }
  }

  private boolean delete(Handle handle, Owned post, long micros) {
    int changed =
        handle.execute(
            """
            UPDATE post SET state = ?, delete_micros = ?
            WHERE user_id = ? AND post_id = ? AND state = ?
            """,
            DELETED,
            micros,
            post.owner(),
            post.id(),
            PUBLISHED);
    if (changed == 1) {
      handle.execute(
          "UPDATE post_counter SET posts = posts - 1 WHERE user_id = ? AND posts > 0",
          post.owner());
      outbox.append(handle, post.owner(), news(post, false));
    }
    return changed == 1;
  }

  @Override
  public List<PostRow> find(Collection<Owned> posts) {
    return posts.isEmpty() ? List.of() : List.copyOf(cache.getAll(posts, this::read).values());
  }

  private Map<Owned, PostRow> read(List<Owned> posts) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    "SELECT " + COLUMNS + " FROM post WHERE (user_id, post_id) IN (<keys>)")
                .bindMethodsList("keys", posts, List.of("owner", "id"))
                .map((row, context) -> read(row))
                .collect(Collectors.toMap(PostRow::ref, Function.identity())));
  }

  @Override
  public List<PostRow> grid(long author, long before, int limit) {
    return database.readStale(
        handle ->
            handle
                .createQuery(
                    "SELECT "
                        + COLUMNS
                        + """
                         FROM post
                        WHERE user_id = :author AND state = :published AND post_id < :before
                        ORDER BY post_id DESC LIMIT :limit
                        """)
                .bind("author", author)
                .bind("published", PUBLISHED)
                .bind("before", before)
                .bind("limit", limit)
                .map((row, context) -> read(row))
                .list());
  }

  @Override
  public List<Owned> newest(Collection<Long> authors, long before, int limit) {
    return database.read(handle -> newestPosts.run(handle, authors, before, limit));
  }

  @Override
  public Map<Long, Integer> counts(Collection<Long> accounts) {
    Map<Long, Integer> counts = new HashMap<>();
    return database.read(
        handle -> {
          handle
              .createQuery("SELECT user_id, posts FROM post_counter WHERE user_id IN (<accounts>)")
              .bindList("accounts", List.copyOf(accounts))
              .map((row, context) -> Map.entry(row.getLong("user_id"), row.getInt("posts")))
              .forEach(count -> counts.put(count.getKey(), count.getValue()));
          return counts;
        });
  }

  private static PostRow read(ResultSet row) throws SQLException {
    return new PostRow(
        new Owned(row.getLong("post_id"), row.getLong("user_id")),
        row.getInt("state") != PUBLISHED,
        Post.Audience.forNumber(row.getInt("audience")),
        row.getString("caption"),
        row.getLong("create_micros"),
        row.getLong("update_micros"),
        row.getInt("comments_off") == 1);
  }

  private static PostEdited edited(Owned post) {
    return PostEdited.newBuilder().setAuthorId(post.owner()).setPostId(post.id()).build();
  }

  private static PostsChanged news(Owned post, boolean visible) {
    return PostsChanged.newBuilder()
        .setAuthorId(post.owner())
        .addChanges(PostsChanged.Change.newBuilder().setPostId(post.id()).setVisible(visible))
        .build();
  }
}
