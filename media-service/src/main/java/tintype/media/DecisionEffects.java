package tintype.media;

import jakarta.inject.Inject;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tintype.account.v1.ApplyDecisionRequest;
import tintype.account.v1.StaffAccountServiceGrpc;
import tintype.account.v1.StaffAccountServiceGrpc.StaffAccountServiceBlockingStub;
import tintype.account.v1.StaffAct;
import tintype.platform.server.Background;
import tintype.platform.server.Peers;

/**
 * What follows from decisions: done at once by who decides, and again in the background for as long
 * as it is not known to be done. Each effect bears that, so it happens once.
 */
final class DecisionEffects implements Background {
  private static final Logger log = LoggerFactory.getLogger(DecisionEffects.class);
  private static final Duration PAUSE = Duration.ofSeconds(5);
  private static final int BATCH = 100;

  private final ActionStore actions;
  private final Removal removal;
  private final StaffAccountServiceBlockingStub accounts;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("decision-effects").factory());

  @Inject
  DecisionEffects(ActionStore actions, Removal removal, Peers peers) {
    this.actions = actions;
    this.removal = removal;
    this.accounts = StaffAccountServiceGrpc.newBlockingStub(peers.channel("account"));
  }

  @Override
  public String name() {
    return "decision-effects";
  }

  @Override
  public void start() {
    timer.scheduleWithFixedDelay(
        this::doPending, PAUSE.toMillis(), PAUSE.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public String notReady() {
    return "";
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }

  /** Does what follows from a decision; where that fails it is done later. */
  void follow(ActionRow decision) {
    try {
      apply(decision);
      actions.settle(decision);
    } catch (RuntimeException e) {
      log.atWarn()
          .setCause(e)
          .addKeyValue("action", decision.ref())
          .addKeyValue("kind", decision.kind())
          .log("what follows from a decision is not done yet");
    }
  }

  void doPending() {
    try {
      actions.pending(BATCH).forEach(this::follow);
    } catch (RuntimeException e) {
      log.atWarn().setCause(e).log("decisions cannot be read; the next look goes on");
    }
  }

  private void apply(ActionRow decision) {
    switch (decision.kind()) {
      case REMOVE -> removal.remove(decision.target());
      case WARN -> tellAccounts(decision, StaffAct.Kind.WARN);
      case SUSPEND -> tellAccounts(decision, StaffAct.Kind.SUSPEND);
      default -> throw new IllegalStateException("nothing follows from " + decision.ref());
    }
  }

  private void tellAccounts(ActionRow decision, StaffAct.Kind kind) {
    accounts.applyDecision(
        ApplyDecisionRequest.newBuilder()
            .setActId(decision.ref().id())
            .setAccountId(decision.target().account())
            .setStaffId(decision.staff())
            .setKind(kind)
            .setReason(decision.note())
            .build());
  }
}
