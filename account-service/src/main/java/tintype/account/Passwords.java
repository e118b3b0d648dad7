package tintype.account;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import tintype.platform.rpc.ApiException;

/**
 * Hashes and checks passwords on as many threads as there are cores, so that a flood of logins
 * takes neither the memory nor the time of everything else. Fails with TRY_AGAIN where too many
 * wait.
 */
final class Passwords {
  private static final Duration RETRY_DELAY = Duration.ofSeconds(1);
  private static final Duration IDLE = Duration.ofSeconds(30);

  private final ThreadPoolExecutor pool;
  private final String decoy = PasswordHash.decoy();
  private final Timer hashing;

  @Inject
  Passwords(AccountConfig config, MeterRegistry metrics) {
    hashing =
        Timer.builder("account.passwords")
            .description("Passwords hashed, for keeping or for checking")
            .register(metrics);
    int cores = Runtime.getRuntime().availableProcessors();
    pool =
        new ThreadPoolExecutor(
            cores,
            cores,
            IDLE.toSeconds(),
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(config.passwordQueue()),
            Thread.ofPlatform().daemon().name("password-", 0).factory());
    pool.allowCoreThreadTimeOut(true);
  }

  String hash(String password) {
    return onPool(() -> PasswordHash.of(password));
  }

  /**
   * Whether the hash is the password's; without a hash no password is right, after the same time.
   */
  boolean matches(String password, Optional<String> hash) {
    return onPool(() -> PasswordHash.matches(password, hash.orElse(decoy))) && hash.isPresent();
  }

  private <T> T onPool(Callable<T> work) {
    Future<T> result;
    try {
      result = pool.submit(() -> hashing.recordCallable(work));
    } catch (RejectedExecutionException e) {
      throw ApiException.tryAgain("too many logins at once: try again", RETRY_DELAY, e);
    }
    try {
      return result.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("a password could not be hashed", e.getCause());
    } catch (InterruptedException | CancellationException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while a password was hashed", e);
    }
  }
}
