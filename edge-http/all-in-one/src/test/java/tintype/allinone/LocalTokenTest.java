package tintype.allinone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import tintype.testkit.Eventually;

class LocalTokenTest {
  private static final Duration SOON = Duration.ofSeconds(5);
  private static final Duration NEVER = Duration.ofDays(1);

  @Test
  void aRenewalThatFailsIsTriedAgainSoonerThanTheNextIsDue() {
    AtomicInteger writes = new AtomicInteger();
    Runnable failing =
        () -> {
          int number = writes.incrementAndGet();
          if (number == 2) {
            throw new IllegalStateException("disk full");
          } else if (number == 3) {
            throw new OutOfMemoryError("for once");
          }
        };
    try (LocalToken token = LocalToken.start(failing, Duration.ofMillis(1), Duration.ofMillis(1))) {
      Eventually.await(SOON, () -> writes.get() >= 5);
    }
  }

  @Test
  void itIsNotWrittenAgainBeforeItIsDue() {
    AtomicInteger writes = new AtomicInteger();
    try (LocalToken token =
        LocalToken.start(writes::incrementAndGet, NEVER, Duration.ofMillis(1))) {
      assertThat(writes).hasValue(1);
    }
  }

  @Test
  void theFirstMustSucceed() {
    Runnable failing =
        () -> {
          throw new IllegalStateException("disk full");
        };
    assertThatThrownBy(() -> LocalToken.start(failing, NEVER, NEVER)).hasMessage("disk full");
  }
}
