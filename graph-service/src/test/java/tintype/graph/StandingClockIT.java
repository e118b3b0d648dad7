package tintype.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tintype.testkit.FakeClock;
import tintype.testkit.OnEveryDatabase;

/** Follows that begin and end while the clock stands, as one does that was set back. */
@OnEveryDatabase
final class StandingClockIT {
  @RegisterExtension
  static final GraphBed bed =
      GraphBed.withClock(new FakeClock(Instant.parse("2026-06-01T12:00:00Z")));

  private final long ana = bed.account();
  private final long viewer = bed.account();

  @Test
  void followsBeginAndEndAgainAndAgain() {
    for (int round = 0; round < 3; round++) {
      assertThat(bed.graph.follow(viewer, ana).getFollowing()).isTrue();
      assertThat(bed.graph.unfollow(viewer, ana).getFollowing()).isFalse();
    }

    assertThat(bed.numbers("SELECT end_micros FROM ended_follow WHERE user_id = ?", viewer))
        .hasSize(3)
        .doesNotHaveDuplicates();
  }
}
