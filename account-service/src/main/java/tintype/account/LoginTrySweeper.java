package tintype.account;

import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tintype.platform.server.Background;

/** Deletes counts of wrong passwords that the policy has forgotten; most are of nobody's logins. */
final class LoginTrySweeper implements Background {
  private static final Logger log = LoggerFactory.getLogger(LoginTrySweeper.class);
  private static final Duration PAUSE = Duration.ofMinutes(1);
  private static final int BATCH = 500;

  private final LoginTries tries;
  private final Clock clock;
  private final AccountConfig config;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("login-try-sweeper").factory());

  @Inject
  LoginTrySweeper(LoginTries tries, Clock clock, AccountConfig config) {
    this.tries = tries;
    this.clock = clock;
    this.config = config;
  }

  @Override
  public String name() {
    return "login-try-sweeper";
  }

  @Override
  public void start() {
    timer.scheduleWithFixedDelay(
        this::sweepOrLog, PAUSE.toSeconds(), PAUSE.toSeconds(), TimeUnit.SECONDS);
  }

  @Override
  public String notReady() {
    return "";
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }

  void sweep() {
    long forgotten = Micros.of(clock.instant().minus(config.loginMemory()));
    while (tries.deleteOlder(forgotten, BATCH) == BATCH && !timer.isShutdown()) {
      log.atDebug().addKeyValue("counts", BATCH).log("forgotten login tries deleted");
    }
  }

  private void sweepOrLog() {
    try {
      sweep();
    } catch (RuntimeException e) {
      log.atWarn().setCause(e).log("sweep of login tries failed; the next one goes on");
    }
  }
}
