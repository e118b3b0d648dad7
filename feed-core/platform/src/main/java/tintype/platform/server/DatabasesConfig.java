package tintype.platform.server;

import java.util.EnumMap;
import java.util.Map;
import tintype.platform.config.ConfigException;
import tintype.platform.sql.DatabaseConfig;
import tintype.platform.sql.Keyspace;

/**
 * Where the keyspaces are. Keys begin with {@code database-}: {@code --database-url=...}.
 *
 * @param url of MySQL, MariaDB or vtgate, with KEYSPACE in braces and small letters where the name
 *     of the database goes; an empty one means the embedded database, where there is one
 * @param user who logs in there
 * @param password of that user
 * @param poolSize connections to each keyspace at most
 * @param vtgate {@code HOST:PORT} of vtgate's gRPC, which the change log comes from; empty for a
 *     server without Vitess, and where a URL of Vitess's own driver says it
 * @param replicaReads ask the replicas of Vitess for lists, which may then be 5 s old; a caller's
 *     own writes are seen all the same
 */
public record DatabasesConfig(
    String url, String user, String password, int poolSize, String vtgate, boolean replicaReads) {
  private static final String KEYSPACE = "{keyspace}";

  public DatabasesConfig {
    if (!url.isEmpty() && !url.contains(KEYSPACE)) {
      throw new ConfigException(
          "database-url: no " + KEYSPACE + " in it (expected: jdbc:mysql://HOST:PORT/{keyspace})");
    }
  }

  /** A server on this machine. */
  public static DatabasesConfig local() {
    return at("jdbc:mysql://127.0.0.1:3306/{keyspace}");
  }

  /** The embedded database. */
  public static DatabasesConfig embedded() {
    return at("");
  }

  private static DatabasesConfig at(String url) {
    return new DatabasesConfig(url, "tintype", "", DatabaseConfig.DEFAULT_POOL_SIZE, "", false);
  }

  /** How to reach each keyspace. */
  public Map<Keyspace, DatabaseConfig> all() {
    Map<Keyspace, DatabaseConfig> all = new EnumMap<>(Keyspace.class);
    for (Keyspace keyspace : Keyspace.values()) {
      all.put(
          keyspace,
          DatabaseConfig.of(url.replace(KEYSPACE, keyspace.lowerName()), user, password)
              .withPoolSize(poolSize)
              .withVtgate(vtgate)
              .withReplicaReads(replicaReads));
    }
    return all;
  }

  /** Without the password. */
  @Override
  public String toString() {
    return "DatabasesConfig[" + url + ", user=" + user + "]";
  }
}
