package tintype.platform.sql;

import java.util.Map;
import java.util.Properties;

/** Settings that every connection has; a parameter of the URL itself wins over them. */
final class DriverSettings {
  private static final Map<String, String> MYSQL =
      Map.of(
          // An update that changes nothing counts 0 rows, as Vitess JDBC counts too.
          "useAffectedRows", "true",
          "rewriteBatchedStatements", "true",
          "cachePrepStmts", "true",
          "prepStmtCacheSize", "250",
          "prepStmtCacheSqlLimit", "4096",
          "useServerPrepStmts", "true",
          "connectionTimeZone", "UTC",
          "tcpKeepAlive", "true",
          "connectTimeout", "2000",
          "socketTimeout", "60000");

  private DriverSettings() {}

  /** By driver: Vitess JDBC knows other names and has these behaviours by default. */
  static Map<String, String> of(String jdbcUrl) {
    return jdbcUrl.startsWith("jdbc:mysql:") ? MYSQL : Map.of();
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
