package tintype.graph;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.BiFunction;
import java.util.function.ToIntFunction;
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

  /** When an account's follows changed last; 0 where that was before it was noted. */
  static long followsMicros(Handle handle, long account) {
    return handle
        .createQuery("SELECT newest_follow_micros FROM follow_counter WHERE user_id = ?")
        .bind(0, account)
        .mapTo(Long.class)
        .findOne()
        .orElse(0L);
  }

  /**
   * Moves how many the accounts follow.
   *
   * @return whether each account whose count grew is still within the limit; if not, the
   *     transaction has to be rolled back
   * @throws LaterFollowException if an account's follows began or ended no later than others of it
   *     that were committed before; the transaction has to be rolled back too
   */
  static boolean addFollowing(Handle handle, SortedMap<Long, CountMoves> moves, int limit) {
    add(
        handle,
        rows(
            moves,
            CountMoves::following,
            (id, move) -> "(%d,%d,%d)".formatted(id, move.following(), move.followMicros())),
        "following, newest_follow_micros",
        "following = following + VALUES(following), newest_follow_micros ="
            + " GREATEST(newest_follow_micros + 1, VALUES(newest_follow_micros))");
    List<Long> beyond = new ArrayList<>();
    List<Long> later = new ArrayList<>();
    lookAgain(
        handle,
        moved(moves, CountMoves::following),
        "following, newest_follow_micros",
        row -> {
          long id = row.getLong(1);
          CountMoves move = moves.get(id);
          if (move.following() > 0 && row.getInt(2) > limit) {
            beyond.add(id);
          }
          if (row.getLong(3) > move.followMicros()) {
            later.add(row.getLong(3));
          }
        });
    if (beyond.isEmpty() && !later.isEmpty()) {
      throw new LaterFollowException(Collections.max(later));
    }
    return beyond.isEmpty();
  }

  /** Moves how many close friends the accounts have; the answer as that of addFollowing. */
  static boolean addCloseFriends(Handle handle, SortedMap<Long, CountMoves> moves, int limit) {
    add(
        handle,
        rows(
            moves,
            CountMoves::closeFriends,
            (id, move) -> "(%d,%d)".formatted(id, move.closeFriends())),
        "close_friends",
        "close_friends = close_friends + VALUES(close_friends)");
    List<Long> beyond = new ArrayList<>();
    lookAgain(
        handle,
        moved(moves, CountMoves::closeFriends),
        "close_friends",
        row -> {
          long id = row.getLong(1);
          if (moves.get(id).closeFriends() > 0 && row.getInt(2) > limit) {
            beyond.add(id);
          }
        });
    return beyond.isEmpty();
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

  /** Those of the moves that move this count, as rows of a statement. */
  private static String rows(
      SortedMap<Long, CountMoves> moves,
      ToIntFunction<CountMoves> count,
      BiFunction<Long, CountMoves, String> row) {
    return moves.entrySet().stream()
        .filter(move -> count.applyAsInt(move.getValue()) != 0)
        .map(move -> row.apply(move.getKey(), move.getValue()))
        .collect(Collectors.joining(","));
  }

  private static List<Long> moved(
      SortedMap<Long, CountMoves> moves, ToIntFunction<CountMoves> count) {
    return moves.entrySet().stream()
        .filter(move -> count.applyAsInt(move.getValue()) != 0)
        .map(Map.Entry::getKey)
        .toList();
  }

  private static void add(Handle handle, String rows, String columns, String assignments) {
    if (!rows.isEmpty()) {
      BulkSql.update(
          handle,
          "INSERT INTO follow_counter (user_id, %s) VALUES %s ON DUPLICATE KEY UPDATE %s"
              .formatted(columns, rows, assignments));
    }
  }

  /** The rows are ours by now, so no other transaction can pass a limit behind this look. */
  private static void lookAgain(
      Handle handle, List<Long> accounts, String columns, BulkSql.RowReader reader) {
    if (!accounts.isEmpty()) {
      BulkSql.query(
          handle,
          "SELECT user_id, %s FROM follow_counter WHERE user_id IN %s"
              .formatted(columns, BulkSql.list(accounts)),
          reader);
    }
  }
}
