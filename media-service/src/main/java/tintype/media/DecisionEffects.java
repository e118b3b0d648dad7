package tintype.media;

import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tintype.account.v1.ApplyDecisionRequest;
import tintype.account.v1.StaffAccountServiceGrpc;
import tintype.account.v1.StaffAccountServiceGrpc.StaffAccountServiceBlockingStub;
import tintype.account.v1.StaffAct;
import tintype.media.ActionStore.Pending;
import tintype.platform.server.LeasedRounds;
import tintype.platform.server.Peers;
import tintype.platform.sql.Database;

/**
 * What follows from decisions: done at once by who decides, and again in the background for as long
 * as it is not known to be done. Each effect bears that, so it happens once. One that fails again
 * and again is tried less and less often and keeps no other, and {@code /health} tells of it.
 */
final class DecisionEffects extends LeasedRounds {
  private static final Logger log = LoggerFactory.getLogger(DecisionEffects.class);
  private static final Duration EVERY = Duration.ofSeconds(5);
  private static final int BATCH = 100;

  private final ActionStore actions;
  private final Removal removal;
  private final StaffAccountServiceBlockingStub accounts;
  private final Clock clock;

  /** What is the matter with those that have failed in the background; empty without any. */
  private volatile String late = "";

  @Inject
  DecisionEffects(
      ActionStore actions, Removal removal, Peers peers, Clock clock, Database database) {
    super("decision-effects", database, EVERY);
    this.actions = actions;
    this.removal = removal;
    this.accounts = StaffAccountServiceGrpc.newBlockingStub(peers.channel("account"));
    this.clock = clock;
  }

  @Override
  public Map<String, String> warnings() {
    Map<String, String> all = new TreeMap<>(super.warnings());
    if (!late.isEmpty()) {
      all.put("late", late);
    }
    return all;
  }

  /** Does what follows from a decision; where that fails it is done later. */
  void follow(ActionRow decision) {
    try {
      settle(decision);
    } catch (RuntimeException e) {
      report(decision, e);
    }
  }

  @Override
  public boolean isDue() {
    List<Pending> pending = actions.pending(BATCH);
    late = late(pending.stream().filter(one -> one.tryMicros() > 0).map(Pending::row).toList());
    return !due(pending).isEmpty();
  }

  private static String late(List<ActionRow> failed) {
    return failed.isEmpty()
        ? ""
        : "%d decisions are not in effect though that was tried, one of them %s (%s)"
            .formatted(failed.size(), failed.getFirst().ref(), failed.getFirst().kind());
  }

  @Override
  public void run(BooleanSupplier mayGoOn) {
    List<Pending> due;
    do {
      due = due(actions.pending(BATCH));
      for (Pending one : due) {
        if (!mayGoOn.getAsBoolean()) {
          return;
        }
        settleOrPostpone(one.row());
      }
    } while (due.size() == BATCH);
  }

  private List<Pending> due(List<Pending> pending) {
    long now = Micros.now(clock);
    return pending.stream().filter(one -> one.tryMicros() <= now).toList();
  }

  /** Also after an Error: it would be the first of the next round, and keep all others. */
  private void settleOrPostpone(ActionRow decision) {
    try {
      settle(decision);
    } catch (RuntimeException | Error e) {
      report(decision, e);
      actions.postpone(decision, RetryPause.next(decision.createMicros(), Micros.now(clock)));
    }
  }

  private static void report(ActionRow decision, Throwable failure) {
    log.atWarn()
        .setCause(failure)
        .addKeyValue("action", decision.ref())
        .addKeyValue("kind", decision.kind())
        .log("what follows from a decision is not done yet");
  }

  private void settle(ActionRow decision) {
    apply(decision);
    actions.settle(decision);
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
