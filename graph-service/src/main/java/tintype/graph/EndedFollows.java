package tintype.graph;

import java.time.Duration;
import java.util.List;
import org.jdbi.v3.core.Handle;

/**
 * Rows of table {@code ended_follow}: whom an account followed until lately. Written in the
 * transaction that ends the follow.
 */
final class EndedFollows {
  /** For how long a list that is being read is kept as it was. */
  private static final Duration KEPT = Duration.ofDays(2);

  private static final String SINCE =
      """
      SELECT other_id FROM ended_follow
      WHERE user_id = ? AND end_micros > ? AND begin_micros <= ?
      LIMIT ?
      """;

  private EndedFollows() {}

  /** Notes a follow that a change has ended, and forgets those of its owner that ended long ago. */
  static void note(Handle handle, RelationRows.Change change, long endMicros) {
    if (!change.before().own().following() || change.after().own().following()) {
      return;
    }
    RelationKey key = change.after().key();
    BulkSql.update(
        handle,
        "INSERT INTO ended_follow (user_id, end_micros, other_id, begin_micros)"
            + " VALUES (%d, %d, %d, %d) ON DUPLICATE KEY UPDATE begin_micros = begin_micros"
                .formatted(
                    key.user(), endMicros, key.other(), change.before().own().followMicros()));
    BulkSql.update(
        handle,
        "DELETE FROM ended_follow WHERE user_id = %d AND end_micros < %d"
            .formatted(key.user(), endMicros - KEPT.toNanos() / 1_000));
  }

  /**
   * Whom an account followed at a time, and has unfollowed since. To be asked after whom it follows
   * now, for what ends in between is in neither answer otherwise.
   */
  static List<Long> since(Handle handle, long user, long micros) {
    return handle
        .createQuery(SINCE)
        .bind(0, user)
        .bind(1, micros)
        .bind(2, micros)
        .bind(3, GraphConfig.MAX_FOLLOWING)
        .mapTo(Long.class)
        .list();
  }
}
