package tintype.graph;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import tintype.graph.v1.FollowCounts;

/**
 * Rows of table {@code follow_counter}. A transaction moves them last, after its relations, and in
 * the order of accounts: so it holds these much wanted rows briefly, and two do not wait for each
 * other.
 */
final class CounterRows {
  private CounterRows() {}

  /** Counts as people see them, by account; accounts without a row are absent. */
  static Map<Long, FollowCounts> read(Handle handle, Collection<Long> accounts) {
    Map<Long, FollowCounts> counts = new HashMap<>();
    if (!accounts.isEmpty()) {
      BulkSql.query(
          handle,
          "SELECT user_id, following - following_hidden, followers - followers_hidden"
              + " FROM follow_counter WHERE user_id IN "
              + BulkSql.list(accounts),
          row ->
              counts.put(
                  row.getLong(1),
                  FollowCounts.newBuilder()
                      .setAccountId(row.getLong(1))
                      .setFollowing(row.getInt(2))
                      .setFollowers(row.getInt(3))
                      .build()));
    }
    return counts;
  }

  /** How many the accounts follow, hidden ones too; accounts without a row are absent. */
  static Map<Long, Integer> following(Handle handle, Collection<Long> accounts) {
    Map<Long, Integer> counts = new HashMap<>();
    if (!accounts.isEmpty()) {
      BulkSql.query(
          handle,
          "SELECT user_id, following FROM follow_counter WHERE user_id IN "
              + BulkSql.list(accounts),
          row -> counts.put(row.getLong(1), row.getInt(2)));
    }
    return counts;
  }

  /**
   * Moves how many the accounts follow.
   *
   * @return whether each account whose count grew is still within the limit; if not, the
   *     transaction has to be rolled back
   */
  static boolean addFollowing(Handle handle, SortedMap<Long, Integer> deltas, int limit) {
    return addWithin(handle, "following", deltas, limit);
  }

  /** Moves how many close friends the accounts have; the answer as that of addFollowing. */
  static boolean addCloseFriends(Handle handle, SortedMap<Long, Integer> deltas, int limit) {
    return addWithin(handle, "close_friends", deltas, limit);
  }

  /** Moves all counts of the accounts at once; none of those that have a limit may grow. */
  static void move(Handle handle, SortedMap<Long, CountMoves> moves) {
    String rows =
        moves.entrySet().stream()
            .filter(move -> !move.getValue().isNone())
            .map(move -> row(move.getKey(), move.getValue()))
            .collect(Collectors.joining(","));
    if (!rows.isEmpty()) {
      BulkSql.update(
          handle,
          "INSERT INTO follow_counter (user_id, following, followers, close_friends,"
              + " following_hidden, followers_hidden) VALUES "
              + rows
              + " ON DUPLICATE KEY UPDATE following = following + VALUES(following),"
              + " followers = followers + VALUES(followers),"
              + " close_friends = close_friends + VALUES(close_friends),"
              + " following_hidden = following_hidden + VALUES(following_hidden),"
              + " followers_hidden = followers_hidden + VALUES(followers_hidden)");
    }
  }

  private static String row(long account, CountMoves moves) {
    return "(%d,%d,%d,%d,%d,%d)"
        .formatted(
            account,
            moves.following(),
            moves.followers(),
            moves.closeFriends(),
            moves.followingHidden(),
            moves.followersHidden());
  }

  private static boolean addWithin(
      Handle handle, String column, SortedMap<Long, Integer> deltas, int limit) {
    add(handle, column, deltas);
    List<Long> grown =
        deltas.entrySet().stream().filter(d -> d.getValue() > 0).map(Map.Entry::getKey).toList();
    if (grown.isEmpty()) {
      return true;
    }
    // The rows are ours by now, so no other transaction can pass the limit behind this look.
    List<Long> beyond = new ArrayList<>();
    BulkSql.query(
        handle,
        "SELECT user_id FROM follow_counter WHERE user_id IN %s AND %s > %d"
            .formatted(BulkSql.list(grown), column, limit),
        row -> beyond.add(row.getLong(1)));
    return beyond.isEmpty();
  }

  private static void add(Handle handle, String column, SortedMap<Long, Integer> deltas) {
    String rows =
        deltas.entrySet().stream()
            .filter(delta -> delta.getValue() != 0)
            .map(delta -> "(" + delta.getKey() + "," + delta.getValue() + ")")
            .collect(Collectors.joining(","));
    if (!rows.isEmpty()) {
      BulkSql.update(
          handle,
          "INSERT INTO follow_counter (user_id, %1$s) VALUES %2$s".formatted(column, rows)
              + " ON DUPLICATE KEY UPDATE %1$s = %1$s + VALUES(%1$s)".formatted(column));
    }
  }
}
