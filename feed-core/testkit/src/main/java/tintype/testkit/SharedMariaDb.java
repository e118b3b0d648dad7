package tintype.testkit;

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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tintype.platform.sql.DatabaseConfig;
import tintype.platform.sql.EmbeddedMariaDb;

/**
 * The server that all test JVMs of a checkout share. The first one starts it and leaves it running;
 * a watchdog stops it when the last build that registered is gone.
 */
final class SharedMariaDb {
  private static final Logger log = LoggerFactory.getLogger(SharedMariaDb.class);
  private static final long BUFFER_POOL_BYTES = 128L << 20;
  private static SharedMariaDb instance;

  private final DatabaseConfig server;

  private SharedMariaDb(DatabaseConfig server) {
    this.server = server;
  }

  /** The server, started if need be. */
  static synchronized SharedMariaDb get() throws IOException, SQLException {
    if (instance == null) {
      instance = find();
    }
    registerUser();
    return instance;
  }

  static Path softwareFolder() {
    return folder().resolve("software");
  }

  static String nameOf(DatabaseConfig config) {
    String url = config.jdbcUrl();
    return url.substring(url.lastIndexOf('/') + 1, url.indexOf('?'));
  }

  DatabaseConfig database(String name) {
    return DatabaseConfig.of(
        server.jdbcUrl().replace("/?", "/" + name + "?"), server.user(), server.password());
  }

  void execute(String sql) throws SQLException {
    try (Connection connection = connect(server);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @SuppressWarnings("try") // the lock is held, not used
  private static SharedMariaDb find() throws IOException, SQLException {
    Files.createDirectories(folder());
    // Registered before it looks, so that the watchdog sees this user or this user sees no server.
    registerUser();
    try (RandomAccessFile file = new RandomAccessFile(folder().resolve("lock").toFile(), "rw");
        FileLock lock = file.getChannel().lock()) {
      DatabaseConfig running = running();
      return new SharedMariaDb(running != null ? running : start());
    }
  }

  private static DatabaseConfig running() throws IOException {
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

  private static DatabaseConfig start() throws IOException, SQLException {
    EmbeddedMariaDb server =
        EmbeddedMariaDb.start(
            new EmbeddedMariaDb.Config(
                folder().resolve("server"), 0, BUFFER_POOL_BYTES, softwareFolder(), false),
            sentence -> log.info(sentence));
    DatabaseConfig config = server.database("");
    dropLeftOvers(config);
    Properties properties = new Properties();
    properties.setProperty("url", config.jdbcUrl());
    properties.setProperty("user", config.user());
    properties.setProperty("password", config.password());
    try (Writer writer = Files.newBufferedWriter(connectionFile())) {
      properties.store(writer, null);
    }
    startWatchdog(server.pid());
    server.detach();
    return config;
  }

  /** Databases and logs of builds that were killed. */
  private static void dropLeftOvers(DatabaseConfig config) throws SQLException {
    try (Connection connection = connect(config);
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
      statement.execute("RESET MASTER");
    }
  }

  private static void startWatchdog(long serverPid) throws IOException {
    Path script = folder().resolve("watchdog.sh");
    try (var in = SharedMariaDb.class.getResourceAsStream("watchdog.sh")) {
      Files.write(script, in.readAllBytes());
    }
    new ProcessBuilder("sh", script.toString(), Long.toString(serverPid))
        .directory(folder().toFile())
        .redirectInput(new java.io.File("/dev/null"))
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  /** The build counts as the user, not its test JVM: the server is to serve all its modules. */
  private static void registerUser() throws IOException {
    Path users = Files.createDirectories(folder().resolve("users"));
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

  private static Path connectionFile() {
    return folder().resolve("connection.properties");
  }

  private static Path folder() {
    return CheckoutRoot.find().resolve("target").resolve("test-mariadb");
  }
}
