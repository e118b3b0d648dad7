package tintype.graph;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.Handle;
import tintype.platform.hidden.HiddenState;

/**
 * Rows of table {@code relation} by their keys: {@link BulkSql#MAX_ROWS} at most.
 *
 * <p>The index is named because MariaDB, where it weighs all three, takes time that grows with the
 * square of the number of keys, and for one account may walk all of its rows.
 */
final class RelationRows {
  private static final String COLUMNS =
      """
      SELECT user_id, other_id, following, requested, blocking,
        muting_posts, mute_posts_end_micros, muting_stories, mute_stories_end_micros,
        restricting, close_friend, favourite, follow_micros, version, block_version,
        followed_by, requested_by, blocked_by, close_friend_of, followed_by_micros, mirror_version,
        other_hidden, hidden_version
      FROM relation FORCE INDEX (PRIMARY)
      """;

  private static final String SELECT = COLUMNS + "WHERE (user_id, other_id) IN ";

  /** A row before and after a step; both are equal where nothing changed. */
  record Change(Relation before, Relation after) {
    boolean isOne() {
      return !after.equals(before);
    }
  }

  private RelationRows() {}

  /** Those of the rows that are there. */
  static Map<RelationKey, Relation> read(Handle handle, Collection<RelationKey> keys) {
    return select(handle, SELECT + BulkSql.pairs(keys));
  }

  /** The same of one account, for which a database needs half of the time. */
  static Map<RelationKey, Relation> read(Handle handle, long user, Collection<Long> others) {
    return select(
        handle, COLUMNS + "WHERE user_id = " + user + " AND other_id IN " + BulkSql.list(others));
  }

  /**
   * Changes rows, under their locks.
   *
   * <p>Rows that are there are locked as they are read. One that is not there cannot be locked: it
   * is inserted, and where another transaction was faster the insert does nothing and all begins
   * again, with that row there. Rows are never deleted, so each round finds more of them.
   *
   * @param keys in their order
   * @param half of which all changes are where a row was not there before
   * @param step from rows to rows, in the order of the keys; pure, for it may run again
   * @return one for each key, in order
   */
  static List<Change> change(
      Handle handle,
      Collection<RelationKey> keys,
      RelationHalf half,
      UnaryOperator<List<Relation>> step) {
    while (true) {
      Map<RelationKey, Relation> found =
          select(handle, SELECT + BulkSql.pairs(keys) + " FOR UPDATE");
      List<Relation> before =
          keys.stream().map(key -> found.getOrDefault(key, Relation.none(key))).toList();
      List<Change> changes = pair(before, step.apply(before));
      if (write(handle, half, found, changes)) {
        return changes;
      }
    }
  }

  private static List<Change> pair(List<Relation> before, List<Relation> after) {
    List<Change> changes = new ArrayList<>(before.size());
    for (int i = 0; i < before.size(); i++) {
      changes.add(new Change(before.get(i), after.get(i)));
    }
    return changes;
  }

  private static boolean write(
      Handle handle, RelationHalf half, Map<RelationKey, Relation> found, List<Change> changes) {
    List<Relation> fresh = new ArrayList<>();
    Map<RelationHalf, List<Relation>> there = new EnumMap<>(RelationHalf.class);
    for (Change change : changes) {
      if (!found.containsKey(change.after().key())) {
        if (change.isOne()) {
          fresh.add(change.after());
        }
        continue;
      }
      for (RelationHalf changed : RelationHalf.values()) {
        if (changed.isChanged(change)) {
          there.computeIfAbsent(changed, h -> new ArrayList<>()).add(change.after());
        }
      }
    }
    if (!fresh.isEmpty() && !BulkSql.insert(handle, half.insert(fresh))) {
      return false;
    }
    there.forEach((changed, rows) -> BulkSql.update(handle, changed.update(rows)));
    return true;
  }

  private static Map<RelationKey, Relation> select(Handle handle, String sql) {
    Map<RelationKey, Relation> found = new HashMap<>();
    BulkSql.query(
        handle,
        sql,
        row -> {
          Relation relation = relation(row);
          found.put(relation.key(), relation);
        });
    return found;
  }

  private static Relation relation(ResultSet row) throws SQLException {
    return new Relation(
        new RelationKey(row.getLong(1), row.getLong(2)),
        new OwnFacts(
            row.getInt(3) != 0,
            row.getInt(4) != 0,
            row.getInt(5) != 0,
            mutedUntil(row.getInt(6), row.getLong(7)),
            mutedUntil(row.getInt(8), row.getLong(9)),
            row.getInt(10) != 0,
            row.getInt(11) != 0,
            row.getInt(12) != 0,
            row.getLong(13),
            row.getLong(14),
            row.getLong(15)),
        new MirroredFacts(
            row.getInt(16) != 0,
            row.getInt(17) != 0,
            row.getInt(18) != 0,
            row.getInt(19) != 0,
            row.getLong(20),
            row.getLong(21),
            new HiddenState(row.getInt(22) != 0, row.getLong(23))));
  }

  private static long mutedUntil(int isMuted, long endMicros) {
    if (isMuted == 0) {
      return 0;
    }
    return endMicros == 0 ? OwnFacts.NO_END : endMicros;
  }
}
