package tintype.allinone;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import tintype.platform.sql.DatabaseConfig;
import tintype.platform.sql.EmbeddedMariaDb;
import tintype.platform.sql.Keyspace;
import tintype.testkit.TestDatabase;
import tintype.testkit.VitessCluster;

/** Where a whole system under test has its rows: its own MariaDB, or the keyspaces of Vitess. */
final class SystemDatabases {
  private SystemDatabases() {}

  /** Whether there is but one set of databases, so that only one system can run at a time. */
  static boolean areOfOneSystem() {
    return !TestDatabase.wholeSystem().isEmpty();
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
