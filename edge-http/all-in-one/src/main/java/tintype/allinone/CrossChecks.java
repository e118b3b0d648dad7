package tintype.allinone;

import java.util.Arrays;
import java.util.stream.LongStream;
import tintype.platform.sql.Keyspace;

/**
 * What rows of different shards or keyspaces say of each other, which no database joins: mirrored
 * follows against follows, and owners against accounts. It takes 16 bytes of memory a follow.
 */
final class CrossChecks {
  private final Backend backend;
  private final Differences differences;
  private final long[] accounts;

  CrossChecks(Backend backend, Differences differences) {
    this.backend = backend;
    this.differences = differences;
    LongStream.Builder ids = LongStream.builder();
    backend.scan(Keyspace.ACCOUNT, "SELECT user_id FROM account", row -> ids.add(row.getLong(1)));
    accounts = ids.build().sorted().toArray();
  }

  void run() {
    compareMirror();
    refer(
        "a like of post %s is of no account",
        Keyspace.MEDIA, "SELECT account_id, post_id FROM post_like");
    refer("post %s has no author", Keyspace.MEDIA, "SELECT user_id, post_id FROM post");
  }

  /** Names the second column of the rows whose first column is no account. */
  private void refer(String sentence, Keyspace keyspace, String sql) {
    backend.scan(
        keyspace,
        sql,
        row -> {
          if (number(row.getLong(1)) < 0) {
            differences.add(sentence, row.getLong(2));
          }
        });
  }

  private void compareMirror() {
    LongStream.Builder follows = LongStream.builder();
    LongStream.Builder followers = LongStream.builder();
    backend.scan(
        Keyspace.GRAPH,
        "SELECT user_id, other_id, following, followed_by FROM relation",
        row -> {
          int user = number(row.getLong(1));
          int other = number(row.getLong(2));
          if (user < 0 || other < 0) {
            differences.add("a relation of %s is with nobody, or nobody's", row.getLong(1));
            return;
          }
          if (row.getInt(3) == 1) {
            follows.add(pair(user, other));
          }
          if (row.getInt(4) == 1) {
            followers.add(pair(other, user));
          }
        });
    compare(follows.build().sorted().toArray(), followers.build().sorted().toArray());
  }

  /** Both are of pairs of follower and followee, ascending. */
  private void compare(long[] follows, long[] mirrored) {
    int i = 0;
    int j = 0;
    while (i < follows.length || j < mirrored.length) {
      if (j == mirrored.length || (i < follows.length && follows[i] < mirrored[j])) {
        differences.add(
            "a follow by %s is not mirrored on the other side", accounts[first(follows[i++])]);
      } else if (i == follows.length || mirrored[j] < follows[i]) {
        differences.add("a follower of %s does not follow", accounts[second(mirrored[j++])]);
      } else {
        i++;
        j++;
      }
    }
  }

  /** An account's place among all; negative for none. */
  private int number(long account) {
    return Arrays.binarySearch(accounts, account);
  }

  private static long pair(int first, int second) {
    return (long) first << Integer.SIZE | second;
  }

  private static int first(long pair) {
    return (int) (pair >> Integer.SIZE);
  }

  private static int second(long pair) {
    return (int) pair;
  }
}
