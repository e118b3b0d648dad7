package tintype.platform.sql;

import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.Jdbi;
import tintype.platform.rpc.CallWrites;
import tintype.platform.sql.SqlFailure.Kind;
import tintype.platform.sql.SqlFailure.Phase;

/**
 * The replicas of a keyspace of Vitess, for reads that may be {@link
 * DatabaseConfig#MAX_REPLICA_LAG} behind. A call that must see a write of this keyspace ({@code
 * tintype-after}) is not answered here; nor is any for a moment after replicas were away.
 */
final class ReplicaReads implements AutoCloseable {
  /** How long the primary is asked instead, once a replica did not answer. */
  static final Duration AWAY = Duration.ofSeconds(2);

  private final Keyspace keyspace;
  private final HikariDataSource pool;
  private final Jdbi jdbi;
  private final LongSupplier nanoTime;
  private final Counter answered;
  private final Counter fallenBack;
  private volatile long backAt;

  ReplicaReads(Keyspace keyspace, DatabaseConfig config, MeterRegistry meters) {
    this.keyspace = keyspace;
    this.pool = Pools.open(keyspace.lowerName() + "-replica", config.replicas(), meters);
    this.jdbi = Pools.jdbi(pool);
    this.nanoTime = System::nanoTime;
    this.backAt = nanoTime.getAsLong();
    this.answered = counter(meters, "answered");
    this.fallenBack = counter(meters, "fallen_back");
  }

  private Counter counter(MeterRegistry meters, String result) {
    return Counter.builder("db.replica.reads")
        .description("Reads that replicas were asked, by who answered: they or the primary")
        .tag("keyspace", keyspace.lowerName())
        .tag("result", result)
        .register(meters);
  }

  /** Whether the current call may be answered by a replica now. */
  boolean mayAnswer() {
    return nanoTime.getAsLong() - backAt >= 0 && sees(keyspace);
  }

  /** A position does not tell whose shard it is of, so one of the keyspace is enough. */
  private static boolean sees(Keyspace keyspace) {
    return CallWrites.mustSee().list().stream()
        .noneMatch(position -> position.keyspace().equals(keyspace.lowerName()));
  }

  /**
   * Asks a replica.
   *
   * @throws AwayException if none answers
   */
  <T, X extends Exception> T read(HandleCallback<T, X> work) throws X {
    try (Handle handle = jdbi.open()) {
      T result = work.withHandle(handle);
      answered.increment();
      return result;
    } catch (RuntimeException e) {
      if (SqlFailures.classify(e, Phase.STATEMENT).kind() != Kind.UNAVAILABLE) {
        throw SqlFailures.translate(e, Phase.STATEMENT);
      }
      backAt = nanoTime.getAsLong() + AWAY.toNanos();
      fallenBack.increment();
      throw new AwayException(e);
    }
  }

  @Override
  public void close() {
    pool.close();
  }

  /** No replica answered. */
  static final class AwayException extends RuntimeException {
    AwayException(RuntimeException cause) {
      super("no replica answered", cause);
    }
  }
}
