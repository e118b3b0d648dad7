package tintype.platform.sql;

import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.HandleConsumer;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tintype.platform.sql.SqlFailure.Phase;
import tintype.platform.trace.ActiveSpan;

/**
 * The database of one keyspace: a pool of connections and JDBI over it.
 *
 * <p>Callbacks run on the caller's thread and must not keep the handle. Failures of the database
 * leave as {@link DatabaseUnavailableException}, {@link DuplicateKeyException} or {@link
 * OutcomeUnknownException}; whatever else a callback throws leaves as it is, after a rollback.
 */
public final class Database implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Database.class);

  private final Keyspace keyspace;
  private final DatabaseConfig config;
  private final HikariDataSource pool;
  private final Admission admission;
  private final Jdbi jdbi;
  private final Jdbi apart;
  private final Optional<ReplicaReads> replicas;
  private final Retries retries;
  private final String readName;
  private final String transactionName;

  private Database(Keyspace keyspace, DatabaseConfig config, MeterRegistry meters) {
    this.keyspace = keyspace;
    this.config = config;
    this.pool = Pools.open(keyspace.lowerName(), config, meters);
    this.readName = "read " + keyspace.lowerName();
    this.transactionName = "transaction " + keyspace.lowerName();
    this.admission = new Admission(pool);
    this.jdbi = Pools.jdbi(pool);
    this.apart = Pools.discreet(Jdbi.create(config.jdbcUrl(), DriverSettings.login(config)));
    this.replicas =
        config.replicaReads() && config.isVitess()
            ? Optional.of(new ReplicaReads(keyspace, config, meters))
            : Optional.empty();
    this.retries = new Retries(keyspace, meters);
  }

  /**
   * Opens a pool. It connects when first used, so a database that is down fails calls, not
   * start-up.
   */
  public static Database open(Keyspace keyspace, DatabaseConfig config, MeterRegistry meters) {
    return new Database(keyspace, config, meters);
  }

  public Keyspace keyspace() {
    return keyspace;
  }

  public DatabaseConfig config() {
    return config;
  }

  /**
   * Runs queries, each in a transaction of its own. All are run again where the database was away,
   * so one that writes must bear being run twice.
   *
   * @throws DatabaseUnavailableException if there is no connection
   */
  public <T, X extends Exception> T read(HandleCallback<T, X> work) throws X {
    Retries.Attempts attempts = retries.begin();
    while (true) {
      ActiveSpan.Step step = ActiveSpan.step(readName);
      try (step;
          Handle handle = open()) {
        return guarded(handle, work);
      } catch (RuntimeException e) {
        attempts.orThrow(e, Phase.STATEMENT);
      }
    }
  }

  /**
   * {@link #read}, but what is answered may be as old as {@link DatabaseConfig#MAX_REPLICA_LAG},
   * where the configuration lets replicas be asked; never older than the writes that the current
   * call must see. Where no replica answers, the primary does.
   */
  public <T, X extends Exception> T readStale(HandleCallback<T, X> work) throws X {
    if (replicas.isPresent() && replicas.get().mayAnswer()) {
      try {
        return replicas.get().read(work);
      } catch (ReplicaReads.AwayException e) {
        log.atDebug().addKeyValue("keyspace", keyspace).setCause(e).log("no replica answered");
      }
    }
    return read(work);
  }

  /**
   * Runs queries on a connection of their own, not one of the pool's: for work that is long or that
   * changes the connection's settings. The callback begins and ends its transactions itself.
   */
  public <T, X extends Exception> T readApart(HandleCallback<T, X> work) throws X {
    try (Handle handle = apart.open()) {
      return guarded(handle, work);
    } catch (RuntimeException e) {
      throw SqlFailures.translate(e, Phase.STATEMENT);
    }
  }

  /**
   * Runs one transaction and commits it. It is run again from the start where the database rolled
   * it back for another one's sake, or was lost or away before the commit, within the call's
   * deadline and other bounds ({@link Retries}); so it must have no effect elsewhere.
   *
   * @throws DatabaseUnavailableException if there is no connection; nothing took effect
   * @throws DuplicateKeyException if a key was taken; nothing took effect
   * @throws OutcomeUnknownException if the connection was lost during the commit
   */
  public <T, X extends Exception> T transact(HandleCallback<T, X> work) throws X {
    Retries.Attempts attempts = retries.begin();
    while (true) {
      // Where it was when it failed.
      Phase[] phase = {Phase.STATEMENT};
      ActiveSpan.Step step = ActiveSpan.step(transactionName);
      try (step;
          Handle handle = open()) {
        return transactOnce(handle, work, phase);
      } catch (RuntimeException e) {
        attempts.orThrow(e, phase[0]);
      }
    }
  }

  /** {@link #transact} for work without a result. */
  public <X extends Exception> void execute(HandleConsumer<X> work) throws X {
    transact(
        handle -> {
          work.useHandle(handle);
          return null;
        });
  }

  /** What lies behind a failure, in one line for people: the innermost cause's own words. */
  public static String reason(Throwable failure) {
    Throwable innermost = failure;
    while (innermost.getCause() != null) {
      innermost = innermost.getCause();
    }
    String words = innermost.getMessage();
    return words == null
        ? innermost.getClass().getSimpleName()
        : words.lines().findFirst().orElse("");
  }

  /** Closes the pool; calls under way fail. */
  @Override
  public void close() {
    replicas.ifPresent(ReplicaReads::close);
    pool.close();
  }

  private Handle open() {
    admission.enter();
    return jdbi.open();
  }

  private <T, X extends Exception> T transactOnce(
      Handle handle, HandleCallback<T, X> work, Phase[] phase) throws X {
    FailedStatements failed = new FailedStatements();
    handle.setSqlLogger(failed);
    T result;
    try {
      begin(handle);
      result = guarded(handle, work);
      if (failed.any()) {
        throw new IllegalStateException("a statement failed and its work went on");
      }
    } catch (Throwable e) {
      rollBack(handle, e);
      throw e;
    }
    phase[0] = Phase.COMMIT;
    try {
      handle.commit();
    } catch (RuntimeException e) {
      // Its session may still be in the transaction: it serves nobody else.
      pool.evictConnection(handle.getConnection());
      throw e;
    }
    return result;
  }

  /** A connection that cannot begin may be in another transaction still: it serves nobody else. */
  private void begin(Handle handle) {
    try {
      handle.begin();
    } catch (RuntimeException e) {
      pool.evictConnection(handle.getConnection());
      throw e;
    }
  }

  /**
   * Runs the work. Where the connection was lost meanwhile, that is what failed, whatever the
   * driver says: after a batch it only complains that its statement is closed, without a code.
   */
  private static <T, X extends Exception> T guarded(Handle handle, HandleCallback<T, X> work)
      throws X {
    try {
      return work.withHandle(handle);
    } catch (JdbiException e) {
      if (isLost(handle)) {
        throw new DatabaseUnavailableException("the connection to the database was lost", e);
      }
      throw e;
    }
  }

  private static boolean isLost(Handle handle) {
    try {
      // The driver's own connection: the pool's tells only whether it was given back.
      return handle.getConnection().unwrap(Connection.class).isClosed();
    } catch (SQLException e) {
      return true;
    }
  }

  /**
   * A rollback that fails means a lost connection, which the server rolls back by itself; Vitess's
   * driver would go on with the session all the same.
   */
  private void rollBack(Handle handle, Throwable reason) {
    try {
      handle.rollback();
    } catch (RuntimeException e) {
      reason.addSuppressed(e);
      pool.evictConnection(handle.getConnection());
    }
  }
}
