package tintype.testkit;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import tintype.platform.sql.Database;
import tintype.platform.sql.DatabaseConfig;
import tintype.platform.sql.EmbeddedMariaDb;
import tintype.platform.sql.Keyspace;
import tintype.platform.sql.Migrations;

/**
 * Fresh, migrated databases for a test class, dropped after it. Use as {@code @RegisterExtension
 * static final TestDatabase db = TestDatabase.of(Keyspace.GRAPH)}.
 *
 * <p>All test JVMs of one checkout share one server below its root's {@code target}; the databases'
 * names are unique, so classes and builds may run side by side.
 */
public final class TestDatabase implements BeforeAllCallback, AfterAllCallback {
  private static final long PRIVATE_BUFFER_POOL_BYTES = 32L << 20;

  private final Set<Keyspace> keyspaces;
  private final Map<Keyspace, DatabaseConfig> configs = new EnumMap<>(Keyspace.class);
  private final Map<Keyspace, Database> databases = new EnumMap<>(Keyspace.class);

  private TestDatabase(Set<Keyspace> keyspaces) {
    this.keyspaces = keyspaces;
  }

  public static TestDatabase of(Keyspace... keyspaces) {
    return new TestDatabase(EnumSet.copyOf(List.of(keyspaces)));
  }

  /**
   * Settings of a server of a test's own, for tests that stop or kill it. Its program is unpacked
   * once for all tests.
   */
  public static EmbeddedMariaDb.Config privateServer(Path folder) {
    return new EmbeddedMariaDb.Config(
        folder, 0, PRIVATE_BUFFER_POOL_BYTES, SharedMariaDb.softwareFolder(), true);
  }

  /** How to reach the database of a keyspace that was asked for. */
  public DatabaseConfig config(Keyspace keyspace) {
    DatabaseConfig config = configs.get(keyspace);
    if (config == null) {
      throw new IllegalArgumentException(
          "keyspace: " + keyspace + " (expected: one of " + configs.keySet() + ", after setup)");
    }
    return config;
  }

  /** An open pool for it, closed after the test class. */
  public synchronized Database database(Keyspace keyspace) {
    return databases.computeIfAbsent(
        keyspace, key -> Database.open(key, config(key), new SimpleMeterRegistry()));
  }

  @Override
  public void beforeAll(ExtensionContext context) throws Exception {
    SharedMariaDb server = SharedMariaDb.get();
    String prefix = "t" + UUID.randomUUID().toString().replace("-", "").substring(0, 12);
    for (Keyspace keyspace : keyspaces) {
      String name = prefix + "_" + keyspace.lowerName();
      server.execute("CREATE DATABASE " + name);
      configs.put(keyspace, server.database(name));
      Migrations.apply(configs.get(keyspace), keyspace);
    }
  }

  @Override
  public void afterAll(ExtensionContext context) throws Exception {
    databases.values().forEach(Database::close);
    databases.clear();
    for (DatabaseConfig config : configs.values()) {
      SharedMariaDb.get().execute("DROP DATABASE " + SharedMariaDb.nameOf(config));
    }
    configs.clear();
  }
}
