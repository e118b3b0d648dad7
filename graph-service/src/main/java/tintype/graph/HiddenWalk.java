package tintype.graph;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Inject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import tintype.graph.HiddenAccounts.Telling;
import tintype.platform.changelog.LeasedWork;

/**
 * Tells those with whom an account has rows that it is hidden, or is no more: a page of them at a
 * time, and accounts in turn, so that one with many followers keeps none that has few. A kill
 * between a page and the note of it tells that page again, which changes nothing.
 */
final class HiddenWalk implements LeasedWork.Round {
  /** Others of one account that are told in one go. */
  private static final int PAGE = 4_000;

  /** Accounts that take turns at once. */
  private static final int MAX_ACCOUNTS = 100;

  private final HiddenAccounts accounts;
  private final HiddenMarks marks;
  private final int page;
  private final Counter rows;
  private final AtomicInteger waiting = new AtomicInteger();

  @Inject
  HiddenWalk(HiddenAccounts accounts, HiddenMarks marks, MeterRegistry metrics) {
    this(accounts, marks, metrics, PAGE);
  }

  HiddenWalk(HiddenAccounts accounts, HiddenMarks marks, MeterRegistry metrics, int page) {
    this.accounts = accounts;
    this.marks = marks;
    this.page = page;
    this.rows =
        Counter.builder("graph.hidden.rows")
            .description("Rows told that the account they are about is hidden, or is no more")
            .register(metrics);
    Gauge.builder("graph.hidden.waiting", waiting, AtomicInteger::get)
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
    while (failed.isEmpty() && tellSome(failed, mayGoOn)) {
      // There may be more.
    }
    if (!failed.isEmpty()) {
      Map.Entry<Long, RuntimeException> first = failed.entrySet().iterator().next();
      throw new IllegalStateException(
          "the others of " + failed.size() + " accounts were not told, the first " + first.getKey(),
          first.getValue());
    }
  }

  /** Whether there was anybody, and no one stopped it. */
  private boolean tellSome(Map<Long, RuntimeException> failed, BooleanSupplier mayGoOn) {
    List<Telling> some = accounts.due(MAX_ACCOUNTS);
    waiting.set(some.size());
    for (Telling one : some) {
      if (!mayGoOn.getAsBoolean()) {
        return false;
      }
      tellOrWait(one, failed);
    }
    return !some.isEmpty();
  }

  /** One that fails does not keep the others: it is due again after all of them. */
  private void tellOrWait(Telling one, Map<Long, RuntimeException> failed) {
    try {
      tell(one);
    } catch (RuntimeException e) {
      failed.put(one.account(), e);
      accounts.told(one, one.told(), false);
    }
  }

  private void tell(Telling one) {
    List<Long> others = accounts.others(one.account(), one.told(), page);
    marks.put(one.account(), one.state(), others);
    rows.increment(others.size());
    accounts.told(one, others.isEmpty() ? one.told() : others.getLast(), others.size() < page);
  }
}
