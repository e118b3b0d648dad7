package tintype.allinone;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tintype.platform.auth.AuthInterceptor;
import tintype.platform.server.Installation;
import tintype.platform.server.Trust;

/**
 * {@code credentials/service.jwt}: the service token of the tools on this machine, valid for 24
 * hours and written anew every 12; each minute where that has failed.
 */
final class LocalToken implements AutoCloseable {
  static final String FILE = "service.jwt";
  private static final Logger log = LoggerFactory.getLogger(LocalToken.class);
  private static final Duration LIFETIME = Duration.ofHours(24);
  private static final Duration RETRY = Duration.ofMinutes(1);

  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("local-token").factory());
  private final Runnable write;
  private final Duration period;
  private final Duration retry;

  private LocalToken(Runnable write, Duration period, Duration retry) {
    this.write = write;
    this.period = period;
    this.retry = retry;
  }

  static LocalToken start(Installation installation) {
    return start(() -> write(installation), LIFETIME.dividedBy(2), RETRY);
  }

  /** Writes it now, which must succeed, and then again and again. */
  static LocalToken start(Runnable write, Duration period, Duration retry) {
    write.run();
    LocalToken token = new LocalToken(write, period, retry);
    token.renewAfter(period);
    return token;
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }

  private void renewAfter(Duration pause) {
    timer.schedule(this::renew, pause.toNanos(), TimeUnit.NANOSECONDS);
  }

  private void renew() {
    Duration next = retry;
    try {
      write.run();
      next = period;
    } catch (RuntimeException | Error e) {
      log.atError().setCause(e).log("The tools' token could not be renewed");
    }
    if (!timer.isShutdown()) {
      renewAfter(next);
    }
  }

  private static void write(Installation installation) {
    installation
        .credentials()
        .write(
            FILE,
            installation
                .trust()
                .signer(AuthInterceptor.TOOLS)
                .serviceToken(Trust.signers(), LIFETIME));
  }
}
