package tintype.platform.sql;

import io.grpc.Context;
import io.grpc.Deadline;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import tintype.platform.sql.SqlFailure.Kind;
import tintype.platform.sql.SqlFailure.Phase;
import tintype.platform.sql.SqlFailure.Reason;

/**
 * Decides whether what failed is tried again, and when. Conflicts are, a few times and soon: one of
 * the transactions that fought has won. What is away is, at growing distances, for as long as the
 * call's deadline leaves time to answer, and while the {@link RetryBudget} lasts.
 */
final class Retries {
  /** How often a transaction is tried that others keep rolling back. */
  static final int MAX_CONFLICTS = 6;

  /** How long anything is tried where no deadline ends it earlier. */
  static final Duration MAX_TIME = Duration.ofSeconds(5);

  /**
   * What the answer takes. No attempt is begun unless one that fails as slowly as the last leaves
   * as much before the deadline: a caller that is told to try again can, one whose deadline has
   * passed knows nothing.
   */
  static final Duration RESERVE = Duration.ofMillis(250);

  private static final long FIRST_CONFLICT_PAUSE_NANOS = 4_000_000;
  private static final long FIRST_PAUSE_NANOS = 25_000_000;
  private static final long LONGEST_PAUSE_NANOS = 1_000_000_000;

  private final Function<Reason, Counter> retries;
  private final Function<Kind, Counter> failures;
  private final RetryBudget budget = new RetryBudget(System::nanoTime);

  Retries(Keyspace keyspace, MeterRegistry meters) {
    this.retries =
        counters(
            Reason.values(),
            reason ->
                Counter.builder("db.retries")
                    .description("Attempts that were made again, by what had failed")
                    .tag("keyspace", keyspace.lowerName())
                    .tag("reason", SqlFailure.tag(reason))
                    .register(meters));
    this.failures =
        counters(
            Kind.values(),
            kind ->
                Counter.builder("db.failures")
                    .description("Failures that callers saw, by what they mean")
                    .tag("keyspace", keyspace.lowerName())
                    .tag("kind", SqlFailure.tag(kind))
                    .register(meters));
  }

  /** All of them now, so that those at zero are seen too. */
  private static <K extends Enum<K>> Function<K, Counter> counters(
      K[] keys, Function<K, Counter> counter) {
    List<Counter> all = Arrays.stream(keys).map(counter).toList();
    return key -> all.get(key.ordinal());
  }

  /** The attempts of one call. */
  Attempts begin() {
    budget.called();
    return new Attempts();
  }

  /** One call's; for one thread. */
  final class Attempts {
    private final long start = System.nanoTime();
    private long begun = start;
    private int failed;

    /**
     * Waits and returns if the work is to be tried again, and throws what callers know otherwise.
     */
    void orThrow(RuntimeException failure, Phase phase) {
      SqlFailure meaning = SqlFailures.classify(failure, phase);
      if (mayTryAgain(meaning)) {
        retries.apply(meaning.reason()).increment();
        return;
      }
      RuntimeException known = SqlFailures.translate(failure, phase);
      if (SqlFailures.isOfDatabase(known)) {
        failures.apply(meaning.kind()).increment();
      }
      throw known;
    }

    private boolean mayTryAgain(SqlFailure failure) {
      if (!failure.isRetryable()) {
        return false;
      }
      failed++;
      boolean conflict = failure.kind() == Kind.CONFLICT;
      long pause = conflict ? conflictPause() : pause();
      long lastTook = System.nanoTime() - begun;
      if (pause + lastTook > nanosLeft() || (conflict ? failed >= MAX_CONFLICTS : !budget.take())) {
        return false;
      }
      LockSupport.parkNanos(pause);
      begun = System.nanoTime();
      return !Thread.currentThread().isInterrupted() && !Context.current().isCancelled();
    }

    /** Those who fought come back at different times. */
    private long conflictPause() {
      return ThreadLocalRandom.current().nextLong(FIRST_CONFLICT_PAUSE_NANOS << failed);
    }

    /** At least half of it, so that several last longer than most failovers. */
    private long pause() {
      long bound = Math.min(LONGEST_PAUSE_NANOS, FIRST_PAUSE_NANOS << Math.min(failed, 6));
      return ThreadLocalRandom.current().nextLong(bound / 2, bound);
    }

    private long nanosLeft() {
      long left = MAX_TIME.toNanos() - (System.nanoTime() - start);
      Deadline deadline = Context.current().getDeadline();
      return deadline == null
          ? left
          : Math.min(left, deadline.timeRemaining(TimeUnit.NANOSECONDS) - RESERVE.toNanos());
    }
  }
}
