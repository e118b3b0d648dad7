package tintype.graph;

import com.google.protobuf.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Times as rows have them: microseconds since 1970. */
final class Micros {
  private Micros() {}

  static long now(Clock clock) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, clock.instant());
  }

  /** Of a time since 1970. */
  static long of(Timestamp time) {
    return time.getSeconds() * 1_000_000 + time.getNanos() / 1_000;
  }

  static Timestamp toProto(long micros) {
    return Timestamp.newBuilder()
        .setSeconds(micros / 1_000_000)
        .setNanos((int) (micros % 1_000_000 * 1_000))
        .build();
  }
}
