package tintype.graph;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Inject;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tintype.graph.HiddenAccounts.Telling;
import tintype.platform.changelog.LeasedWork;

/**
 * Tells those with whom an account has rows that it is hidden, or is no more: a page of them at a
 * time, and accounts in turn, so that one with many followers keeps none that has few. A kill
 * between a page and the note of it tells that page again, which changes nothing.
 */
final class HiddenWalk implements LeasedWork.Round {
  private static final Logger log = LoggerFactory.getLogger(HiddenWalk.class);

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
    List<Telling> some;
    do {
      some = accounts.due(MAX_ACCOUNTS);
      waiting.set(some.size());
    } while (!some.isEmpty() && tellAll(some, mayGoOn));
  }

  /** Whether to go on at once: all could be told, and no one stopped it. */
  private boolean tellAll(List<Telling> some, BooleanSupplier mayGoOn) {
    boolean well = true;
    for (Telling one : some) {
      if (!mayGoOn.getAsBoolean()) {
        return false;
      }
      well &= tellOrLog(one);
    }
    return well;
  }

  /** One that fails does not keep the others; it is still due. */
  private boolean tellOrLog(Telling one) {
    try {
      tell(one);
      return true;
    } catch (RuntimeException e) {
      log.atWarn()
          .addKeyValue("account", one.account())
          .setCause(e)
          .log("Others were not told that an account is hidden, or is no more");
      return false;
    }
  }

  private void tell(Telling one) {
    List<Long> others = accounts.others(one.account(), one.told(), page);
    marks.put(one.account(), one.state(), others);
    rows.increment(others.size());
    accounts.told(one, others.isEmpty() ? one.told() : others.getLast(), others.size() < page);
  }
}
