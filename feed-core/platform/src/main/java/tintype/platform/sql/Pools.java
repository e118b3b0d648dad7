package tintype.platform.sql;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.SQLExceptionOverride;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementExceptions;

/** Pools of connections, and JDBI over them, as every keyspace has them. */
final class Pools {
  /** How long a connection that is to be given out may take to answer a ping. */
  static final Duration VALIDATION_TIMEOUT = Duration.ofMillis(500);

  /** How long a connection lives: after a failover or another vtgate all have moved by then. */
  static final Duration MAX_LIFETIME = Duration.ofMinutes(10);

  /** How often an idle connection is asked, so that nothing between takes it for dead. */
  static final Duration KEEPALIVE = Duration.ofMinutes(2);

  private Pools() {}

  /** Connects when first used, so a database that is down fails calls, not start-up. */
  static HikariDataSource open(String name, DatabaseConfig config, MeterRegistry meters) {
    HikariConfig hikari = new HikariConfig();
    hikari.setPoolName(name);
    hikari.setJdbcUrl(config.jdbcUrl());
    hikari.setUsername(config.user());
    hikari.setPassword(config.password());
    hikari.setMaximumPoolSize(config.poolSize());
    hikari.setConnectionTimeout(config.connectionTimeout().toMillis());
    hikari.setValidationTimeout(
        Math.min(VALIDATION_TIMEOUT.toMillis(), config.connectionTimeout().toMillis()));
    hikari.setMaxLifetime(MAX_LIFETIME.toMillis());
    hikari.setKeepaliveTime(KEEPALIVE.toMillis());
    // Vitess compares it with the server's and keeps nothing where they are the same already: no
    // connection of vttablet is reserved for it.
    hikari.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
    hikari.setInitializationFailTimeout(-1);
    hikari.setMetricRegistry(meters);
    hikari.setExceptionOverride(new DemotedServers());
    DriverSettings.of(config.jdbcUrl()).forEach(hikari::addDataSourceProperty);
    return new HikariDataSource(hikari);
  }

  static Jdbi jdbi(DataSource pool) {
    return discreet(Jdbi.create(pool));
  }

  /** A failed statement's values are people's addresses and hashes: they have no place in a log. */
  static Jdbi discreet(Jdbi jdbi) {
    jdbi.getConfig(StatementExceptions.class)
        .setMessageRendering(StatementExceptions.MessageRendering.NONE);
    return jdbi;
  }

  /** A server that takes no writes any more: another has its address, or will have soon. */
  private static final class DemotedServers implements SQLExceptionOverride {
    @java.lang.Override
    public Override adjudicate(SQLException failure) {
      return SqlFailures.isDemotion(failure) ? Override.MUST_EVICT : Override.CONTINUE_EVICT;
    }
  }
}
