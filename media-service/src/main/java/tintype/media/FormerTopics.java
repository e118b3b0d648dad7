package tintype.media;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import tintype.platform.rpc.IdText.Owned;

/**
 * Rows of table post_former_topic: whoever writes a post's pages learns from them what to take off.
 * They outlive the post until that is done.
 */
final class FormerTopics {
  /** One that was taken away before, and told, is news again. */
  private static final String INSERT =
      """
      INSERT INTO post_former_topic (user_id, post_id, kind, topic_id, version, told)
      VALUES (?, ?, ?, ?, ?, 0)
      ON DUPLICATE KEY UPDATE version = VALUES(version), told = 0
      """;

  /**
   * A topic that a post had.
   *
   * @param version of the post that took it away last
   * @param told whether its page knows
   * @param toldMicros since when, if it does
   */
  record Former(Topic topic, long version, boolean told, long toldMicros) {
    boolean wasToldBefore(long micros) {
      return told && toldMicros < micros;
    }
  }

  private FormerTopics() {}

  /** Remembers what an edit takes away, in the edit's transaction and after its change. */
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

  private static void remember(Handle handle, Owned post, Set<Topic> gone) {
    if (gone.isEmpty()) {
      return;
    }
    long version = version(handle, post);
    PreparedBatch rows = handle.prepareBatch(INSERT);
    gone.stream()
        .sorted()
        .forEach(
            topic -> rows.add(post.owner(), post.id(), topic.kind().number(), topic.id(), version));
    rows.execute();
  }

  private static long version(Handle handle, Owned post) {
    return handle
        .createQuery("SELECT version FROM post WHERE user_id = ? AND post_id = ?")
        .bind(0, post.owner())
        .bind(1, post.id())
        .mapTo(Long.class)
        .one();
  }

  /** Those of some posts; absent where a post has none. */
  static Map<Owned, List<Former>> read(Handle handle, Collection<Owned> posts) {
    Map<Owned, List<Former>> former = new HashMap<>();
    OwnedKeys keys = new OwnedKeys("user_id", "post_id", posts);
    keys.bind(
            handle.createQuery(
                "SELECT user_id, post_id, kind, topic_id, version, told, told_micros"
                    + " FROM post_former_topic WHERE "
                    + keys.condition()))
        .map(
            (row, context) ->
                Map.entry(new Owned(row.getLong("post_id"), row.getLong("user_id")), former(row)))
        .forEach(
            row ->
                former
                    .computeIfAbsent(row.getKey(), post -> new ArrayList<>())
                    .add(row.getValue()));
    return former;
  }

  private static Former former(ResultSet row) throws SQLException {
    return new Former(
        new Topic(Topic.Kind.of(row.getInt("kind")), row.getLong("topic_id")),
        row.getLong("version"),
        row.getBoolean("told"),
        row.getLong("told_micros"));
  }

  /** Marks as told what versions of a post up to this one have taken away, and nothing later. */
  static void told(Handle handle, Owned post, long version, long micros) {
    handle.execute(
        """
        UPDATE post_former_topic SET told = 1, told_micros = ?
        WHERE user_id = ? AND post_id = ? AND told = 0 AND version <= ?
        """,
        micros,
        post.owner(),
        post.id(),
        version);
  }

  /** Forgets one that was told, unless an edit has taken it away again meanwhile. */
  static void forget(Handle handle, Owned post, Topic topic) {
    handle.execute(
        """
        DELETE FROM post_former_topic
        WHERE user_id = ? AND post_id = ? AND kind = ? AND topic_id = ? AND told = 1
        """,
        post.owner(),
        post.id(),
        topic.kind().number(),
        topic.id());
  }

  /** Forgets those of a post that is gone, once its pages are done. */
  static void forget(Handle handle, Owned post) {
    handle.execute(
        "DELETE FROM post_former_topic WHERE user_id = ? AND post_id = ?", post.owner(), post.id());
  }
}
