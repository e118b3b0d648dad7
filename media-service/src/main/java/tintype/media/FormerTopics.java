package tintype.media;

import java.util.HashSet;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import tintype.platform.rpc.IdText.Owned;

/**
 * Rows of table post_former_topic: whoever writes a post's pages learns from them what to take off.
 * They outlive the post until that is done.
 */
final class FormerTopics {
  private static final String INSERT =
      """
      INSERT INTO post_former_topic (user_id, post_id, kind, topic_id) VALUES (?, ?, ?, ?)
      ON DUPLICATE KEY UPDATE kind = VALUES(kind)
      """;

  private FormerTopics() {}

  /** Remembers what an edit takes away, in the edit's transaction. */
  static void remember(Handle handle, Owned post, PostContent before, PostContent after) {
    Set<Topic> gone = new HashSet<>(Topic.of(before));
    gone.removeAll(Topic.of(after));
    remember(handle, post, gone);
  }

  /** Remembers all that a post has, in the transaction that drops its row. */
  static void rememberAll(Handle handle, Owned post) {
    PostColumns.lock(handle, post)
        .ifPresent(row -> remember(handle, post, Topic.of(row.content())));
  }

  /** Forgets those of a post whose pages are done. */
  static void forget(Handle handle, Owned post) {
    handle.execute(
        "DELETE FROM post_former_topic WHERE user_id = ? AND post_id = ?", post.owner(), post.id());
  }

  private static void remember(Handle handle, Owned post, Set<Topic> gone) {
    if (gone.isEmpty()) {
      return;
    }
    PreparedBatch rows = handle.prepareBatch(INSERT);
    gone.stream()
        .sorted()
        .forEach(topic -> rows.add(post.owner(), post.id(), topic.kind().number(), topic.id()));
    rows.execute();
  }
}
