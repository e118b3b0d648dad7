package tintype.platform.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.Context;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.SQLException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.junit.jupiter.api.Test;
import tintype.platform.sql.SqlFailure.Phase;

final class RetriesTest {
  private static final RuntimeException DEADLOCK = failure("Deadlock found", 1213);
  private static final RuntimeException LOST = failure("server has gone away", 2006);

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final Retries retries = new Retries(Keyspace.GRAPH, meters);

  @Test
  void conflictsAreTriedAgainAFewTimes() {
    assertThat(attemptsUntilThrown(DEADLOCK, Phase.STATEMENT)).isEqualTo(Retries.MAX_CONFLICTS);
    assertThat(meters.get("db.retries").tag("reason", "deadlock").counter().count())
        .isEqualTo(Retries.MAX_CONFLICTS - 1);
    assertThat(meters.get("db.failures").tag("kind", "conflict").counter().count()).isEqualTo(1);
  }

  @Test
  void anUnknownOutcomeIsNeverTriedAgain() {
    assertThatThrownBy(() -> retries.begin().orThrow(LOST, Phase.COMMIT))
        .isInstanceOf(OutcomeUnknownException.class);
  }

  @Test
  void whatIsAwayIsTriedAgainUntilTheDeadlineIsNear() throws Exception {
    try (ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor()) {
      Context.CancellableContext call =
          Context.current().withDeadlineAfter(600, TimeUnit.MILLISECONDS, timer);
      int attempts = call.call(() -> attemptsUntilThrown(LOST, Phase.STATEMENT));

      assertThat(attempts).isBetween(2, 10);
      assertThat(call.getDeadline().isExpired()).isFalse();
      call.cancel(null);
    }
  }

  @Test
  void aCallWithoutTimeForAnotherAttemptFailsAtOnce() throws Exception {
    try (ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor()) {
      Context.CancellableContext call =
          Context.current().withDeadlineAfter(200, TimeUnit.MILLISECONDS, timer);

      int attempts = call.call(() -> attemptsUntilThrown(LOST, Phase.STATEMENT));

      assertThat(attempts).isEqualTo(1);
      call.cancel(null);
    }
  }

  @Test
  void anOutageIsNotMultiplied() {
    AtomicLong nanos = new AtomicLong();
    RetryBudget budget = new RetryBudget(nanos::get);
    int taken = 0;
    for (int call = 0; call < 10_000; call++) {
      budget.called();
      taken += budget.take() ? 1 : 0;
    }

    assertThat(taken).isBetween(2_000, 2_000 + (int) RetryBudget.MAX + 1);
  }

  @Test
  void aQuietDatabaseMayBeTriedAgainAllTheSame() {
    AtomicLong nanos = new AtomicLong();
    RetryBudget budget = new RetryBudget(nanos::get);
    while (budget.take()) {}

    nanos.addAndGet(TimeUnit.SECONDS.toNanos(1));

    for (int i = 0; i < RetryBudget.FLOOR; i++) {
      assertThat(budget.take()).isTrue();
    }
    assertThat(budget.take()).isFalse();
  }

  private int attemptsUntilThrown(RuntimeException failure, Phase phase) {
    Retries.Attempts attempts = retries.begin();
    for (int attempt = 1; ; attempt++) {
      try {
        attempts.orThrow(failure, phase);
      } catch (DatabaseUnavailableException e) {
        return attempt;
      }
    }
  }

  private static RuntimeException failure(String words, int code) {
    return new UnableToExecuteStatementException(new SQLException(words, "HY000", code), null);
  }
}
