package tintype.benchmarks.social;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class GrowthTest {
  private static final Growth GROWTH = new Growth(20_000, 1_000_000, 200_000, 7);

  private final List<Growth.Stage> stages = GROWTH.stages();
  private final Growth.Stage tenth = stages.getFirst();
  private final Growth.Stage rest = stages.getLast();

  @Test
  void aTenthAndTheRestAreAllThatWasAskedFor() {
    assertEquals(2, stages.size());
    assertEquals(2_000, tenth.accounts());
    assertEquals(100_000, tenth.follows());
    assertEquals(20_000, tenth.authors().length);
    assertEquals(2_000, rest.first());
    assertEquals(20_000, rest.accounts());
    assertEquals(900_000, rest.follows());
    assertEquals(180_000, rest.authors().length);
  }

  @Test
  void everybodyFollowsOthersOnceAndOnlyThoseWhoAreThere() {
    for (Growth.Stage stage : stages) {
      for (int i = 0; i < stage.followees().length; i++) {
        int self = stage.first() + i;
        int[] followees = stage.followees()[i];
        assertTrue(followees.length > 0);
        assertEquals(followees.length, Arrays.stream(followees).distinct().count());
        assertTrue(
            Arrays.stream(followees)
                .allMatch(other -> other != self && other >= 0 && other < stage.accounts()));
      }
    }
  }

  @Test
  void newcomersFollowTheOldOnesToo() {
    long old =
        Arrays.stream(rest.followees())
            .flatMapToInt(Arrays::stream)
            .filter(other -> other < tenth.accounts())
            .count();

    assertEquals(0.1, (double) old / rest.follows(), 0.05);
  }

  @Test
  void theOldOnesPostOn() {
    long old = Arrays.stream(rest.authors()).filter(author -> author < tenth.accounts()).count();

    assertEquals(0.1, (double) old / rest.authors().length, 0.02);
    assertTrue(Arrays.stream(tenth.authors()).allMatch(author -> author < tenth.accounts()));
  }

  @Test
  void theSameSeedDrawsTheSame() {
    Growth.Stage again = GROWTH.stages().getLast();

    assertArrayEquals(rest.authors(), again.authors());
    assertArrayEquals(rest.followees(), again.followees());
  }

  @Test
  void tooFewPeopleAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> new Growth(99, 1_000, 1_000, 1));
    assertThrows(IllegalArgumentException.class, () -> new Growth(1_000, 999, 1_000, 1));
    assertThrows(IllegalArgumentException.class, () -> new Growth(1_000, 1_000, 999, 1));
  }
}
