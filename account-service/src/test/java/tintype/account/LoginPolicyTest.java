package tintype.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import tintype.account.LoginPolicy.Admission;
import tintype.account.LoginPolicy.Verdict;

class LoginPolicyTest {
  private static final long LAST = 1_000_000_000_000L;

  private final LoginPolicy policy = new LoginPolicy(AccountConfig.defaults());

  @Test
  void fourFailuresCostNothing() {
    for (int failures = 0; failures < 5; failures++) {
      assertThat(after(failures, Duration.ZERO).verdict()).isEqualTo(Verdict.OPEN);
    }
  }

  @Test
  void theFifthAndEachLaterFailureDoublesTheWaitUpToAMinute() {
    assertThat(waitAfter(5)).isEqualTo(Duration.ofSeconds(1));
    assertThat(waitAfter(6)).isEqualTo(Duration.ofSeconds(2));
    assertThat(waitAfter(10)).isEqualTo(Duration.ofSeconds(32));
    assertThat(waitAfter(11)).isEqualTo(Duration.ofMinutes(1));
    assertThat(waitAfter(100_000)).isEqualTo(Duration.ofMinutes(1));
  }

  @Test
  void whoDoesNotWaitIsCheckedUntilThereWereTooMany() {
    assertThat(after(99, Duration.ofSeconds(59)).verdict()).isEqualTo(Verdict.HASTY);
    assertThat(after(100, Duration.ofSeconds(59))).isEqualTo(refused(Duration.ofSeconds(1)));
    assertThat(after(100, Duration.ofSeconds(60)).verdict()).isEqualTo(Verdict.OPEN);
  }

  @Test
  void aQuietHourForgetsAll() {
    assertThat(after(100, Duration.ofHours(1)))
        .isEqualTo(new Admission(Verdict.OPEN, Duration.ZERO));
  }

  @Test
  void aClockGoneBackNeverMakesTheWaitLonger() {
    assertThat(after(100, Duration.ofDays(-1))).isEqualTo(refused(Duration.ofMinutes(1)));
  }

  /** How long the count of failures makes one wait: the first moment that is not hasty. */
  private Duration waitAfter(int failures) {
    Duration waited = Duration.ZERO;
    while (after(failures, waited).verdict() != Verdict.OPEN) {
      waited = waited.plusSeconds(1);
    }
    return waited;
  }

  private Admission after(int failures, Duration waited) {
    return policy.admit(failures, LAST, LAST + waited.toNanos() / 1_000);
  }

  private static Admission refused(Duration delay) {
    return new Admission(Verdict.REFUSED, delay);
  }
}
