package tintype.benchmarks;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GraphDrawTest {
  private static final int ACCOUNTS = 100_000;

  private final Network network =
      new GraphDraw(ACCOUNTS, 4_000, 500, false, 4 * ACCOUNTS, 7).draw();

  @Test
  void listsHaveTheirMeanAndNoneIsOverTheCap() {
    assertEquals(500.0, (double) network.edges() / network.readers(), 25);
    assertTrue(lengths().max().orElseThrow() <= GraphDraw.MAX_FOLLOWEES);
    // A few follow much: that is what the logarithm's spread is for.
    assertTrue(lengths().max().orElseThrow() > 4_000);
    assertTrue(lengths().filter(length -> length < 303).count() > 1_800);
  }

  @Test
  void nobodyFollowsTwiceOrThemselves() {
    for (int reader = 0; reader < network.readers(); reader++) {
      int self = reader;
      int[] followees = network.followees(reader);
      assertEquals(followees.length, Arrays.stream(followees).distinct().count());
      assertTrue(Arrays.stream(followees).noneMatch(followee -> followee == self));
    }
  }

  @Test
  void aHundredthOfAllPeopleHasAQuarterOfTheFollowers() {
    int[] followers = new int[ACCOUNTS];
    for (int reader = 0; reader < network.readers(); reader++) {
      for (int followee : network.followees(reader)) {
        followers[followee]++;
      }
    }
    Arrays.sort(followers);
    long top = Arrays.stream(followers, ACCOUNTS - ACCOUNTS / 100, ACCOUNTS).sum();
    assertEquals(0.25, (double) top / network.edges(), 0.06);
  }

  @Test
  void fewPostMuch() {
    int[] posts = new int[ACCOUNTS];
    network.forEachPost((author, post) -> posts[author]++);
    assertEquals(4.0, (double) network.posts() / ACCOUNTS, 0.1);
    assertTrue(Arrays.stream(posts).max().orElseThrow() > 100);
  }

  @Test
  void theSameSeedDrawsTheSameNetwork() {
    Network again = new GraphDraw(ACCOUNTS, 4_000, 500, false, 4 * ACCOUNTS, 7).draw();

    assertEquals(network.posts(), again.posts());
    for (int reader = 0; reader < network.readers(); reader++) {
      assertArrayEquals(network.followees(reader), again.followees(reader));
    }
  }

  private IntStream lengths() {
    return IntStream.range(0, network.readers()).map(reader -> network.followees(reader).length);
  }
}
