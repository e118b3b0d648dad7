package tintype.platform.server;

import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.util.EnumMap;
import java.util.Map;
import tintype.platform.auth.Credentials;
import tintype.platform.auth.TrustFile;
import tintype.platform.config.Config;
import tintype.platform.config.ConfigException;
import tintype.platform.sql.DatabaseConfig;
import tintype.platform.sql.Keyspace;

/**
 * What a process needs to know of the others. Keys have no prefix: {@code --graph-address=...}.
 *
 * @param dataDir whose {@code credentials} hold the key of this process, and the keys of all where
 *     there is no trust file
 * @param trustFile whose signatures are believed; not set: those whose keys are in {@code dataDir}
 * @param accountAddress where account-service is, such as {@code tcp://host:7001}
 * @param graphAddress where graph-service is
 * @param mediaAddress where media-service is
 * @param feedAddress where feed-service is
 * @param databaseUrl of MySQL, MariaDB or vtgate, with KEYSPACE in braces and small letters where
 *     the name of the database goes
 * @param databaseUser who logs in there
 * @param databasePassword of that user
 * @param databasePoolSize connections to each keyspace at most
 * @param adminPort of {@code /health} and {@code /metrics}; 0 means any free one
 */
public record ProcessConfig(
    Path dataDir,
    Path trustFile,
    String accountAddress,
    String graphAddress,
    String mediaAddress,
    String feedAddress,
    String databaseUrl,
    String databaseUser,
    String databasePassword,
    int databasePoolSize,
    int adminPort) {
  private static final String KEYSPACE = "{keyspace}";

  public ProcessConfig {
    if (!databaseUrl.contains(KEYSPACE)) {
      throw new ConfigException(
          "database-url: no " + KEYSPACE + " in it (expected: jdbc:mysql://HOST:PORT/{keyspace})");
    }
  }

  /** Everything on this machine, at the ports of the design. */
  public static ProcessConfig defaults(int adminPort) {
    return new ProcessConfig(
        Path.of("var"),
        Path.of(""),
        "tcp://127.0.0.1:7001",
        "tcp://127.0.0.1:7002",
        "tcp://127.0.0.1:7003",
        "tcp://127.0.0.1:7004",
        "jdbc:mysql://127.0.0.1:3306/{keyspace}",
        "tintype",
        "",
        DatabaseConfig.DEFAULT_POOL_SIZE,
        adminPort);
  }

  /** How to reach the database of a keyspace. */
  public DatabaseConfig database(Keyspace keyspace) {
    return DatabaseConfig.of(
            databaseUrl.replace(KEYSPACE, keyspace.lowerName()), databaseUser, databasePassword)
        .withPoolSize(databasePoolSize);
  }

  /**
   * The installation as a process is part of it; the caller closes it.
   *
   * @throws ConfigException where the trust file does not name this process with its own key
   */
  public Installation installation(String process, Config settings, MeterRegistry metrics) {
    Map<Keyspace, DatabaseConfig> databases = new EnumMap<>(Keyspace.class);
    for (Keyspace keyspace : Keyspace.values()) {
      databases.put(keyspace, database(keyspace));
    }
    Installation installation =
        new Installation(
            settings,
            Clock.systemUTC(),
            metrics,
            new Credentials(dataDir.resolve("credentials")),
            Map.of(
                "account", new Address(accountAddress),
                "graph", new Address(graphAddress),
                "media", new Address(mediaAddress),
                "feed", new Address(feedAddress)),
            databases);
    if (!trustFile.toString().isEmpty()) {
      installation.believeOnly(TrustFile.read(trustFile));
      installation.trust().signer(process);
    }
    return installation;
  }

  /** Without the password. */
  @Override
  public String toString() {
    return "ProcessConfig[" + databaseUrl + ", user=" + databaseUser + "]";
  }
}
