package tintype.testkit;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import tintype.platform.sql.DatabaseConfig;
import tintype.platform.sql.Keyspace;

/**
 * The keyspaces of a Vitess cluster: always the same three, emptied for each test class. So classes
 * must not run side by side there, nor two builds.
 */
record VitessKeyspaces(Function<Keyspace, DatabaseConfig> configs) implements TestServer {
  /** Of a vttablet: {@code --queryserver-config-max-result-size}. */
  private static final int MOST_ROWS_OF_A_STATEMENT = 10_000;

  /** The ones by the driver that the build asks for; empty where it asks for a plain server. */
  static Optional<VitessKeyspaces> chosen() {
    VitessCluster cluster = VitessCluster.get();
    return switch (Kind.chosen()) {
      case VTGATE -> Optional.of(new VitessKeyspaces(cluster::byMysqlProtocol));
      case VITESS_JDBC -> Optional.of(new VitessKeyspaces(cluster::byVitessJdbc));
      case MARIADB, MYSQL -> Optional.empty();
    };
  }

  DatabaseConfig reach(Keyspace keyspace) {
    return configs.apply(keyspace);
  }

  @Override
  public DatabaseConfig take(Keyspace keyspace) {
    empty(keyspace);
    return reach(keyspace);
  }

  @Override
  public void giveBack(DatabaseConfig config) {
    // It is emptied when it is next taken, so that what a failed test left can be looked at.
  }

  /**
   * Deletes all rows, shard by shard. A TRUNCATE would take long, and as a change of the schema
   * make vtgate forget all its plans.
   */
  private static void empty(Keyspace keyspace) {
    DatabaseConfig config = VitessCluster.get().byMysqlProtocol(keyspace);
    Jdbi all = Jdbi.create(config.jdbcUrl(), config.user(), config.password());
    List<String> shards =
        all.withHandle(
            handle ->
                handle
                    .createQuery("SHOW VITESS_SHARDS LIKE '" + keyspace.lowerName() + "/%'")
                    .mapTo(String.class)
                    .list());
    for (String shard : shards) {
      String target = shard.replace('/', ':');
      String url = config.jdbcUrl().replace("/" + keyspace.lowerName() + "?", "/" + target + "?");
      Jdbi.create(url, config.user(), config.password())
          .useHandle(
              handle ->
                  handle.createQuery("SHOW TABLES").mapTo(String.class).list().stream()
                      .filter(table -> !table.equals("schema_version"))
                      .forEach(table -> empty(handle, table)));
    }
  }

  private static void empty(Handle handle, String table) {
    int deleted;
    do {
      deleted = handle.execute("DELETE FROM " + table + " LIMIT " + MOST_ROWS_OF_A_STATEMENT);
    } while (deleted == MOST_ROWS_OF_A_STATEMENT);
  }
}
