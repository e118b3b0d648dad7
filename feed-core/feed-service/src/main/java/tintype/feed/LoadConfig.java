package tintype.feed;

import java.time.Duration;

/**
 * How lists of followees that have left memory come back. Keys: {@code feed-load-...}.
 *
 * @param parallel most loads at once
 * @param waiting most loads that wait for their turn; beyond, reads are refused for a moment
 * @param timeout longest that graph-service is waited for
 */
record LoadConfig(int parallel, int waiting, Duration timeout) {
  LoadConfig {
    if (parallel < 1 || waiting < 1) {
      throw new IllegalArgumentException(
          "feed-load-parallel, feed-load-waiting: %d, %d (expected: 1 or more)"
              .formatted(parallel, waiting));
    }
  }

  static LoadConfig defaults() {
    return new LoadConfig(32, 1_024, Duration.ofSeconds(2));
  }
}
