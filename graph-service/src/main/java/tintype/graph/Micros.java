package tintype.graph;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Times as rows have them: microseconds since 1970. */
final class Micros {
  private Micros() {}

  static long now(Clock clock) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, clock.instant());
  }
}
