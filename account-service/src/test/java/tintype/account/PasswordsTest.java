package tintype.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import tintype.platform.config.Config;
import tintype.platform.rpc.ApiException;

class PasswordsTest {
  private static final int QUEUE = 3;
  private static final int MOST = Runtime.getRuntime().availableProcessors() + QUEUE;

  private final Passwords passwords =
      new Passwords(
          Config.of(Map.of("account-password-queue", Integer.toString(QUEUE)))
              .bind("account", AccountConfig.defaults()),
          new SimpleMeterRegistry());

  @Test
  void asManyAsThereAreThreadsAndPlacesToWaitAreHashed() throws Exception {
    assertThat(hashAtOnce(MOST)).isZero();
  }

  @Test
  void moreAreAskedToComeAgainAndLaterTaken() throws Exception {
    int refused = hashAtOnce(10 * MOST);

    assertThat(refused).isPositive().isLessThanOrEqualTo(9 * MOST);
    String hash = passwords.hash("a password");
    assertThat(passwords.matches("a password", java.util.Optional.of(hash))).isTrue();
  }

  /** How many were refused. */
  private int hashAtOnce(int count) throws InterruptedException {
    int refused = 0;
    try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<String>> hashes = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        hashes.add(callers.submit(() -> passwords.hash("a password")));
      }
      for (Future<String> hash : hashes) {
        try {
          assertThat(hash.get()).startsWith("$argon2id$");
        } catch (ExecutionException e) {
          assertThat(e.getCause())
              .isInstanceOfSatisfying(
                  ApiException.class, it -> assertThat(it.reason()).isEqualTo("TRY_AGAIN"));
          refused++;
        }
      }
    }
    return refused;
  }
}
