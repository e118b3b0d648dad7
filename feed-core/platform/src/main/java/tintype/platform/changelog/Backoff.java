package tintype.platform.changelog;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/** Pauses between attempts that fail, longer each time; cut short by a stop. */
public final class Backoff {
  private static final Duration FIRST = Duration.ofMillis(20);
  private static final Duration LONGEST = Duration.ofSeconds(2);

  private final CountDownLatch stop;
  private int failures;

  /**
   * @param stop counted down when it is time to stop
   */
  public Backoff(CountDownLatch stop) {
    this.stop = stop;
  }

  public void reset() {
    failures = 0;
  }

  /** Whether to tell of the latest failure: the first, second, fourth, eighth and so on. */
  public boolean isWorthALine() {
    return Integer.bitCount(failures + 1) == 1;
  }

  /** Waits; answers false if it is time to stop. */
  public boolean pause() throws InterruptedException {
    long bound = Math.min(FIRST.toMillis() << Math.min(failures, 16), LONGEST.toMillis());
    failures++;
    long millis = bound / 2 + ThreadLocalRandom.current().nextLong(bound / 2 + 1);
    return !stop.await(millis, TimeUnit.MILLISECONDS);
  }
}
