package tintype.platform.sql;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A MariaDB server from a jar, with its data in one folder: no installation, no root, no Docker.
 *
 * <p>The server outlives a killed JVM. The next start on the folder goes on with it if it is
 * healthy and has the same settings, and stops it otherwise.
 */
public final class EmbeddedMariaDb implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(EmbeddedMariaDb.class);
  private static final String USER = "root";

  /** Hears what a start is doing, in sentences for a person. */
  @FunctionalInterface
  public interface ProgressListener {
    void step(String sentence);
  }

  /**
   * What to run.
   *
   * @param folder gets data, log, password and process id; made if absent
   * @param port on 127.0.0.1; 0 for the one used last or any free one
   * @param bufferPoolBytes memory for InnoDB's pages
   * @param software where the program is unpacked to; may be shared
   * @param durable whether a commit is forced to disk; only tests say no
   */
  public record Config(
      Path folder, int port, long bufferPoolBytes, Path software, boolean durable) {
    public static final long DEFAULT_BUFFER_POOL_BYTES = 256L << 20;

    /** Durable, any port, the program unpacked beside the data. */
    public static Config in(Path folder) {
      return new Config(folder, 0, DEFAULT_BUFFER_POOL_BYTES, folder.resolve("software"), true);
    }
  }

  private final MariaDbFolder folder;
  private final MariaDbProcess process;
  private final int port;
  private final String password;
  private boolean closed;

  private EmbeddedMariaDb(MariaDbFolder folder, MariaDbProcess process, int port, String password) {
    this.folder = folder;
    this.process = process;
    this.port = port;
    this.password = password;
  }

  /**
   * Starts a server, or adopts one, and makes the keyspaces' databases. Takes about a second, once
   * the program is unpacked.
   *
   * @throws EmbeddedDatabaseException if it cannot, with the reason in one sentence
   */
  public static EmbeddedMariaDb start(Config config, ProgressListener progress) {
    MariaDbFolder folder = MariaDbFolder.open(config.folder());
    try {
      EmbeddedMariaDb server = startIn(folder, config, progress);
      server.createDatabases();
      return server;
    } catch (IOException | SQLException e) {
      folder.close();
      throw new EmbeddedDatabaseException(
          "The database in " + folder.path() + " does not start: " + e.getMessage() + ".", e);
    } catch (RuntimeException e) {
      folder.close();
      throw e;
    }
  }

  /** How to reach a keyspace's database. */
  public DatabaseConfig database(Keyspace keyspace) {
    return database(keyspace.lowerName());
  }

  /** How to reach a database by name; an empty one for the server itself. */
  public DatabaseConfig database(String name) {
    return DatabaseConfig.of(url(port, name), USER, password);
  }

  /**
   * How another process reaches a keyspace of the server that runs on a folder.
   *
   * @throws EmbeddedDatabaseException if the folder does not say, or its secrets cannot be read
   */
  public static DatabaseConfig reach(Path folder, Keyspace keyspace) {
    try {
      int port = Integer.parseInt(Files.readString(folder.resolve("port")).strip());
      String password = Files.readString(folder.resolve("root-password")).strip();
      return DatabaseConfig.of(url(port, keyspace.lowerName()), USER, password);
    } catch (IOException | NumberFormatException e) {
      throw new EmbeddedDatabaseException(
          "The database in " + folder + " cannot be reached: " + e.getMessage() + ".", e);
    }
  }

  /** The server's process. */
  public long pid() {
    return process.pid();
  }

  /** Stops the server gracefully and waits for it. */
  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      process.stop();
      folder.close();
    }
  }

  /** Leaves the server running for whoever starts on the folder next. */
  public synchronized void detach() {
    if (!closed) {
      closed = true;
      folder.close();
    }
  }

  private static EmbeddedMariaDb startIn(
      MariaDbFolder folder, Config config, ProgressListener progress) throws IOException {
    MariaDbSoftware software = MariaDbSoftware.unpackInto(config.software(), progress);
    MariaDbData data = new MariaDbData(folder, software);
    data.requireKnownVersion();
    String password = folder.password();
    Optional<EmbeddedMariaDb> adopted = adopt(folder, config, software, password, progress);
    if (adopted.isPresent()) {
      return adopted.get();
    }
    int port = choosePort(config.port(), folder);
    data.createIfAbsent(password, progress);
    progress.step("Starting MariaDB " + software.version() + " on port " + port + ".");
    MariaDbProcess process =
        MariaDbProcess.start(MariaDbArguments.server(software, folder, config, port), folder);
    EmbeddedMariaDb server = new EmbeddedMariaDb(folder, process, port, password);
    MariaDbReadiness.await(process, url(port, ""), USER, password, folder, progress);
    folder.savePort(port);
    return server;
  }

  private static Optional<EmbeddedMariaDb> adopt(
      MariaDbFolder folder,
      Config config,
      MariaDbSoftware software,
      String password,
      ProgressListener progress)
      throws IOException {
    Optional<MariaDbProcess> found = MariaDbProcess.find(folder);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    MariaDbProcess process = found.get();
    int port = (int) folder.savedPort().orElse(0);
    int wanted = config.port() == 0 ? port : config.port();
    List<String> command =
        new ArrayList<>(MariaDbArguments.server(software, folder, config, wanted));
    command.removeFirst();
    boolean sameSettings = process.arguments().equals(command);
    if (sameSettings && MariaDbReadiness.isReady(url(port, ""), USER, password)) {
      report(progress, "Went on with the MariaDB that an earlier run had left running", process);
      return Optional.of(new EmbeddedMariaDb(folder, process, port, password));
    }
    process.stop();
    report(progress, "Stopped the MariaDB that an earlier run had left running", process);
    return Optional.empty();
  }

  private static void report(ProgressListener progress, String what, MariaDbProcess process) {
    log.atInfo().addKeyValue("pid", process.pid()).log(what);
    progress.step(what + " (process " + process.pid() + ").");
  }

  private static int choosePort(int wanted, MariaDbFolder folder) throws IOException {
    if (wanted != 0) {
      if (!isFree(wanted)) {
        throw new EmbeddedDatabaseException(
            "Port "
                + wanted
                + " on 127.0.0.1, meant for the database, is in use:"
                + " stop what uses it, or choose another port.");
      }
      return wanted;
    }
    int last = (int) folder.savedPort().orElse(0);
    if (last != 0 && isFree(last)) {
      return last;
    }
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private void createDatabases() throws SQLException {
    try (Connection connection = DriverManager.getConnection(url(port, ""), USER, password);
        Statement statement = connection.createStatement()) {
      for (Keyspace keyspace : Keyspace.values()) {
        statement.execute("CREATE DATABASE IF NOT EXISTS " + keyspace.lowerName());
      }
    }
  }

  private static String url(int port, String database) {
    return "jdbc:mysql://127.0.0.1:" + port + "/" + database + "?sslMode=DISABLED";
  }
}
