package tintype.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class FloorTest {
  private final Floor floor = new Floor();

  @Test
  void enoughReachTheFloorAndFewMore() {
    SplittableRandom random = new SplittableRandom(3);
    for (int round = 0; round < 20_000; round++) {
      int count = random.nextInt(1, 400);
      long bound = random.nextBoolean() ? Long.MAX_VALUE : 1L << random.nextInt(1, 40);
      long[] values = random.longs(count, 1, bound).toArray();
      long before = random.nextInt(3) == 0 ? values[0] : Long.MAX_VALUE;
      int k = random.nextInt(1, 120);

      long found = floor.find(values, count, before, k);

      long[] sorted = Arrays.stream(values).filter(value -> value < before).sorted().toArray();
      if (sorted.length < k) {
        assertThat(found).isZero();
      } else {
        assertThat(found)
            .as(
                "round %d, k %d below %d, found again as %d",
                round, k, before, floor.find(values, count, before, k))
            .isLessThanOrEqualTo(sorted[sorted.length - k])
            .isPositive();
        long kept = Arrays.stream(sorted).filter(value -> value > found).count();
        assertThat(kept).isLessThanOrEqualTo(k + k / 4);
      }
    }
  }

  @Test
  void equalValuesAreAFloor() {
    long[] values = new long[300];
    Arrays.fill(values, 5);
    assertThat(floor.find(values, 300, Long.MAX_VALUE, 50)).isEqualTo(5);
    assertThat(floor.find(values, 300, 5, 50)).isZero();
  }
}
