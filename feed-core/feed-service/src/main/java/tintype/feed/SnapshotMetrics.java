package tintype.feed;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What is known of the last snapshot. */
final class SnapshotMetrics {
  private final Timer writes;
  private final Timer resumes;
  private final Counter failures;
  private volatile @Nullable Instant time;
  private volatile long bytes;

  SnapshotMetrics(MeterRegistry metrics, InstantSource clock) {
    writes =
        Timer.builder("feed.snapshot")
            .description("Writing a snapshot of the index, beside reads and changes")
            .register(metrics);
    resumes =
        Timer.builder("feed.resume")
            .description("Starting from a snapshot, until the index had caught up")
            .register(metrics);
    failures =
        Counter.builder("feed.snapshot.failures")
            .description("Snapshots that could not be written; the one before stays")
            .register(metrics);
    Gauge.builder("feed.snapshot.age", () -> age(clock))
        .description("Since the last snapshot's moment; NaN if there is none")
        .baseUnit("seconds")
        .register(metrics);
    Gauge.builder("feed.snapshot.size", () -> bytes)
        .description("Length of the last snapshot's file")
        .baseUnit("bytes")
        .register(metrics);
  }

  void written(Instant moment, long size, Duration took) {
    writes.record(took);
    stands(moment, size);
  }

  void resumed(Instant moment, long size, long nanos) {
    resumes.record(nanos, TimeUnit.NANOSECONDS);
    stands(moment, size);
  }

  void failed() {
    failures.increment();
  }

  private void stands(Instant moment, long size) {
    time = moment;
    bytes = size;
  }

  private double age(InstantSource clock) {
    Instant moment = time;
    return moment == null
        ? Double.NaN
        : Duration.between(moment, clock.instant()).toMillis() / 1000.0;
  }
}
