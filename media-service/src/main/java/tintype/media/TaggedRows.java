package tintype.media;

import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** Rows of table tagged_post. Nothing is counted by them, so each guards itself. */
final class TaggedRows {
  static final String PAGE = TopicTable.newest("tagged_post", "tagged_page", "user_id");

  static final String DROP = TopicTable.drop("tagged_post", "user_id");

  /** The version is assigned last: what is compared is the one before. */
  private static final String PUT =
      """
      INSERT INTO tagged_post (user_id, post_id, author_id, listed, version) VALUES (?, ?, ?, ?, ?)
      ON DUPLICATE KEY UPDATE
        listed = IF(VALUES(version) > version, VALUES(listed), listed),
        version = GREATEST(version, VALUES(version))
      """;

  private TaggedRows() {}

  /** Takes what is news to the rows; entries of one shard, in {@link TopicEntry#ORDER}. */
  static void apply(Handle handle, List<TopicEntry> entries) {
    PreparedBatch rows = handle.prepareBatch(PUT);
    for (TopicEntry entry : entries) {
      rows.add(
          entry.topic().id(),
          entry.post().id(),
          entry.post().owner(),
          entry.listed() ? 1 : 0,
          entry.version());
    }
    rows.execute();
  }
}
