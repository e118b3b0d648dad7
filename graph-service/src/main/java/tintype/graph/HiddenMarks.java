package tintype.graph;

import jakarta.inject.Inject;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import tintype.graph.MirrorStore.Edge;
import tintype.platform.hidden.HiddenAccounts;
import tintype.platform.hidden.HiddenState;
import tintype.platform.sql.Database;
import tintype.platform.sql.ShardBatches;

/**
 * What a hidden account means to those with whom it has rows: their rows about it know, and their
 * counts move in the same transaction. Of two states of an account the newer one stays, so they may
 * come in any order, and again.
 */
final class HiddenMarks {
  /** Rows that one transaction locks, while their owners' own follows wait. */
  private static final int MAX_ROWS = 2_000;

  /** Transactions at once, beside the mirror's: of different rows, so in any order. */
  private static final int MAX_TRANSACTIONS = 2;

  private final Database database;
  private final HiddenAccounts accounts;
  private final ShardBatches walk;
  private final ShardBatches mirror;

  @Inject
  HiddenMarks(Database database, HiddenAccounts accounts) {
    this.database = database;
    this.accounts = accounts;
    this.walk = new ShardBatches(database, MAX_TRANSACTIONS);
    this.mirror = new ShardBatches(database, MAX_TRANSACTIONS);
  }

  /** Tells others of the state of an account, also those who have no row about it yet. */
  void put(long account, HiddenState state, Collection<Long> others) {
    SortedMap<RelationKey, HiddenState> marks = new TreeMap<>();
    others.forEach(other -> marks.put(new RelationKey(other, account), state));
    put(walk, marks);
  }

  /**
   * Tells both sides of edges, which the mirror has put into effect, who of them is hidden. Rows
   * that the mirror brings after their account was walked through would not know otherwise.
   */
  void follow(Collection<Edge> edges) {
    Set<Long> people = new HashSet<>();
    for (Edge edge : edges) {
      people.add(edge.owner());
      people.add(edge.mirrorKey().user());
    }
    Map<Long, HiddenState> hidden = accounts.hidden(people);
    if (hidden.isEmpty()) {
      return;
    }
    SortedMap<RelationKey, HiddenState> marks = new TreeMap<>();
    for (Edge edge : edges) {
      for (RelationKey row : List.of(edge.mirrorKey(), edge.mirrorKey().reversed())) {
        if (hidden.containsKey(row.other())) {
          marks.put(row, hidden.get(row.other()));
        }
      }
    }
    put(mirror, marks);
  }

  /** The mirror does not wait for a walk through many: each has its own lanes. */
  private void put(ShardBatches batches, SortedMap<RelationKey, HiddenState> marks) {
    batches.transact(
        marks.keySet(), RelationKey::user, key -> 1, MAX_ROWS, keys -> put(keys, marks));
  }

  private boolean put(List<RelationKey> keys, Map<RelationKey, HiddenState> marks) {
    return database.transact(handle -> put(handle, keys, marks));
  }

  private static boolean put(
      Handle handle, List<RelationKey> keys, Map<RelationKey, HiddenState> marks) {
    SortedMap<Long, CountMoves> moves = new TreeMap<>();
    for (int from = 0; from < keys.size(); from += BulkSql.MAX_ROWS) {
      List<RelationKey> part = keys.subList(from, Math.min(keys.size(), from + BulkSql.MAX_ROWS));
      RelationRows.change(
              handle,
              part,
              RelationHalf.MIRRORED,
              rows -> rows.stream().map(row -> told(row, marks.get(row.key()))).toList())
          .forEach(
              change ->
                  moves.merge(
                      change.after().key().user(), CountMoves.of(change), CountMoves::plus));
    }
    CounterRows.move(handle, moves);
    return true;
  }

  private static Relation told(Relation row, HiddenState state) {
    return row.with(row.mirrored().told(state));
  }
}
