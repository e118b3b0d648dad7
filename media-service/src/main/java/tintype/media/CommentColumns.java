package tintype.media;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import tintype.platform.rpc.IdText.Owned;

/** How rows of table post_comment are read, locked and added. */
final class CommentColumns {
  static final int THERE = 0;
  static final int DELETED = 1;

  static final String SELECT =
      """
      SELECT user_id, comment_id, post_id, thread_id, reply_to, account_id, state, replies,
        hidden_replies, hidden_turn, body, create_micros, update_micros
      FROM post_comment\
      """;

  private static final String INSERT =
      """
      INSERT INTO post_comment (user_id, comment_id, post_id, thread_id, reply_to, account_id,
        state, replies, body, create_micros, update_micros)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """;

  private CommentColumns() {}

  static CommentRow read(ResultSet row) throws SQLException {
    return new CommentRow(
        new Owned(row.getLong("comment_id"), row.getLong("user_id")),
        row.getLong("post_id"),
        row.getLong("thread_id"),
        row.getLong("reply_to"),
        row.getLong("account_id"),
        row.getInt("state") != THERE,
        row.getInt("replies"),
        row.getInt("hidden_replies"),
        row.getInt("hidden_turn"),
        row.getString("body"),
        row.getLong("create_micros"),
        row.getLong("update_micros"));
  }

  /** One row as it is. */
  static Optional<CommentRow> find(Handle handle, Owned comment) {
    return one(handle, comment, "");
  }

  /** One row, which then is this transaction's alone. */
  static Optional<CommentRow> lock(Handle handle, Owned comment) {
    return one(handle, comment, " FOR UPDATE");
  }

  /**
   * Keeps one row as it is until the transaction ends, together with others who want that.
   *
   * @throws CommentStore.GoneException if it is not there, or a placeholder
   */
  static void hold(Handle handle, Owned comment) {
    if (one(handle, comment, " LOCK IN SHARE MODE").filter(row -> !row.deleted()).isEmpty()) {
      throw new CommentStore.GoneException(comment);
    }
  }

  private static Optional<CommentRow> one(Handle handle, Owned comment, String how) {
    return handle
        .createQuery(SELECT + " WHERE user_id = ? AND comment_id = ?" + how)
        .bind(0, comment.owner())
        .bind(1, comment.id())
        .map((row, context) -> read(row))
        .findOne();
  }

  static void insert(Handle handle, CommentRow comment) {
    handle.execute(
        INSERT,
        comment.ref().owner(),
        comment.ref().id(),
        comment.postId(),
        comment.thread(),
        comment.replyTo(),
        comment.account(),
        comment.deleted() ? DELETED : THERE,
        comment.replies(),
        comment.text(),
        comment.createMicros(),
        comment.updateMicros());
  }

  static void delete(Handle handle, Owned comment) {
    handle.execute(
        "DELETE FROM post_comment WHERE user_id = ? AND comment_id = ?",
        comment.owner(),
        comment.id());
  }
}
