package tintype.media;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * When to try again what has failed: after as long as it has been due, so the pause doubles from
 * one try to the next without a count of them, within these bounds.
 */
final class RetryPause {
  private static final long LEAST = micros(Duration.ofSeconds(5));

  /** Once the cause is gone, nothing waits longer. */
  static final Duration MOST = Duration.ofMinutes(10);

  private RetryPause() {}

  /**
   * The time of the next try.
   *
   * @param dueMicros when the first one was due
   */
  static long next(long dueMicros, long nowMicros) {
    return nowMicros + Math.clamp(nowMicros - dueMicros, LEAST, micros(MOST));
  }

  private static long micros(Duration duration) {
    return TimeUnit.MICROSECONDS.convert(duration);
  }
}
