package tintype.platform.hidden;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import tintype.platform.changelog.LeasedWork;
import tintype.platform.hidden.HiddenAccounts.Telling;
import tintype.platform.hidden.HiddenStep.Told;

/**
 * Tells those who have to do with an account that it is hidden, or is no more: some of them at a
 * time, and accounts in turn, so that one with many keeps none that has few. A kill between a step
 * and the note of it takes that step again, which changes nothing.
 */
public final class HiddenWalk implements LeasedWork.Round {
  /** Accounts that take turns at once. */
  private static final int MAX_ACCOUNTS = 100;

  private final HiddenAccounts accounts;
  private final HiddenStep step;
  private final Counter rows;
  private final AtomicInteger waiting = new AtomicInteger();

  /**
   * @param service whose metrics count, such as {@code graph}
   */
  public HiddenWalk(
      String service, HiddenAccounts accounts, HiddenStep step, MeterRegistry metrics) {
    this.accounts = accounts;
    this.step = step;
    this.rows =
        Counter.builder(service + ".hidden.rows")
            .description("Rows told that the account they are about is hidden, or is no more")
            .register(metrics);
    Gauge.builder(service + ".hidden.waiting", waiting, AtomicInteger::get)
        .description("Accounts hidden or shown again whose others are being told, 100 at most")
        .register(metrics);
  }

  @Override
  public boolean isDue() {
    return !accounts.due(1).isEmpty();
  }

  @Override
  public void run(BooleanSupplier mayGoOn) {
    Map<Long, RuntimeException> failed = new LinkedHashMap<>();
    while (tellSome(failed, mayGoOn)) {
      // There may be more.
    }
    if (!failed.isEmpty()) {
      Map.Entry<Long, RuntimeException> first = failed.entrySet().iterator().next();
      throw new IllegalStateException(
          "the others of " + failed.size() + " accounts were not told, the first " + first.getKey(),
          first.getValue());
    }
  }

  /** Whether it got on with anybody, and no one stopped it. */
  private boolean tellSome(Map<Long, RuntimeException> failed, BooleanSupplier mayGoOn) {
    List<Telling> some = accounts.due(MAX_ACCOUNTS);
    waiting.set(some.size());
    boolean gotOn = false;
    for (Telling one : some) {
      if (!mayGoOn.getAsBoolean()) {
        return false;
      }
      gotOn |= tellOrWait(one, failed);
    }
    return gotOn;
  }

  /** One that fails does not keep the others: it is due again after all of them. */
  private boolean tellOrWait(Telling one, Map<Long, RuntimeException> failed) {
    try {
      tell(one);
      failed.remove(one.account());
      return true;
    } catch (RuntimeException e) {
      failed.put(one.account(), e);
      accounts.told(one, one.told(), false);
      return false;
    }
  }

  private void tell(Telling one) {
    Told told = step.tell(one.account(), one.state(), one.told());
    rows.increment(told.rows());
    accounts.told(one, told.last(), told.all());
  }
}
