package tintype.media;

import jakarta.inject.Inject;
import java.util.List;
import org.jdbi.v3.core.Handle;
import tintype.platform.rpc.IdText.Owned;
import tintype.platform.sql.Database;

/**
 * Posts of an author who hides, or is back: they leave the pages of topics and their counts, and
 * come back. Each gets a new version first, and its pages are told then; so whoever has read it
 * before that comes too late with it.
 */
final class HiddenPosts {
  /**
   * Posts that were told.
   *
   * @param rows how many were looked at
   * @param last the id of the last of these
   */
  record Told(int rows, long last) {}

  /** Whether a post has some. */
  private record PostTopics(Owned post, boolean some) {}

  private final Database database;
  private final TopicIndex index;

  @Inject
  HiddenPosts(Database database, TopicIndex index) {
    this.database = database;
    this.index = index;
  }

  /**
   * Tells the pages of published posts of an author, in the order of their ids.
   *
   * @param limit of posts that are looked at
   */
  Told tell(long author, long after, int limit) {
    List<PostTopics> rows = database.transact(handle -> renew(handle, author, after, limit));
    index.refresh(withTopics(rows));
    return new Told(rows.size(), rows.isEmpty() ? after : rows.getLast().post().id());
  }

  private static List<PostTopics> renew(Handle handle, long author, long after, int limit) {
    List<PostTopics> rows = published(handle, author, after, limit);
    List<Owned> posts = withTopics(rows);
    if (!posts.isEmpty()) {
      handle
          .createUpdate(
              """
              UPDATE post SET version = version + 1
              WHERE user_id = :author AND post_id IN (<posts>)
              """)
          .bind("author", author)
          .bindList("posts", posts.stream().map(Owned::id).toList())
          .execute();
    }
    return rows;
  }

  private static List<Owned> withTopics(List<PostTopics> rows) {
    return rows.stream().filter(PostTopics::some).map(PostTopics::post).toList();
  }

  private static List<PostTopics> published(Handle handle, long author, long after, int limit) {
    return handle
        .createQuery(
            """
            SELECT post_id, caption, content FROM post FORCE INDEX (grid)
            WHERE user_id = ? AND state = ? AND post_id > ? ORDER BY post_id LIMIT ?
            """)
        .bind(0, author)
        .bind(1, PostState.PUBLISHED.number())
        .bind(2, after)
        .bind(3, limit)
        .map(
            (row, context) ->
                new PostTopics(
                    new Owned(row.getLong("post_id"), author),
                    !Topic.of(StoredContent.read(row.getString("caption"), row.getBytes("content")))
                        .isEmpty()))
        .list();
  }
}
