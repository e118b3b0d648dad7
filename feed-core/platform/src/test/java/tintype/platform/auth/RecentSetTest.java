package tintype.platform.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class RecentSetTest {
  private Instant now = Instant.parse("2026-06-01T12:00:00Z");
  private final Clock clock =
      new Clock() {
        @Override
        public Instant instant() {
          return now;
        }

        @Override
        public ZoneId getZone() {
          return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
          return this;
        }
      };

  @Test
  void whatWasAddedIsThereUntilItsTimeIsOver() {
    RecentSet set = new RecentSet(Duration.ofMinutes(10), clock);
    set.add(1);
    now = now.plus(Duration.ofMinutes(10).minusMillis(1));
    set.add(2);
    assertThat(set.contains(1)).isTrue();

    now = now.plusMillis(1);
    set.add(3);

    assertThat(set.contains(1)).isFalse();
    assertThat(set.contains(2)).isTrue();
    assertThat(set.size()).isEqualTo(2);
  }

  @Test
  void addingAgainKeepsItNoLonger() {
    RecentSet set = new RecentSet(Duration.ofMinutes(10), clock);
    set.add(1);
    now = now.plus(Duration.ofMinutes(9));
    set.add(1);
    now = now.plus(Duration.ofMinutes(1));
    set.add(2);

    assertThat(set.contains(1)).isFalse();
    assertThat(set.size()).isEqualTo(1);
  }

  @Test
  void theOldestGoesWhenThereAreTooMany() {
    RecentSet set = new RecentSet(Duration.ofMinutes(10), clock, 2);
    set.add(1);
    set.add(2);
    set.add(3);

    assertThat(set.contains(1)).isFalse();
    assertThat(set.contains(2)).isTrue();
    assertThat(set.contains(3)).isTrue();
  }
}
