package tintype.testkit;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;

/** Waits for what other threads bring about, by looking again and again until a deadline. */
public final class Eventually {
  private static final Duration PAUSE = Duration.ofMillis(2);

  /** An assertion; it passes by not throwing. */
  @FunctionalInterface
  public interface Assertion {
    void check() throws Exception;
  }

  private Eventually() {}

  /**
   * Returns once the condition holds.
   *
   * @throws AssertionError if it does not within the timeout
   */
  public static void await(Duration timeout, Callable<Boolean> condition) {
    awaitPass(
        timeout,
        () -> {
          if (!condition.call()) {
            throw new AssertionError("the condition does not hold");
          }
        });
  }

  /**
   * Returns once the assertion passes.
   *
   * @throws AssertionError the last one thrown, if none passes within the timeout
   */
  public static void awaitPass(Duration timeout, Assertion assertion) {
    long deadline = System.nanoTime() + timeout.toNanos();
    while (true) {
      Throwable failure = failureOf(assertion);
      if (failure == null) {
        return;
      }
      if (System.nanoTime() > deadline) {
        throw new AssertionError("not within " + timeout + ": " + failure.getMessage(), failure);
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }

  private static Throwable failureOf(Assertion assertion) {
    try {
      assertion.check();
      return null;
    } catch (Exception | AssertionError e) {
      return e;
    }
  }
}
