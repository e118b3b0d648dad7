package tintype.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RateLimitTest {
  private static final long NOW = 1_000_000_000_000L;

  private final RateLimit limit = new RateLimit(3, 2);

  @Test
  void aMinutesCallsMayComeAtOnceThenOneAnInterval() {
    for (int i = 0; i < 3; i++) {
      assertThat(limit.admit(7, NOW)).isZero();
    }

    assertThat(limit.admit(7, NOW)).isEqualTo(Duration.ofSeconds(20));
    assertThat(limit.admit(7, NOW + 19_000_000)).isEqualTo(Duration.ofSeconds(1));
    assertThat(limit.admit(7, NOW + 20_000_000)).isZero();
    assertThat(limit.admit(7, NOW + 20_000_000)).isEqualTo(Duration.ofSeconds(20));
  }

  @Test
  void keysAreApartAndTheOneNotUsedForLongestIsForgotten() {
    for (int i = 0; i < 3; i++) {
      limit.admit(7, NOW);
    }
    assertThat(limit.admit(8, NOW)).isZero();
    assertThat(limit.admit(7, NOW)).isPositive();
    limit.admit(8, NOW);
    limit.admit(9, NOW);

    assertThat(limit.admit(7, NOW)).isZero();
  }

  @Test
  void aClockGoneBackIsBoundedByTheTimeItWentBack() {
    limit.admit(7, NOW);

    assertThat(limit.admit(7, NOW - 60_000_000)).isEqualTo(Duration.ofSeconds(40));
  }

  @Test
  void noCallAtAllIsNoLimit() {
    assertThatThrownBy(() -> new RateLimit(0, 1)).hasMessageContaining("expected: 1 or more");
  }
}
