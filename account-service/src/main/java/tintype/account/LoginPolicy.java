package tintype.account;

import jakarta.inject.Inject;
import java.time.Duration;

/**
 * How wrong passwords slow down. The first few cost nothing; then each makes the next try wait,
 * twice as long as the one before, up to a cap. A try that does not wait is still checked, so that
 * the right password works, but a wrong one is told to wait; only after many is a hasty try refused
 * unchecked.
 */
final class LoginPolicy {
  private static final Duration FIRST_WAIT = Duration.ofSeconds(1);

  /** What happens to a try. */
  enum Verdict {
    /** It is checked. */
    OPEN,
    /** It is checked, and told to wait if it is wrong. */
    HASTY,
    /** It is told to wait, and is neither checked nor counted. */
    REFUSED
  }

  /**
   * A verdict.
   *
   * @param delay until the next try, if this one is wrong
   */
  record Admission(Verdict verdict, Duration delay) {}

  private final AccountConfig config;

  @Inject
  LoginPolicy(AccountConfig config) {
    this.config = config;
  }

  /**
   * Decides about the next try.
   *
   * @param failures wrong passwords in a row, the last of them at {@code lastMicros}
   */
  Admission admit(int failures, long lastMicros, long nowMicros) {
    int counted = remembered(failures, lastMicros, nowMicros);
    long waited = nowMicros - lastMicros;
    long left = Math.min(waitAfter(counted), waitAfter(counted) - waited);
    if (left <= 0) {
      return new Admission(Verdict.OPEN, delay(waitAfter(counted + 1)));
    }
    return counted < config.checkedLoginTries()
        ? new Admission(Verdict.HASTY, delay(waitAfter(counted + 1)))
        : new Admission(Verdict.REFUSED, delay(left));
  }

  /** The count, or 0 once it is old enough to be forgotten. */
  int remembered(int failures, long lastMicros, long nowMicros) {
    return nowMicros - lastMicros >= Micros.of(config.loginMemory()) ? 0 : failures;
  }

  private long waitAfter(int failures) {
    int costly = failures - config.freeLoginTries();
    if (costly < 0) {
      return 0;
    }
    // Beyond 2^20 seconds every cap has been reached, and a long would overflow in the end.
    return Math.min(
        Micros.of(FIRST_WAIT) << Math.min(costly, 20), Micros.of(config.longestLoginWait()));
  }

  private static Duration delay(long micros) {
    return Duration.ofNanos(micros * 1_000);
  }
}
