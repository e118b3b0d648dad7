package tintype.testkit;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import tintype.platform.sql.DatabaseConfig;
import tintype.platform.sql.Keyspace;

/**
 * A MySQL server on a folder, with the settings that an installation would have. Its program is not
 * of a jar: {@code feed-core/testkit/vitess/cluster fetch-mysql} gets it.
 */
final class MySqlServer implements PrivateServer {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String USER = "tintype";
  private static final String PASSWORD = "a password of tests";

  /** Only what services, consumers of the log and these tests need. */
  private static final String USER_SQL =
      "CREATE USER IF NOT EXISTS '%1$s'@'127.0.0.1' IDENTIFIED BY '%2$s';".formatted(USER, PASSWORD)
          + " GRANT SELECT, INSERT, UPDATE, DELETE, CREATE, DROP, ALTER, INDEX, REFERENCES,"
          + " REPLICATION SLAVE, REPLICATION CLIENT, RELOAD, SHOW DATABASES ON *.* TO '%s'@'127.0.0.1';"
              .formatted(USER);

  private final Process process;
  private final DatabaseConfig server;

  private MySqlServer(Process process, DatabaseConfig server) {
    this.process = process;
    this.server = server;
  }

  /** The program, where it is to be had. */
  static Optional<Path> program() {
    return Optional.of(software().resolve("mysql/sbin/mysqld")).filter(Files::isExecutable);
  }

  /** How to get the program, in one sentence for people. */
  static String howToGetIt() {
    return "no mysqld of MySQL in "
        + software()
        + "/mysql: \"feed-core/testkit/vitess/cluster fetch-mysql\" gets it";
  }

  /**
   * Starts a server and waits until it answers; takes about 2 s, and 3 s more on an empty folder.
   *
   * @param durable whether a commit is forced to disk
   */
  static MySqlServer start(Path folder, boolean durable) throws IOException {
    Files.createDirectories(folder);
    Path data = folder.resolve("data");
    if (!Files.exists(folder.resolve("made"))) {
      int code = await(run(folder, arguments(folder, durable, "--initialize-insecure")));
      if (code != 0) {
        throw new IOException("mysqld makes no data in " + data + ": see " + folder.resolve("log"));
      }
      Files.writeString(folder.resolve("made"), "");
    }
    Path user = Files.writeString(folder.resolve("user.sql"), USER_SQL);
    int port = choosePort(folder.resolve("port"));
    Process process =
        run(folder, arguments(folder, durable, "--port=" + port, "--init-file=" + user));
    // TLS would do too; without it the password travels under the server's RSA key.
    DatabaseConfig server =
        DatabaseConfig.of(
            "jdbc:mysql://127.0.0.1:"
                + port
                + "/?sslMode=DISABLED&allowPublicKeyRetrieval=true&connectTimeout=2000",
            USER,
            PASSWORD);
    MySqlServer started = new MySqlServer(process, server);
    Eventually.await(PATIENCE, () -> started.answers() || !process.isAlive());
    if (!process.isAlive()) {
      throw new IOException("mysqld does not start: see " + folder.resolve("log"));
    }
    return started;
  }

  /** How to reach the server itself. */
  DatabaseConfig server() {
    return server;
  }

  @Override
  public DatabaseConfig database(Keyspace keyspace) {
    String name = keyspace.lowerName();
    try (Connection connection =
            DriverManager.getConnection(server.jdbcUrl(), server.user(), server.password());
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE DATABASE IF NOT EXISTS " + name);
    } catch (SQLException e) {
      throw new IllegalStateException("database " + name + " cannot be made", e);
    }
    return DatabaseConfig.of(
        server.jdbcUrl().replace("/?", "/" + name + "?"), server.user(), server.password());
  }

  long pid() {
    return process.pid();
  }

  /** Stops it gracefully and waits. */
  @Override
  public void close() {
    process.destroy();
    await(process);
  }

  private boolean answers() {
    try (var connection =
        DriverManager.getConnection(server.jdbcUrl(), server.user(), server.password())) {
      return connection.isValid(1);
    } catch (SQLException e) {
      return false;
    }
  }

  private static List<String> arguments(Path folder, boolean durable, String... more) {
    List<String> arguments = new ArrayList<>();
    arguments.add(program().orElseThrow(() -> new IllegalStateException(howToGetIt())).toString());
    arguments.add("--no-defaults");
    arguments.add("--datadir=" + folder.resolve("data"));
    // Relative to the data: the whole path may be 107 bytes long at most.
    arguments.add("--socket=mysql.sock");
    arguments.add("--pid-file=" + folder.resolve("pid"));
    arguments.add("--bind-address=127.0.0.1");
    arguments.add("--mysqlx=OFF");
    arguments.add("--secure-file-priv=NULL");
    // Its queues are few on one machine, and a server that gets none waits without a word.
    arguments.add("--innodb-use-native-aio=OFF");
    arguments.add("--skip-name-resolve");
    arguments.add("--max-connections=400");
    arguments.add("--max-allowed-packet=64M");
    arguments.add("--character-set-server=utf8mb4");
    arguments.add("--collation-server=utf8mb4_bin");
    arguments.add("--default-time-zone=+00:00");
    arguments.add("--transaction-isolation=READ-COMMITTED");
    arguments.add("--innodb-lock-wait-timeout=10");
    arguments.add("--innodb-redo-log-capacity=32M");
    arguments.add("--performance-schema=OFF");
    arguments.add("--gtid-mode=ON");
    arguments.add("--enforce-gtid-consistency=ON");
    arguments.add("--sync-binlog=" + (durable ? 1 : 0));
    arguments.add("--innodb-flush-log-at-trx-commit=" + (durable ? 1 : 0));
    if ("root".equals(System.getProperty("user.name"))) {
      // Run by root it refuses to start unless told that this is meant.
      arguments.add("--user=root");
    }
    arguments.addAll(List.of(more));
    return arguments;
  }

  private static Process run(Path folder, List<String> command) throws IOException {
    return new ProcessBuilder(command)
        .directory(folder.toFile())
        .redirectInput(new File("/dev/null"))
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("log").toFile()))
        .start();
  }

  private static int await(Process process) {
    try {
      if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
      return process.exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for mysqld", e);
    }
  }

  /** The one used last, so that pools find the server again; the first time any. */
  private static int choosePort(Path last) throws IOException {
    if (Files.exists(last)) {
      return Integer.parseInt(Files.readString(last));
    }
    try (ServerSocket any = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Files.writeString(last, Integer.toString(any.getLocalPort()));
      return any.getLocalPort();
    }
  }

  /** As the cluster's script has it. */
  private static Path software() {
    String software = System.getenv("VITESS_CLUSTER_SOFTWARE");
    if (software != null) {
      return Path.of(software);
    }
    String home = System.getenv("VITESS_CLUSTER_HOME");
    return (home != null
            ? Path.of(home)
            : CheckoutRoot.find().resolve("feed-core/testkit/vitess/.cluster"))
        .resolve("software");
  }
}
