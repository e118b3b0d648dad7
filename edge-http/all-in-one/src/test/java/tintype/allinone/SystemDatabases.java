package tintype.allinone;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import tintype.platform.sql.DatabaseConfig;
import tintype.platform.sql.EmbeddedMariaDb;
import tintype.platform.sql.Keyspace;
import tintype.testkit.TestDatabase;
import tintype.testkit.VitessCluster;

/** Where a whole system under test has its rows: its own MariaDB, or the keyspaces of Vitess. */
final class SystemDatabases {
  private SystemDatabases() {}

  /**
   * The wiring of the one system that can have them: of Vitess there is but one set of keyspaces.
   * Vitess's own driver has the five processes and Connector/J the one, so that each is there once.
   * Empty where each system starts its own databases.
   */
  static Optional<Wiring> wiring() {
    return Optional.ofNullable(TestDatabase.wholeSystem().get(Keyspace.ACCOUNT))
        .map(config -> config.isByVitessDriver() ? Wiring.OVER_TCP : Wiring.IN_PROCESS);
  }

  /** Settings of a system that is to have them, emptied; none where it starts its own. */
  static Map<String, String> settings() {
    Map<Keyspace, DatabaseConfig> given = TestDatabase.emptiedForWholeSystem();
    Map<String, String> settings = new HashMap<>();
    if (!given.isEmpty()) {
      DatabaseConfig account = given.get(Keyspace.ACCOUNT);
      settings.put("database-url", account.jdbcUrl().replace("/account", "/{keyspace}"));
      settings.put("database-user", account.user());
      settings.put("database-password", account.password());
      settings.put("database-vtgate", VitessCluster.get().vtgate());
    }
    return settings;
  }

  /** The rows of a system on a data folder. */
  static DatabaseConfig reach(Path folder, Keyspace keyspace) {
    DatabaseConfig given = TestDatabase.wholeSystem().get(keyspace);
    return given != null ? given : EmbeddedMariaDb.reach(folder.resolve("mariadb"), keyspace);
  }
}
