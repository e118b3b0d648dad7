package tintype.media;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatement;
import tintype.media.v1.Post;
import tintype.platform.rpc.IdText.Owned;

/** Between the rows of a post and {@link PostRow}. */
final class PostColumns {
  /** The columns of table post that make a row. */
  static final String ALL =
      """
      user_id, post_id, state, audience, caption, create_micros, update_micros, delete_micros,
      pin_micros, likes_hidden, comments_off, content\
      """;

  static final String INSERT =
      """
      INSERT INTO post (user_id, post_id, state, audience, caption, create_micros, update_micros,
        delete_micros, likes_hidden, comments_off, content)
      VALUES (?, ?, ?, ?, ?, ?, ?, 0, ?, ?, ?)
      """;

  static final String INSERT_MEDIA =
      "INSERT INTO post_media (user_id, post_id, position, media_id) VALUES (?, ?, ?, ?)";

  /** Moves an author's counter up by so many posts. */
  static final String COUNT =
      """
      INSERT INTO post_counter (user_id, posts) VALUES (?, ?)
      ON DUPLICATE KEY UPDATE posts = posts + VALUES(posts)
      """;

  private PostColumns() {}

  static PostRow read(ResultSet row) throws SQLException {
    return new PostRow(
        new Owned(row.getLong("post_id"), row.getLong("user_id")),
        PostState.of(row.getInt("state")),
        Post.Audience.forNumber(row.getInt("audience")),
        row.getString("caption"),
        StoredContent.read(row.getString("caption"), row.getBytes("content")),
        row.getLong("create_micros"),
        row.getLong("update_micros"),
        row.getLong("delete_micros"),
        row.getLong("pin_micros"),
        row.getBoolean("likes_hidden"),
        row.getBoolean("comments_off"));
  }

  /** The row, which nobody else changes until the handle's transaction ends. */
  static Optional<PostRow> lock(Handle handle, Owned post) {
    return handle
        .createQuery("SELECT " + ALL + " FROM post WHERE user_id = ? AND post_id = ? FOR UPDATE")
        .bind(0, post.owner())
        .bind(1, post.id())
        .map((row, context) -> read(row))
        .findOne();
  }

  /** Binds a row to {@link #INSERT}. */
  static <S extends SqlStatement<S>> S bind(S insert, PostRow post) {
    return insert
        .bind(0, post.ref().owner())
        .bind(1, post.ref().id())
        .bind(2, post.state().number())
        .bind(3, post.audience().getNumber())
        .bind(4, post.caption())
        .bind(5, post.createMicros())
        .bind(6, post.updateMicros())
        .bind(7, post.likesHidden())
        .bind(8, post.commentsOff() ? 1 : 0)
        .bind(9, StoredContent.write(post.content()));
  }
}
