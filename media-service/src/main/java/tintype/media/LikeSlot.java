package tintype.media;

import org.jdbi.v3.core.Handle;
import tintype.platform.rpc.IdText.Owned;

/**
 * One of the 16 rows that together count the likes of a post. Its lock comes before that of the
 * like: so likes of one account come one by one, and no two transactions ever wait for each other
 * in a ring.
 *
 * @param number 0..15
 */
record LikeSlot(Owned post, int number) {
  private static final int BITS = 4;

  /** 2^64 by the golden ratio (Knuth, TAOCP 3, 6.4): ids that differ little are spread. */
  private static final long SPREAD = 0x9E3779B97F4A7C15L;

  /** The slot that an account moves. */
  static LikeSlot of(Owned post, long account) {
    return new LikeSlot(post, (int) (account * SPREAD >>> (Long.SIZE - BITS)));
  }

  /** Locks the row until the transaction ends, made anew where it is missing. */
  void lock(Handle handle) {
    handle.execute(
        """
        INSERT INTO post_like_counter (user_id, post_id, slot, likes) VALUES (?, ?, ?, 0)
        ON DUPLICATE KEY UPDATE likes = likes
        """,
        post.owner(),
        post.id(),
        number);
  }

  /** Locks the row until the transaction ends; false where there is none, so nothing to take. */
  boolean lockIfThere(Handle handle) {
    return handle
        .createQuery(
            """
            SELECT slot FROM post_like_counter
            WHERE user_id = ? AND post_id = ? AND slot = ? FOR UPDATE
            """)
        .bind(0, post.owner())
        .bind(1, post.id())
        .bind(2, number)
        .mapTo(Integer.class)
        .findOne()
        .isPresent();
  }

  void countUp(Handle handle) {
    move(handle, "SET likes = likes + 1");
  }

  void countDown(Handle handle) {
    move(handle, "SET likes = GREATEST(likes - 1, 0)");
  }

  private void move(Handle handle, String change) {
    handle.execute(
        "UPDATE post_like_counter " + change + " WHERE user_id = ? AND post_id = ? AND slot = ?",
        post.owner(),
        post.id(),
        number);
  }
}
