package tintype.account;

import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tintype.account.v1.StaffAct.Kind;
import tintype.platform.server.Background;

/**
 * Reinstates accounts whose suspension is over. Every process does; each account comes back once.
 */
final class SuspensionEnd implements Background {
  private static final Logger log = LoggerFactory.getLogger(SuspensionEnd.class);
  private static final Duration PAUSE = Duration.ofSeconds(2);
  private static final int BATCH = 100;

  private final SuspensionStore suspensions;
  private final StaffActs acts;
  private final StaffDesk desk;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("suspension-end").factory());

  @Inject
  SuspensionEnd(SuspensionStore suspensions, StaffActs acts, StaffDesk desk) {
    this.suspensions = suspensions;
    this.acts = acts;
    this.desk = desk;
  }

  @Override
  public String name() {
    return "suspension-end";
  }

  @Override
  public void start() {
    timer.scheduleWithFixedDelay(
        this::reinstateOrLog, PAUSE.toMillis(), PAUSE.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public String notReady() {
    return "";
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }

  void reinstate() {
    List<Long> over;
    do {
      over = suspensions.over(Micros.of(desk.now()), BATCH);
      for (long account : over) {
        acts.reinstateAtEnd(account, desk.ownAct(Kind.REINSTATE, "the suspension is over"));
      }
    } while (over.size() == BATCH && !timer.isShutdown());
  }

  private void reinstateOrLog() {
    try {
      reinstate();
    } catch (RuntimeException e) {
      log.atWarn().setCause(e).log("suspensions that are over stay; the next look goes on");
    }
  }
}
