package tintype.testkit;

import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.Reader;
import java.io.Writer;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tintype.platform.sql.DatabaseConfig;
import tintype.platform.sql.EmbeddedMariaDb;
import tintype.platform.sql.Keyspace;
import tintype.platform.sql.Migrations;

/**
 * A server that all test JVMs of a checkout share. The first one starts it and leaves it running; a
 * watchdog stops it when the last build that registered is gone. Names of databases are unique, so
 * classes and builds may run side by side.
 */
final class SharedServer implements TestServer {
  private static final Logger log = LoggerFactory.getLogger(SharedServer.class);
  private static final long BUFFER_POOL_BYTES = 128L << 20;
  private static SharedServer mariaDb;
  private static SharedServer mySql;

  /** Starts a server on a folder and leaves it running. */
  private interface Starter {
    Started start(Path folder) throws IOException;
  }

  /**
   * @param resetLog the statement that drops the server's log
   */
  private record Started(DatabaseConfig config, long pid, String resetLog) {}

  private final Path folder;
  private final DatabaseConfig server;

  private SharedServer(String name, Starter starter) throws IOException, SQLException {
    this.folder = folder(name);
    this.server = find(starter);
  }

  static synchronized SharedServer mariaDb() throws IOException, SQLException {
    if (mariaDb == null) {
      mariaDb = new SharedServer("test-mariadb", SharedServer::startMariaDb);
    }
    mariaDb.registerUser();
    return mariaDb;
  }

  static synchronized SharedServer mySql() throws IOException, SQLException {
    if (mySql == null) {
      mySql = new SharedServer("test-mysql", SharedServer::startMySql);
    }
    mySql.registerUser();
    return mySql;
  }

  static Path mariaDbSoftware() {
    return folder("test-mariadb").resolve("software");
  }

  @Override
  public DatabaseConfig take(Keyspace keyspace) throws SQLException {
    String unique = UUID.randomUUID().toString().replace("-", "").substring(0, 12);
    String name = "t" + unique + "_" + keyspace.lowerName();
    execute("CREATE DATABASE " + name);
    DatabaseConfig config =
        DatabaseConfig.of(
            server.jdbcUrl().replace("/?", "/" + name + "?"), server.user(), server.password());
    Migrations.apply(config, keyspace);
    return config;
  }

  @Override
  public void giveBack(DatabaseConfig config) throws SQLException {
    String url = config.jdbcUrl();
    execute("DROP DATABASE " + url.substring(url.lastIndexOf('/') + 1, url.indexOf('?')));
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = connect(server);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @SuppressWarnings("try") // the lock is held, not used
  private DatabaseConfig find(Starter starter) throws IOException, SQLException {
    Files.createDirectories(folder);
    // Registered before it looks, so that the watchdog sees this user or this user sees no server.
    registerUser();
    try (RandomAccessFile file = new RandomAccessFile(folder.resolve("lock").toFile(), "rw");
        FileLock lock = file.getChannel().lock()) {
      DatabaseConfig running = running();
      return running != null ? running : start(starter);
    }
  }

  private DatabaseConfig running() throws IOException {
    if (!Files.exists(connectionFile())) {
      return null;
    }
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(connectionFile())) {
      properties.load(reader);
    }
    DatabaseConfig config =
        DatabaseConfig.of(
            properties.getProperty("url", ""),
            properties.getProperty("user", ""),
            properties.getProperty("password", ""));
    try (Connection connection = connect(config)) {
      return connection.isValid(1) ? config : null;
    } catch (SQLException e) {
      log.atDebug().setCause(e).log("The test server is gone");
      return null;
    }
  }

  private static Started startMariaDb(Path folder) {
    EmbeddedMariaDb server =
        EmbeddedMariaDb.start(
            new EmbeddedMariaDb.Config(
                folder.resolve("server"), 0, BUFFER_POOL_BYTES, mariaDbSoftware(), false),
            sentence -> log.info(sentence));
    server.detach();
    return new Started(server.database(""), server.pid(), "RESET MASTER");
  }

  @SuppressWarnings("resource") // the server outlives this JVM
  private static Started startMySql(Path folder) throws IOException {
    MySqlServer server = MySqlServer.start(folder.resolve("server"), false);
    return new Started(server.server(), server.pid(), "RESET BINARY LOGS AND GTIDS");
  }

  private DatabaseConfig start(Starter starter) throws IOException, SQLException {
    Started started = starter.start(folder);
    DatabaseConfig config = started.config();
    dropLeftOvers(started);
    Properties properties = new Properties();
    properties.setProperty("url", config.jdbcUrl());
    properties.setProperty("user", config.user());
    properties.setProperty("password", config.password());
    try (Writer writer = Files.newBufferedWriter(connectionFile())) {
      properties.store(writer, null);
    }
    startWatchdog(started.pid());
    return config;
  }

  /** Databases and logs of builds that were killed. */
  private static void dropLeftOvers(Started started) throws SQLException {
    try (Connection connection = connect(started.config());
        Statement statement = connection.createStatement()) {
      List<String> names = new ArrayList<>();
      try (ResultSet rows = statement.executeQuery("SHOW DATABASES LIKE 't%\\_%'")) {
        while (rows.next()) {
          names.add(rows.getString(1));
        }
      }
      for (String name : names) {
        statement.execute("DROP DATABASE " + name);
      }
      statement.execute(started.resetLog());
    }
  }

  private void startWatchdog(long serverPid) throws IOException {
    Path script = folder.resolve("watchdog.sh");
    try (var in = SharedServer.class.getResourceAsStream("watchdog.sh")) {
      Files.write(script, in.readAllBytes());
    }
    new ProcessBuilder("sh", script.toString(), Long.toString(serverPid))
        .directory(folder.toFile())
        .redirectInput(new File("/dev/null"))
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  /** The build counts as the user, not its test JVM: the server is to serve all its modules. */
  private void registerUser() throws IOException {
    Path users = Files.createDirectories(folder.resolve("users"));
    Path user = users.resolve(Long.toString(nearestJava(ProcessHandle.current()).pid()));
    if (Files.exists(user)) {
      Files.setLastModifiedTime(user, FileTime.from(Instant.now()));
    } else {
      Files.createFile(user);
    }
  }

  /** Maven starts test JVMs through a shell; run by hand, a JVM has no other one above it. */
  private static ProcessHandle nearestJava(ProcessHandle self) {
    for (var parent = self.parent(); parent.isPresent(); parent = parent.get().parent()) {
      if (parent.get().info().command().orElse("").endsWith("/java")) {
        return parent.get();
      }
    }
    return self;
  }

  private static Connection connect(DatabaseConfig config) throws SQLException {
    return DriverManager.getConnection(
        config.jdbcUrl() + "&connectTimeout=2000", config.user(), config.password());
  }

  private Path connectionFile() {
    return folder.resolve("connection.properties");
  }

  private static Path folder(String name) {
    return CheckoutRoot.find().resolve("target").resolve(name);
  }
}
