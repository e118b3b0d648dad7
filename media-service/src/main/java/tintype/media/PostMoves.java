package tintype.media;

import java.time.Duration;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import tintype.media.v1.PostsChanged;
import tintype.platform.rpc.IdText.Owned;
import tintype.platform.sql.Outbox;

/** Moves a post: its row, the counter of its author and the news, in a handle's transaction. */
final class PostMoves {
  private final Outbox outbox;
  private final long retentionMicros;

  /**
   * @param retention how long a post can be restored after it was deleted
   */
  PostMoves(Outbox outbox, Duration retention) {
    this.outbox = outbox;
    this.retentionMicros = retention.toNanos() / 1000;
  }

  /** Whether the post has changed. */
  boolean run(Handle handle, Owned post, PostMove move, long micros) {
    Optional<PostRow> found = PostColumns.lock(handle, post);
    if (found.isEmpty()) {
      return false;
    }
    PostRow row = found.get();
    PostState after = move.from(row.state());
    boolean tooLate = move == PostMove.RESTORE && row.deleteMicros() <= micros - retentionMicros;
    if (after == row.state() || tooLate) {
      return false;
    }
    update(handle, row, after, micros);
    count(handle, post.owner(), row.state(), after);
    // Also from one hidden state to another: what others keep of the row is old.
    outbox.append(handle, post.owner(), news(post, after == PostState.PUBLISHED));
    return true;
  }

  private static void update(Handle handle, PostRow row, PostState after, long micros) {
    long deleted = !after.isDeleted() ? 0 : row.deleteMicros() == 0 ? micros : row.deleteMicros();
    handle.execute(
        """
        UPDATE post SET state = ?, delete_micros = ?, pin_micros = 0, version = version + 1
        WHERE user_id = ? AND post_id = ?
        """,
        after.number(),
        deleted,
        row.ref().owner(),
        row.ref().id());
  }

  private static void count(Handle handle, long author, PostState before, PostState after) {
    if (after == PostState.PUBLISHED) {
      handle.execute(PostColumns.COUNT, author, 1);
    } else if (before == PostState.PUBLISHED) {
      handle.execute(
          "UPDATE post_counter SET posts = posts - 1 WHERE user_id = ? AND posts > 0", author);
    }
  }

  /** That a post is to be seen, or not any more. */
  static PostsChanged news(Owned post, boolean visible) {
    return PostsChanged.newBuilder()
        .setAuthorId(post.owner())
        .addChanges(PostsChanged.Change.newBuilder().setPostId(post.id()).setVisible(visible))
        .build();
  }
}
