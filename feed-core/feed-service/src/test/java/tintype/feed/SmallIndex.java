package tintype.feed;

import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import tintype.platform.config.ByteSize;

/** An index over a world's logs, with little memory and little patience. */
final class SmallIndex {
  private static final int ACCOUNTS = 1 << 20;

  private SmallIndex() {}

  static HomeFeedIndex of(World world, SnapshotConfig snapshots, MeterRegistry metrics) {
    return of(world, ACCOUNTS, snapshots, metrics);
  }

  static HomeFeedIndex withoutSnapshots(World world, MeterRegistry metrics) {
    return withoutSnapshots(world, ACCOUNTS, metrics);
  }

  static HomeFeedIndex withoutSnapshots(World world, int accounts, MeterRegistry metrics) {
    SnapshotConfig off = new SnapshotConfig(Path.of(""), Duration.ofMinutes(1), Duration.ZERO);
    return of(world, accounts, off, metrics);
  }

  private static HomeFeedIndex of(
      World world, int accounts, SnapshotConfig snapshots, MeterRegistry metrics) {
    return of(world, accounts, snapshots, Clock.systemUTC(), metrics);
  }

  static HomeFeedIndex of(
      World world, int accounts, SnapshotConfig snapshots, Clock clock, MeterRegistry metrics) {
    ByteSize memory = ByteSize.ofMiB(32);
    return new HomeFeedIndex(
        new FeedConfig(memory, accounts, memory, memory, Duration.ofMillis(2)),
        new FeedSnapshots(snapshots, clock, metrics),
        world.logs(),
        clock,
        metrics);
  }
}
