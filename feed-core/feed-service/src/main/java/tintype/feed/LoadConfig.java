package tintype.feed;

import java.time.Duration;

/**
 * How lists of followees that have left memory come back. Keys: {@code feed-load-...}.
 *
 * @param parallel most loads at once
 * @param waiting most loads that wait for their turn; beyond, reads are refused for a moment
 * @param timeout longest that a load takes, its turn and graph-service waited for; a read gives up
 *     before its own deadline if that is nearer
 */
record LoadConfig(int parallel, int waiting, Duration timeout) {
  private static final Duration LONGEST = Duration.ofSeconds(10);

  LoadConfig {
    if (parallel < 1 || waiting < 1) {
      throw new IllegalArgumentException(
          "feed-load-parallel, feed-load-waiting: %d, %d (expected: 1 or more)"
              .formatted(parallel, waiting));
    }
    if (timeout.isNegative() || timeout.isZero() || timeout.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          "feed-load-timeout: " + timeout + " (expected: more than 0s, up to 10s)");
    }
  }

  static LoadConfig defaults() {
    return new LoadConfig(32, 1_024, Duration.ofSeconds(2));
  }
}
