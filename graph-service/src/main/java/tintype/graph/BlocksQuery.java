package tintype.graph;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/** Which of some rows say that their owner blocks the other, or did so once. */
final class BlocksQuery {
  /**
   * An answer.
   *
   * @param present rows whose owner blocks the other
   * @param past rows whose owner did, and does no more
   */
  record Blocks(Set<RelationKey> present, Set<RelationKey> past) {}

  private static final String SQL =
      """
      SELECT user_id, other_id, blocking FROM relation FORCE INDEX (PRIMARY)
      WHERE (blocking = 1 OR block_version > 0) AND (user_id, other_id) IN
      """;

  private final Blocks found = new Blocks(new HashSet<>(), new HashSet<>());

  /** Adds those of the rows ({@link BulkSql#MAX_ROWS} at most) to what was found. */
  void run(Handle handle, List<RelationKey> keys) {
    BulkSql.query(
        handle,
        SQL + BulkSql.pairs(keys),
        row ->
            (row.getInt(3) == 1 ? found.present() : found.past())
                .add(new RelationKey(row.getLong(1), row.getLong(2))));
  }

  Blocks found() {
    return found;
  }
}
