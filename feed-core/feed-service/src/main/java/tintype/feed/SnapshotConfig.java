package tintype.feed;

import java.nio.file.Path;
import java.time.Duration;

/**
 * Settings of the index's snapshots. Keys: {@code feed-snapshot-...}.
 *
 * @param folder where the last one is, below {@code data-dir} unless set; empty: each start builds
 *     the index from the tables
 * @param interval between two of them, but for the one at a clean stop
 * @param patience how long a stop waits for the last one; then the one before stays
 */
record SnapshotConfig(Path folder, Duration interval, Duration patience) {
  private static final Duration SHORTEST = Duration.ofSeconds(1);

  SnapshotConfig {
    if (interval.compareTo(SHORTEST) < 0) {
      throw new IllegalArgumentException(
          "feed-snapshot-interval: " + interval + " (expected: 1s or more)");
    }
    if (patience.isNegative()) {
      throw new IllegalArgumentException(
          "feed-snapshot-patience: " + patience + " (expected: 0s or more)");
    }
  }

  static SnapshotConfig defaults(Path dataFolder) {
    return new SnapshotConfig(
        dataFolder.resolve("feed"), Duration.ofMinutes(30), Duration.ofMinutes(1));
  }

  boolean isOff() {
    return folder.toString().isEmpty();
  }
}
