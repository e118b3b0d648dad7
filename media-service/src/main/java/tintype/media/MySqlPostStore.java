package tintype.media;

import jakarta.inject.Inject;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import tintype.media.v1.PostEdited;
import tintype.platform.cache.RowCache;
import tintype.platform.rpc.IdText.Owned;
import tintype.platform.sql.Database;
import tintype.platform.sql.Outbox;
import tintype.platform.sql.RequestIds;

/** Posts in MySQL, in the shard of their author. */
final class MySqlPostStore implements PostStore {
  /** The optimizer's work grows with the square of a list of keys. */
  private static final int POSTS_A_STATEMENT = 100;

  private final Database database;
  private final RequestIds requests;
  private final Outbox outbox;
  private final RowCache<Owned, PostRow> cache;
  private final NewestPostsQuery newestPosts;
  private final PostMoves moves;
  private final PostPublication publication;

  @Inject
  MySqlPostStore(
      Database database,
      RequestIds requests,
      Outbox outbox,
      PostCaches caches,
      MediaConfig config) {
    this.database = database;
    this.requests = requests;
    this.outbox = outbox;
    this.cache = caches.rows;
    this.newestPosts = new NewestPostsQuery();
    this.publication = new PostPublication(outbox);
    this.moves = new PostMoves(outbox, config.deletedPostRetention());
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
          publication.run(handle, post, mediaIds);
          if (!requestId.isEmpty()) {
            requests.remember(handle, author, requestId, fingerprint, post.ref().id());
          }
        });
  }

  @Override
  public void edit(Owned post, PostEdit edit, long micros) {
    try {
      database.execute(handle -> edit(handle, post, edit, micros));
    } finally {
      cache.invalidate(post);
    }
  }

  private void edit(Handle handle, Owned post, PostEdit edit, long micros) {
    Optional<PostRow> found =
        PostColumns.lock(handle, post).filter(row -> !row.state().isDeleted());
    if (found.isEmpty()) {
      return;
    }
    // Compared here, because the collation takes captions for one that differ in their last spaces.
    PostRow row = edit.on(found.get(), micros);
    if (!row.equals(found.get())) {
      handle.execute(
          """
          UPDATE post SET caption = ?, audience = ?, likes_hidden = ?, update_micros = ?,
            content = ?, version = version + 1
          WHERE user_id = ? AND post_id = ?
          """,
          row.caption(),
          row.audience().getNumber(),
          row.likesHidden(),
          row.updateMicros(),
          StoredContent.write(row.content()),
          post.owner(),
          post.id());
      FormerTopics.remember(handle, post, found.get().content(), row.content());
      outbox.append(handle, post.owner(), edited(post));
    }
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
                    WHERE user_id = ? AND post_id = ? AND state IN (?, ?) AND comments_off <> ?
                    """,
                    off ? 1 : 0,
                    post.owner(),
                    post.id(),
                    PostState.PUBLISHED.number(),
                    PostState.ARCHIVED.number(),
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
  public boolean move(Owned post, PostMove move, long micros) {
    try {
      return database.transact(handle -> moves.run(handle, post, move, micros));
    } finally {
      cache.invalidate(post);
    }
  }

  @Override
  public List<PostRow> find(Collection<Owned> posts) {
    return posts.isEmpty() ? List.of() : List.copyOf(cache.getAll(posts, this::read).values());
  }

  private Map<Owned, PostRow> read(List<Owned> posts) {
    Map<Owned, PostRow> rows = new HashMap<>();
    for (int from = 0; from < posts.size(); from += POSTS_A_STATEMENT) {
      List<Owned> some = posts.subList(from, Math.min(posts.size(), from + POSTS_A_STATEMENT));
      database.read(handle -> read(handle, some)).forEach(row -> rows.put(row.ref(), row));
    }
    return rows;
  }

  private static List<PostRow> read(Handle handle, List<Owned> posts) {
    OwnedKeys keys = new OwnedKeys("user_id", "post_id", posts);
    return keys.bind(
            handle.createQuery(
                "SELECT " + PostColumns.ALL + " FROM post WHERE " + keys.condition()))
        .map((row, context) -> PostColumns.read(row))
        .list();
  }

  @Override
  public List<Owned> grid(long author, long before, int limit) {
    return database.readStale(
        handle ->
            inState(handle, "post_id", PostState.PUBLISHED, author, before, limit)
                .map((row, context) -> new Owned(row.getLong("post_id"), author))
                .list());
  }

  @Override
  public List<PostRow> archive(long author, long before, int limit) {
    return database.read(
        handle ->
            inState(handle, PostColumns.ALL, PostState.ARCHIVED, author, before, limit)
                .map((row, context) -> PostColumns.read(row))
                .list());
  }

  private static Query inState(
      Handle handle, String columns, PostState state, long author, long before, int limit) {
    return handle
        .createQuery(
            "SELECT "
                + columns
                + """
                 FROM post FORCE INDEX (grid)
                WHERE user_id = :author AND state = :state AND post_id < :before
                ORDER BY post_id DESC LIMIT :limit
                """)
        .bind("author", author)
        .bind("state", state.number())
        .bind("before", before)
        .bind("limit", limit);
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

  /** That something of a post has changed. */
  static PostEdited edited(Owned post) {
    return PostEdited.newBuilder().setAuthorId(post.owner()).setPostId(post.id()).build();
  }
}
