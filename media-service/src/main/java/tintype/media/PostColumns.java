package tintype.media;

import org.jdbi.v3.core.statement.SqlStatement;

/** How the rows of a post are added. */
final class PostColumns {
  static final String INSERT =
      """
      INSERT INTO post (user_id, post_id, state, audience, caption, create_micros, update_micros,
        delete_micros, comments_off)
      VALUES (?, ?, ?, ?, ?, ?, ?, 0, ?)
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

  /** Binds a row to {@link #INSERT}. */
  static <S extends SqlStatement<S>> S bind(S insert, PostRow post) {
    return insert
        .bind(0, post.ref().owner())
        .bind(1, post.ref().id())
        .bind(2, MySqlPostStore.PUBLISHED)
        .bind(3, post.audience().getNumber())
        .bind(4, post.caption())
        .bind(5, post.createMicros())
        .bind(6, post.updateMicros())
        .bind(7, post.commentsOff() ? 1 : 0);
  }
}
