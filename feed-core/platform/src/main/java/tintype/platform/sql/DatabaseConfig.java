package tintype.platform.sql;

import java.time.Duration;
import java.util.Objects;

/**
 * How to reach the database of one keyspace.
 *
 * @param jdbcUrl {@code jdbc:mysql://host:port/database}, where the database's name is up to the
 *     operator, or {@code jdbc:vitess://host:port/keyspace} for vtgate's gRPC port
 * @param user who connects; tailing the log needs REPLICATION SLAVE and REPLICATION CLIENT
 * @param password may be empty; never printed
 * @param poolSize connections at most
 * @param connectionTimeout how long a caller waits for a connection from the pool
 * @param vtgate {@code host:port} of vtgate's gRPC where the database is a keyspace of Vitess;
 *     empty for a plain server
 * @param replicaReads whether {@link Database#readStale} asks the replicas of a keyspace of Vitess;
 *     a plain server is always asked itself
 */
public record DatabaseConfig(
    String jdbcUrl,
    String user,
    String password,
    int poolSize,
    Duration connectionTimeout,
    String vtgate,
    boolean replicaReads) {
  /**
   * How far behind a replica may be that still answers. Vitess sees to it: vttablet's {@code
   * --unhealthy-threshold}, which works with {@code --enable-replication-reporter} only, must not
   * be longer. Those who remember their own writes must do so for longer.
   */
  public static final Duration MAX_REPLICA_LAG = Duration.ofSeconds(5);

  private static final String VITESS_SCHEME = "jdbc:vitess://";

  public static final int DEFAULT_POOL_SIZE = 10;
  public static final Duration DEFAULT_CONNECTION_TIMEOUT = Duration.ofSeconds(2);

  /** HikariCP takes no shorter one. */
  private static final Duration MIN_CONNECTION_TIMEOUT = Duration.ofMillis(250);

  public DatabaseConfig {
    Objects.requireNonNull(jdbcUrl, "jdbcUrl");
    Objects.requireNonNull(user, "user");
    Objects.requireNonNull(password, "password");
    Objects.requireNonNull(vtgate, "vtgate");
    if (poolSize < 1) {
      throw new IllegalArgumentException("poolSize: " + poolSize + " (expected: 1 or more)");
    }
    if (connectionTimeout.compareTo(MIN_CONNECTION_TIMEOUT) < 0) {
      throw new IllegalArgumentException(
          "connectionTimeout: " + connectionTimeout + " (expected: 0.25 s or more)");
    }
  }

  /** The same, where replicas are not asked. */
  public DatabaseConfig(
      String jdbcUrl,
      String user,
      String password,
      int poolSize,
      Duration connectionTimeout,
      String vtgate) {
    this(jdbcUrl, user, password, poolSize, connectionTimeout, vtgate, false);
  }

  /** A pool of the default size; a URL of Vitess's own driver says itself where vtgate is. */
  public static DatabaseConfig of(String jdbcUrl, String user, String password) {
    return new DatabaseConfig(
        jdbcUrl, user, password, DEFAULT_POOL_SIZE, DEFAULT_CONNECTION_TIMEOUT, vtgateOf(jdbcUrl));
  }

  /** The same with another number of connections at most. */
  public DatabaseConfig withPoolSize(int connections) {
    return new DatabaseConfig(
        jdbcUrl, user, password, connections, connectionTimeout, vtgate, replicaReads);
  }

  /** The same as a keyspace of Vitess, where the address is not empty. */
  public DatabaseConfig withVtgate(String address) {
    return address.isEmpty()
        ? this
        : new DatabaseConfig(
            jdbcUrl, user, password, poolSize, connectionTimeout, address, replicaReads);
  }

  /** The same, asking replicas or not. */
  public DatabaseConfig withReplicaReads(boolean replicas) {
    return new DatabaseConfig(
        jdbcUrl, user, password, poolSize, connectionTimeout, vtgate, replicas);
  }

  /** The keyspace's replicas, which take no transactions; callers wait only shortly for these. */
  DatabaseConfig replicas() {
    int parameters = jdbcUrl.indexOf('?');
    String database = parameters < 0 ? jdbcUrl : jdbcUrl.substring(0, parameters);
    String rest = parameters < 0 ? "" : jdbcUrl.substring(parameters);
    String url =
        isByVitessDriver()
            ? jdbcUrl + (parameters < 0 ? "?" : "&") + "tabletType=replica"
            : database + "@replica" + rest;
    return new DatabaseConfig(url, user, password, poolSize, MIN_CONNECTION_TIMEOUT, vtgate, false);
  }

  /** Whether this is a keyspace of Vitess. */
  public boolean isVitess() {
    return !vtgate.isEmpty();
  }

  /** Whether Vitess's own driver reaches it, and not Connector/J. */
  public boolean isByVitessDriver() {
    return jdbcUrl.startsWith(VITESS_SCHEME);
  }

  private static String vtgateOf(String jdbcUrl) {
    return jdbcUrl.startsWith(VITESS_SCHEME)
        ? jdbcUrl.substring(VITESS_SCHEME.length()).split("/", 2)[0]
        : "";
  }

  /** Without the password, and without the URL's parameters, which may hold one. */
  @Override
  public String toString() {
    int parameters = jdbcUrl.indexOf('?');
    String url = parameters < 0 ? jdbcUrl : jdbcUrl.substring(0, parameters);
    return "DatabaseConfig[" + url + ", user=" + user + ", poolSize=" + poolSize + "]";
  }
}
