package tintype.media;

import jakarta.inject.Inject;
import java.util.List;
import org.jdbi.v3.core.Handle;
import tintype.platform.rpc.IdText.Owned;
import tintype.platform.sql.Database;

/**
 * Pins in MySQL, in the shard of the post's author. Who pins has the post's row to itself, so that
 * the limit holds, and holds the comment, so that none that is deleted stays pinned.
 */
final class MySqlCommentPinStore implements CommentPinStore {
  private final Database database;

  @Inject
  MySqlCommentPinStore(Database database) {
    this.database = database;
  }

  @Override
  public List<Long> of(Owned post) {
    return database.read(handle -> read(handle, post));
  }

  private static List<Long> read(Handle handle, Owned post) {
    return handle
        .createQuery(
            """
            SELECT comment_id FROM comment_pin WHERE user_id = ? AND post_id = ?
            ORDER BY comment_id DESC
            """)
        .bind(0, post.owner())
        .bind(1, post.id())
        .mapTo(Long.class)
        .list();
  }

  @Override
  public void pin(CommentRow comment, int limit) {
    database.execute(
        handle -> {
          lockPost(handle, comment.post());
          CommentColumns.hold(handle, comment.ref());
          List<Long> pinned = read(handle, comment.post());
          if (pinned.contains(comment.ref().id())) {
            return;
          }
          if (pinned.size() >= limit) {
            throw new FullException(comment.post());
          }
          handle.execute(
              "INSERT INTO comment_pin (user_id, post_id, comment_id) VALUES (?, ?, ?)",
              comment.ref().owner(),
              comment.postId(),
              comment.ref().id());
        });
  }

  private static void lockPost(Handle handle, Owned post) {
    handle
        .createQuery("SELECT post_id FROM post WHERE user_id = ? AND post_id = ? FOR UPDATE")
        .bind(0, post.owner())
        .bind(1, post.id())
        .mapTo(Long.class)
        .findOne();
  }

  @Override
  public void unpin(CommentRow comment) {
    database.execute(
        handle ->
            handle.execute(
                "DELETE FROM comment_pin WHERE user_id = ? AND post_id = ? AND comment_id = ?",
                comment.ref().owner(),
                comment.postId(),
                comment.ref().id()));
  }
}
