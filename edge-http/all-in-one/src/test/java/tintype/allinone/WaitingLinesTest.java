package tintype.allinone;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class WaitingLinesTest {
  private final AtomicLong nanos = new AtomicLong(1);
  private final WaitingLines lines = new WaitingLines(nanos::get);

  @Test
  void aThingIsToldOnceAPhase() {
    assertThat(lines.of(Map.of("feed/index", "starting")))
        .containsExactly("Waiting for feed/index: starting");
    assertThat(lines.of(Map.of("feed/index", "starting"))).isEmpty();
    assertThat(lines.of(Map.of("feed/index", "copying posts: 12 rows, 40/s"))).hasSize(1);
    assertThat(lines.of(Map.of("feed/index", "copying posts: 19 rows, 44/s"))).isEmpty();
    assertThat(lines.of(Map.of("feed/index", "catching up"))).hasSize(1);
  }

  @Test
  void twoThingsDoNotTellOfEachOther() {
    lines.of(Map.of("feed/index", "catching up", "graph/mirror", "catching up"));
    for (int rows = 0; rows < 100; rows++) {
      assertThat(lines.of(Map.of("feed/index", "copying: " + rows + " rows", "graph/mirror", "x")))
          .hasSize(rows == 0 ? 2 : 0);
    }
  }

  @Test
  void figuresThatMoveAreToldEveryFiveSeconds() {
    lines.of(Map.of("feed/index", "copying posts: 1 rows"));
    nanos.addAndGet(WaitingLines.EVERY.toNanos());
    assertThat(lines.of(Map.of("feed/index", "copying posts: 2 rows"))).hasSize(1);
    assertThat(lines.of(Map.of("feed/index", "copying posts: 3 rows"))).isEmpty();
  }

  @Test
  void whatStandsStillIsNotRepeated() {
    lines.of(Map.of("feed/index", "catching up"));
    nanos.addAndGet(WaitingLines.EVERY.toNanos() * 3);
    assertThat(lines.of(Map.of("feed/index", "catching up"))).isEmpty();
  }
}
