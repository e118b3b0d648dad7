package tintype.benchmarks.social;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PairsTest {
  @Test
  void everyPairComesOnceWhateverTheNumbers() {
    for (int accounts : new int[] {1, 2, 7, 12}) {
      for (int posts : new int[] {1, 3, 12, 20}) {
        requireAllOnce(new Pairs(accounts, posts, true));
        requireAllOnce(new Pairs(accounts, posts, false));
      }
    }
  }

  @Test
  void aHotPostIsWrittenToByAllBeforeTheNextOne() {
    Pairs hot = new Pairs(5, 3, true);

    assertEquals(0, hot.post(4));
    assertEquals(1, hot.post(5));
  }

  @Test
  void writesThatFollowEachOtherAreSpreadOverPosts() {
    Pairs spread = new Pairs(1_000, 1_000, false);

    for (long first : new long[] {0, 5_000, 123_456}) {
      Set<Integer> posts = new HashSet<>();
      for (long write = first; write < first + 32; write++) {
        posts.add(spread.post(write));
      }
      assertTrue(posts.size() >= 31, posts::toString);
    }
  }

  private static void requireAllOnce(Pairs pairs) {
    Set<String> seen = new HashSet<>();
    for (long write = 0; write < pairs.count(); write++) {
      assertTrue(pairs.account(write) < pairs.accounts());
      assertTrue(pairs.post(write) < pairs.posts());
      assertTrue(seen.add(pairs.account(write) + " " + pairs.post(write)), pairs::toString);
    }
  }
}
