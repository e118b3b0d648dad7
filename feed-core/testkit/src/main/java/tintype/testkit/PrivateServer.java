package tintype.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import tintype.platform.sql.DatabaseConfig;
import tintype.platform.sql.EmbeddedMariaDb;
import tintype.platform.sql.Keyspace;

/** A plain server of a test's own, which it stops, kills or starts again on the same folder. */
interface PrivateServer extends AutoCloseable {
  /** How to reach the database of a keyspace, which is made if need be; without tables. */
  DatabaseConfig database(Keyspace keyspace);

  @Override
  void close();

  /** Starts one of the kind that the build asks for, on the port that the folder had before. */
  static PrivateServer start(Path folder) {
    try {
      return TestServer.Kind.chosen() == TestServer.Kind.MYSQL
          ? MySqlServer.start(folder, true)
          : new OfMariaDb(
              EmbeddedMariaDb.start(TestDatabase.privateServer(folder), sentence -> {}));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The embedded one, which has the keyspaces' databases from the start. */
  record OfMariaDb(EmbeddedMariaDb server) implements PrivateServer {
    @Override
    public DatabaseConfig database(Keyspace keyspace) {
      return server.database(keyspace);
    }

    @Override
    public void close() {
      server.close();
    }
  }
}
