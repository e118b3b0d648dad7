package tintype.allinone;

import java.util.stream.LongStream;

/**
 * One fact that one person's row says of another, and the other's row mirrors. People are numbers:
 * their places among all accounts.
 */
final class MirroredFact {
  private final String unmirrored;
  private final String unfounded;
  private final LongStream.Builder facts = LongStream.builder();
  private final LongStream.Builder mirrors = LongStream.builder();

  /**
   * @param unmirrored says of the one that the other's row has no mirror of it
   * @param unfounded says of the other that the mirror is of nothing
   */
  MirroredFact(String unmirrored, String unfounded) {
    this.unmirrored = unmirrored;
    this.unfounded = unfounded;
  }

  /** Adds what the row of a user about another has of both. */
  void add(int user, int other, boolean fact, boolean mirror) {
    if (fact) {
      facts.add(pair(user, other));
    }
    if (mirror) {
      mirrors.add(pair(other, user));
    }
  }

  /** Ends the adding. */
  void compare(long[] accounts, Differences differences) {
    long[] said = facts.build().sorted().toArray();
    long[] mirrored = mirrors.build().sorted().toArray();
    int i = 0;
    int j = 0;
    while (i < said.length || j < mirrored.length) {
      if (j == mirrored.length || (i < said.length && said[i] < mirrored[j])) {
        differences.add(unmirrored, accounts[first(said[i++])]);
      } else if (i == said.length || mirrored[j] < said[i]) {
        differences.add(unfounded, accounts[second(mirrored[j++])]);
      } else {
        i++;
        j++;
      }
    }
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
