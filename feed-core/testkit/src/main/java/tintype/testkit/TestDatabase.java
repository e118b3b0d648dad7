package tintype.testkit;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import tintype.platform.sql.Database;
import tintype.platform.sql.DatabaseConfig;
import tintype.platform.sql.EmbeddedMariaDb;
import tintype.platform.sql.Keyspace;

/**
 * Fresh, migrated databases for a test class, dropped after it. Use as {@code @RegisterExtension
 * static final TestDatabase db = TestDatabase.of(Keyspace.GRAPH)}.
 *
 * <p>They are of the embedded MariaDB, or of what the property {@code tintype.test.database} names:
 * {@code mysql}, {@code vtgate} or {@code vitess-jdbc}. Classes marked {@link OnEveryDatabase} are
 * run on each.
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
        folder, 0, PRIVATE_BUFFER_POOL_BYTES, SharedServer.mariaDbSoftware(), true);
  }

  /**
   * The databases of a whole system where they are not of the embedded MariaDB that it would start:
   * the keyspaces of Vitess, which one system at a time can have.
   *
   * @return how to reach each keyspace; empty where a system is to start its own
   */
  public static Map<Keyspace, DatabaseConfig> wholeSystem() {
    return ofSystem(VitessKeyspaces::reach);
  }

  /** The same, emptied. */
  public static Map<Keyspace, DatabaseConfig> emptiedForWholeSystem() {
    return ofSystem(VitessKeyspaces::take);
  }

  private static Map<Keyspace, DatabaseConfig> ofSystem(
      BiFunction<VitessKeyspaces, Keyspace, DatabaseConfig> give) {
    Map<Keyspace, DatabaseConfig> all = new EnumMap<>(Keyspace.class);
    VitessKeyspaces.chosen()
        .ifPresent(
            keyspaces -> {
              for (Keyspace keyspace : Keyspace.values()) {
                all.put(keyspace, give.apply(keyspaces, keyspace));
              }
            });
    return all;
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
    TestServer server = TestServer.get();
    for (Keyspace keyspace : keyspaces) {
      configs.put(keyspace, server.take(keyspace));
    }
  }

  @Override
  public void afterAll(ExtensionContext context) throws Exception {
    databases.values().forEach(Database::close);
    databases.clear();
    for (DatabaseConfig config : configs.values()) {
      TestServer.get().giveBack(config);
    }
    configs.clear();
  }
}
