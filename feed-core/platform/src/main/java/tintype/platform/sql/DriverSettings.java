package tintype.platform.sql;

import java.util.Map;
import java.util.Properties;

/** Settings that every connection has; a parameter of the URL itself wins over them. */
final class DriverSettings {
  private static final Map<String, String> MYSQL =
      Map.ofEntries(
          // An update that changes nothing counts 0 rows, as Vitess JDBC counts too.
          Map.entry("useAffectedRows", "true"),
          // The driver asks the server for its own session's state before each statement otherwise.
          Map.entry("useLocalSessionState", "true"),
          Map.entry("readOnlyPropagatesToServer", "false"),
          Map.entry("rewriteBatchedStatements", "true"),
          // Measured: a point read takes 60 us with the driver's own, 190 us with the server's.
          Map.entry("useServerPrepStmts", "false"),
          Map.entry("cachePrepStmts", "true"),
          Map.entry("prepStmtCacheSize", "250"),
          Map.entry("prepStmtCacheSqlLimit", "4096"),
          Map.entry("connectionTimeZone", "UTC"),
          Map.entry("tcpKeepAlive", "true"),
          Map.entry("connectTimeout", "2000"),
          Map.entry("socketTimeout", "60000"));

  private static final Map<String, String> VITESS =
      Map.of(
          // By default the driver repeats a call whose connection was lost, for two minutes and
          // even if it was carried out: a statement of a transaction took effect twice (seen when
          // vtgate was killed). What may be repeated is decided here, not there.
          "grpcRetriesEnabled", "false",
          "useAffectedRows", "true",
          // Of each statement, in milliseconds; vtgate holds one back for 30 s in a failover.
          "timeout", "30000");

  private DriverSettings() {}

  /** By driver. */
  static Map<String, String> of(String jdbcUrl) {
    return jdbcUrl.startsWith("jdbc:mysql:") ? MYSQL : VITESS;
  }

  /** The same with user and password, for connections outside of a pool. */
  static Properties login(DatabaseConfig config) {
    Properties properties = new Properties();
    properties.putAll(of(config.jdbcUrl()));
    properties.setProperty("user", config.user());
    properties.setProperty("password", config.password());
    return properties;
  }
}
