package tintype.benchmarks;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.EnumMap;
import java.util.Map;
import tintype.platform.server.DatabasesConfig;
import tintype.platform.sql.Database;
import tintype.platform.sql.Keyspace;
import tintype.platform.sql.Migrations;

/** The three keyspaces by one way of reaching them, with the pools and settings of services. */
final class Databases implements AutoCloseable {
  private final String name;
  private final Map<Keyspace, Database> databases = new EnumMap<>(Keyspace.class);

  private Databases(String name) {
    this.name = name;
  }

  /** Brings the schemas up to date, or on Vitess compares them. */
  static Databases open(String name, DatabasesConfig config) {
    Databases opened = new Databases(name);
    config
        .all()
        .forEach(
            (keyspace, database) -> {
              Migrations.apply(database, keyspace);
              opened.databases.put(
                  keyspace, Database.open(keyspace, database, new SimpleMeterRegistry()));
            });
    return opened;
  }

  String name() {
    return name;
  }

  Database of(Keyspace keyspace) {
    return databases.get(keyspace);
  }

  @Override
  public void close() {
    databases.values().forEach(Database::close);
  }
}
