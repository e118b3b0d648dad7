package tintype.benchmarks.social;

import java.time.Duration;

/**
 * How long and how hard to measure.
 *
 * @param seconds of a measurement at a fixed rate; of a round of writes, half of it
 * @param rounds of writes on one post and on many, by turns
 * @param callers who write at once
 * @param rate of feed pages a second, at most
 * @param readers accounts that read over the edge
 */
record Plan(int seconds, int rounds, int callers, int rate, int readers) {
  Duration time() {
    return Duration.ofSeconds(seconds);
  }

  Duration roundTime() {
    return time().dividedBy(2);
  }
}
