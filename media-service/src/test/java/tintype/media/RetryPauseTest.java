package tintype.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RetryPauseTest {
  private static final long SECOND = 1_000_000;

  @Test
  void thePauseDoublesUpToItsBound() {
    List<Long> seconds = new ArrayList<>();
    long now = SECOND;
    for (int i = 0; i < 10; i++) {
      long next = RetryPause.next(0, now);
      seconds.add((next - now) / SECOND);
      now = next;
    }

    assertThat(seconds).containsExactly(5L, 6L, 12L, 24L, 48L, 96L, 192L, 384L, 600L, 600L);
    assertThat(RetryPause.MOST).isEqualTo(Duration.ofSeconds(600));
  }

  @Test
  void aClockThatWentBackWaitsTheLeast() {
    assertThat(RetryPause.next(100 * SECOND, SECOND)).isEqualTo(6 * SECOND);
  }
}
