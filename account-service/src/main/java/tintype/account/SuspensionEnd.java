package tintype.account;

import jakarta.inject.Inject;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import tintype.account.SuspensionStore.Over;
import tintype.account.v1.StaffAct.Kind;
import tintype.platform.server.LeasedRounds;
import tintype.platform.sql.Database;

/**
 * Reinstates accounts whose suspension is over. One that cannot be reinstated does not keep the
 * others; it is still due, and the round counts as failed.
 */
final class SuspensionEnd extends LeasedRounds {
  private static final Duration EVERY = Duration.ofSeconds(2);
  private static final int BATCH = 100;

  private final SuspensionStore suspensions;
  private final StaffActs acts;
  private final StaffDesk desk;

  @Inject
  SuspensionEnd(SuspensionStore suspensions, StaffActs acts, StaffDesk desk, Database database) {
    super("suspension-end", database, EVERY);
    this.suspensions = suspensions;
    this.acts = acts;
    this.desk = desk;
  }

  @Override
  public boolean isDue() {
    return !suspensions.over(Over.START, Micros.of(desk.now()), 1).isEmpty();
  }

  @Override
  public void run(BooleanSupplier mayGoOn) {
    Map<Long, RuntimeException> failed = new LinkedHashMap<>();
    long now = Micros.of(desk.now());
    Over last = Over.START;
    List<Over> some;
    boolean goOn = true;
    do {
      some = suspensions.over(last, now, BATCH);
      for (Over one : some) {
        goOn = goOn && mayGoOn.getAsBoolean();
        if (goOn) {
          reinstate(one.accountId(), failed);
          last = one;
        }
      }
    } while (goOn && some.size() == BATCH);
    if (!failed.isEmpty()) {
      Map.Entry<Long, RuntimeException> first = failed.entrySet().iterator().next();
      throw new IllegalStateException(
          failed.size() + " suspensions stay though over, the first that of " + first.getKey(),
          first.getValue());
    }
  }

  private void reinstate(long account, Map<Long, RuntimeException> failed) {
    try {
      acts.reinstateAtEnd(account, desk.ownAct(Kind.REINSTATE, "the suspension is over"));
    } catch (RuntimeException e) {
      failed.put(account, e);
    }
  }
}
