package tintype.platform.sql;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.HandleConsumer;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.statement.StatementExceptions;
import tintype.platform.trace.ActiveSpan;

/**
 * The database of one keyspace: a pool of connections and JDBI over it.
 *
 * <p>Callbacks run on the caller's thread and must not keep the handle. Failures of the database
 * leave as {@link DatabaseUnavailableException}, {@link DuplicateKeyException} or {@link
 * OutcomeUnknownException}; whatever else a callback throws leaves as it is, after a rollback.
 */
public final class Database implements AutoCloseable {
  /** How often a transaction is tried that others keep rolling back. */
  static final int MAX_ATTEMPTS = 6;

  private static final Duration FIRST_BACKOFF = Duration.ofMillis(4);

  private final Keyspace keyspace;
  private final DatabaseConfig config;
  private final HikariDataSource pool;
  private final Jdbi jdbi;
  private final Jdbi apart;
  private final String readName;
  private final String transactionName;

  private Database(Keyspace keyspace, DatabaseConfig config, HikariDataSource pool) {
    this.keyspace = keyspace;
    this.config = config;
    this.pool = pool;
    this.readName = "read " + keyspace.lowerName();
    this.transactionName = "transaction " + keyspace.lowerName();
    this.jdbi = discreet(Jdbi.create(pool));
    this.apart = discreet(Jdbi.create(config.jdbcUrl(), DriverSettings.login(config)));
  }

  /** A failed statement's values are people's addresses and hashes: they have no place in a log. */
  private static Jdbi discreet(Jdbi jdbi) {
    jdbi.getConfig(StatementExceptions.class)
        .setMessageRendering(StatementExceptions.MessageRendering.NONE);
    return jdbi;
  }

  /**
   * Opens a pool. It connects when first used, so a database that is down fails calls, not
   * start-up.
   */
  public static Database open(Keyspace keyspace, DatabaseConfig config, MeterRegistry meters) {
    HikariConfig hikari = new HikariConfig();
    hikari.setPoolName(keyspace.lowerName());
    hikari.setJdbcUrl(config.jdbcUrl());
    hikari.setUsername(config.user());
    hikari.setPassword(config.password());
    hikari.setMaximumPoolSize(config.poolSize());
    hikari.setConnectionTimeout(config.connectionTimeout().toMillis());
    hikari.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
    hikari.setInitializationFailTimeout(-1);
    hikari.setMetricRegistry(meters);
    DriverSettings.of(config.jdbcUrl()).forEach(hikari::addDataSourceProperty);
    return new Database(keyspace, config, new HikariDataSource(hikari));
  }

  public Keyspace keyspace() {
    return keyspace;
  }

  public DatabaseConfig config() {
    return config;
  }

  /**
   * Runs queries, each in a transaction of its own.
   *
   * @throws DatabaseUnavailableException if there is no connection
   */
  public <T, X extends Exception> T read(HandleCallback<T, X> work) throws X {
    ActiveSpan.Step step = ActiveSpan.step(readName);
    try (step;
        Handle handle = jdbi.open()) {
      return guarded(handle, work);
    } catch (RuntimeException e) {
      throw SqlFailures.translate(e);
    }
  }

  /**
   * Runs queries on a connection of their own, not one of the pool's: for work that is long or that
   * changes the connection's settings. The callback begins and ends its transactions itself.
   */
  public <T, X extends Exception> T readApart(HandleCallback<T, X> work) throws X {
    try (Handle handle = apart.open()) {
      return guarded(handle, work);
    } catch (RuntimeException e) {
      throw SqlFailures.translate(e);
    }
  }

  /**
   * Runs one transaction and commits it. It is run again from the start, a bounded number of times,
   * when the database rolled it back for another one's sake, so it must have no effect elsewhere.
   *
   * @throws DatabaseUnavailableException if there is no connection; nothing took effect
   * @throws DuplicateKeyException if a key was taken; nothing took effect
   * @throws OutcomeUnknownException if the connection was lost during the commit
   */
  public <T, X extends Exception> T transact(HandleCallback<T, X> work) throws X {
    for (int attempt = 1; ; attempt++) {
      ActiveSpan.Step step = ActiveSpan.step(transactionName);
      try (step;
          Handle handle = jdbi.open()) {
        return transactOnce(handle, work);
      } catch (DatabaseUnavailableException e) {
        if (attempt == MAX_ATTEMPTS || !SqlFailures.isConflict(e)) {
          throw e;
        }
      } catch (OutcomeUnknownException e) {
        throw e;
      } catch (RuntimeException e) {
        if (attempt == MAX_ATTEMPTS || !SqlFailures.isConflict(e)) {
          throw SqlFailures.translate(e);
        }
      }
      backOff(attempt);
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
    pool.close();
  }

  private static <T, X extends Exception> T transactOnce(Handle handle, HandleCallback<T, X> work)
      throws X {
    handle.begin();
    T result;
    try {
      result = guarded(handle, work);
    } catch (Throwable e) {
      rollBack(handle, e);
      throw e;
    }
    try {
      handle.commit();
    } catch (RuntimeException e) {
      throw SqlFailures.translateCommit(e);
    }
    return result;
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

  /** A rollback that fails means a lost connection, which the server rolls back by itself. */
  private static void rollBack(Handle handle, Throwable reason) {
    try {
      handle.rollback();
    } catch (RuntimeException e) {
      reason.addSuppressed(e);
    }
  }

  private static void backOff(int attempt) {
    long bound = FIRST_BACKOFF.toNanos() << attempt;
    LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(bound));
  }
}
