package tintype.allinone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tintype.account.AccountMain;
import tintype.edge.EdgeMain;
import tintype.feed.FeedMain;
import tintype.graph.GraphMain;
import tintype.media.MediaMain;
import tintype.platform.auth.AuthInterceptor;
import tintype.platform.auth.Credentials;
import tintype.platform.auth.TokenSigner;
import tintype.platform.auth.TrustFile;
import tintype.platform.config.Config;
import tintype.platform.server.RunningProcess;
import tintype.platform.sql.DatabaseConfig;
import tintype.platform.sql.EmbeddedMariaDb;
import tintype.platform.sql.Keyspace;

/**
 * The five mains, each started and stopped by itself in this JVM. They know each other by TCP
 * addresses alone, and share a database that none of them has started.
 */
final class Mains implements AutoCloseable {
  static final List<String> ALL = List.of("account", "graph", "media", "feed", "edge");

  private static final Path SOFTWARE = Path.of("target", "mariadb-software").toAbsolutePath();

  private final Path folder = TestFolders.make();
  private final Map<String, Integer> ports = new HashMap<>();
  private final Map<String, RunningProcess> running = new LinkedHashMap<>();
  private final Map<String, String> more;
  private DatabaseConfig login;
  private EmbeddedMariaDb database;
  private Map<String, String> given;

  Mains() {
    this(Map.of());
  }

  /**
   * @param more settings of each of them
   */
  Mains(Map<String, String> more) {
    this.more = more;
    startDatabase();
    writeTrustFile();
    for (String name : ALL) {
      ports.put(name, freePort());
      ports.put(name + "-admin", freePort());
    }
  }

  /** Of all of them: the database, the pictures, and a folder for each. */
  Path folder() {
    return folder;
  }

  /** Signs as a process does, or as {@code tools}. */
  TokenSigner signer(String name) {
    return new TokenSigner(name, credentials(name).keyPair(name).getPrivate(), Clock.systemUTC());
  }

  EmbeddedMariaDb database() {
    return database;
  }

  void startDatabase() {
    given = SystemDatabases.settings();
    if (!given.isEmpty()) {
      return;
    }
    var defaults = EmbeddedMariaDb.Config.in(folder.resolve("mariadb"));
    database =
        EmbeddedMariaDb.start(
            new EmbeddedMariaDb.Config(
                defaults.folder(), defaults.port(), 64L << 20, SOFTWARE, false),
            sentence -> {});
    login = database.database(Keyspace.ACCOUNT);
  }

  void stopDatabase() {
    database.close();
  }

  /** Starts one; returns at once, also where it has to wait. */
  void start(String name) {
    Config config = Config.of(settings(name));
    try {
      running.put(
          name,
          switch (name) {
            case "account" -> AccountMain.start(config);
            case "graph" -> GraphMain.start(config);
            case "media" -> MediaMain.start(config);
            case "feed" -> FeedMain.start(config);
            default -> EdgeMain.start(config);
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void stop(String name) {
    running.remove(name).close();
  }

  RunningProcess process(String name) {
    return running.get(name);
  }

  /** Where it answers calls. */
  int port(String name) {
    return ports.get(name);
  }

  /** As the settings of the whole name them, such as {@code http-port}. */
  Map<String, Integer> ports() {
    Map<String, Integer> named = new HashMap<>();
    ALL.forEach(name -> named.put(portSetting(name), ports.get(name)));
    named.put("admin-port", ports.get("edge-admin"));
    return named;
  }

  /** What a process tells on its admin port. */
  String admin(String name, String path) throws IOException, InterruptedException {
    URI uri = URI.create("http://127.0.0.1:" + ports.get(name + "-admin") + path);
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString()).body();
    }
  }

  String health(String name) throws IOException, InterruptedException {
    return admin(name, "/health");
  }

  /** Of one process: it has a key of its own, and knows the others' by the trust file. */
  Map<String, String> settings(String name) {
    Map<String, String> settings = new HashMap<>();
    settings.put("data-dir", folder.resolve(name).toString());
    settings.put("trust-file", trustFile().toString());
    settings.putAll(given.isEmpty() ? ownDatabase() : given);
    settings.put("admin-port", Integer.toString(ports.get(name + "-admin")));
    settings.put(portSetting(name), Integer.toString(ports.get(name)));
    ALL.stream()
        .filter(other -> !other.equals("edge"))
        .forEach(other -> settings.put(other + "-address", "tcp://127.0.0.1:" + ports.get(other)));
    if (name.equals("feed")) {
      settings.put("feed-engine-memory", "256MiB");
      settings.put("feed-retry-pause", "20ms");
    } else if (name.equals("media")) {
      settings.put("media-folder", folder.resolve("blobs").toString());
    }
    settings.putAll(more);
    return settings;
  }

  private Map<String, String> ownDatabase() {
    return Map.of(
        "database-url", login.jdbcUrl().replace("/account?", "/{keyspace}?"),
        "database-user", login.user(),
        "database-password", login.password());
  }

  /** Stops what runs, the edge first; the folder stays. */
  @Override
  public void close() {
    ALL.reversed().stream().filter(running::containsKey).forEach(this::stop);
    if (database != null) {
      database.close();
    }
  }

  private void writeTrustFile() {
    List<String> lines =
        Stream.concat(ALL.stream(), Stream.of(AuthInterceptor.TOOLS))
            .map(name -> TrustFile.line(name, credentials(name).keyPair(name).getPublic()))
            .toList();
    try {
      Files.write(trustFile(), lines);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path trustFile() {
    return folder.resolve("trust.properties");
  }

  private Credentials credentials(String name) {
    return new Credentials(folder.resolve(name).resolve("credentials"));
  }

  private static String portSetting(String name) {
    return (name.equals("edge") ? "http" : name) + "-port";
  }

  private static int freePort() {
    try (ServerSocket any = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return any.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
