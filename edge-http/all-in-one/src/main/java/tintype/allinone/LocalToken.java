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
 * hours and written anew every 12.
 */
final class LocalToken implements AutoCloseable {
  static final String FILE = "service.jwt";
  private static final Logger log = LoggerFactory.getLogger(LocalToken.class);
  private static final Duration LIFETIME = Duration.ofHours(24);

  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("local-token").factory());

  private LocalToken() {}

  static LocalToken start(Installation installation) {
    LocalToken token = new LocalToken();
    write(installation);
    long period = LIFETIME.dividedBy(2).toSeconds();
    token.timer.scheduleAtFixedRate(() -> renew(installation), period, period, TimeUnit.SECONDS);
    return token;
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }

  /** One that failed is no reason to renew it never again. */
  private static void renew(Installation installation) {
    try {
      write(installation);
    } catch (RuntimeException e) {
      log.atError().setCause(e).log("The tools' token could not be renewed");
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
