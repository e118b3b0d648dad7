package tintype.testkit;

import java.io.IOException;
import java.sql.SQLException;
import java.util.Optional;
import tintype.platform.sql.DatabaseConfig;
import tintype.platform.sql.Keyspace;

/** Where tests get their databases; which one is said by the property {@value #PROPERTY}. */
interface TestServer {
  String PROPERTY = "tintype.test.database";

  /** An empty database of a keyspace, with its tables. */
  DatabaseConfig take(Keyspace keyspace) throws IOException, SQLException;

  /** Takes back what {@link #take} gave. */
  void giveBack(DatabaseConfig config) throws IOException, SQLException;

  /** Which one the build asks for. */
  enum Kind {
    MARIADB,
    MYSQL,
    /** Vitess by Connector/J. */
    VTGATE,
    /** Vitess by its own driver. */
    VITESS_JDBC;

    static Kind chosen() {
      String name = System.getProperty(PROPERTY, "mariadb");
      return switch (name) {
        case "mariadb" -> MARIADB;
        case "mysql" -> MYSQL;
        case "vtgate" -> VTGATE;
        case "vitess-jdbc" -> VITESS_JDBC;
        default ->
            throw new IllegalArgumentException(
                PROPERTY + ": " + name + " (expected: mariadb, mysql, vtgate or vitess-jdbc)");
      };
    }

    /** Why there is none, in one sentence; empty where there is one. */
    Optional<String> missing() {
      return this == MYSQL && MySqlServer.program().isEmpty()
          ? Optional.of(MySqlServer.howToGetIt())
          : Optional.empty();
    }
  }

  /** The server that the build asks for, started if need be. */
  static TestServer get() throws IOException, SQLException {
    return switch (Kind.chosen()) {
      case MARIADB -> SharedServer.mariaDb();
      case MYSQL -> SharedServer.mySql();
      case VTGATE, VITESS_JDBC -> VitessKeyspaces.chosen().orElseThrow();
    };
  }
}
