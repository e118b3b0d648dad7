package tintype.allinone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tintype.account.AccountMain;
import tintype.edge.EdgeMain;
import tintype.edge.EdgeProcess;
import tintype.feed.FeedMain;
import tintype.feed.v1.FeedServiceGrpc;
import tintype.feed.v1.ListHomePostsRequest;
import tintype.feed.v1.ListHomePostsResponse;
import tintype.graph.GraphMain;
import tintype.graph.v1.GraphServiceGrpc;
import tintype.graph.v1.ListFollowersRequest;
import tintype.media.MediaMain;
import tintype.media.v1.Post;
import tintype.platform.config.Config;
import tintype.platform.config.ConfigException;
import tintype.platform.server.ServiceProcess;
import tintype.platform.sql.DatabaseConfig;
import tintype.platform.sql.EmbeddedMariaDb;
import tintype.platform.sql.Keyspace;
import tintype.testkit.Eventually;

/**
 * The mains of the services and of the edge, which know each other by TCP addresses alone, over a
 * database that none of them has started.
 */
class ProcessesIT {
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final List<String> SERVICES = List.of("account", "graph", "media", "feed");

  private static final Deque<AutoCloseable> running = new ArrayDeque<>();
  private static final Map<String, ServiceProcess> services = new HashMap<>();
  private static final Map<String, Integer> ports = new HashMap<>();
  private static Path folder;
  private static EmbeddedMariaDb database;
  private static EdgeProcess edge;

  @BeforeAll
  static void startAll() throws IOException {
    folder = TestFolders.make();
    database =
        keep(
            EmbeddedMariaDb.start(
                EmbeddedMariaDb.Config.in(folder.resolve("mariadb")), sentence -> {}));
    for (String service : SERVICES) {
      ports.put(service + "-port", freePort());
    }
    services.put("account", keep(AccountMain.start(settings("account"))));
    services.put("graph", keep(GraphMain.start(settings("graph"))));
    services.put("media", keep(MediaMain.start(settings("media"))));
    services.put("feed", keep(FeedMain.start(settings("feed"))));
    edge = keep(EdgeMain.start(settings("http")));
    Eventually.awaitPass(
        SOON, () -> services.values().forEach(service -> assertThat(service.notReady()).isEmpty()));
  }

  @AfterAll
  static void stopAll() throws Exception {
    while (!running.isEmpty()) {
      running.pop().close();
    }
    TestFolders.delete(folder);
  }

  @Test
  void aPostIsReadInTheFeedOfAFollowerOverHttp() throws IOException {
    try (HttpCalls calls = new HttpCalls(edge.port())) {
      tellTheStory(calls);
    }
  }

  @Test
  void aPostIsReadInTheFeedOfAFollowerOverGrpc() {
    try (GrpcCalls calls = new GrpcCalls(ports)) {
      tellTheStory(calls);
    }
  }

  @Test
  void eachProcessSaysThatItIsReadyAndCountsItsOwnCalls() throws Exception {
    try (HttpCalls calls = new HttpCalls(edge.port())) {
      Person.register(calls);
    }
    for (String service : SERVICES) {
      assertThat(get(services.get(service).adminPort(), "/health")).isEqualTo("ready\n");
    }
    assertThat(get(edge.adminPort(), "/health")).isEqualTo("ready\n");
    assertThat(get(edge.adminPort(), "/metrics")).contains("http_server_requests_seconds_count");
    assertThat(get(services.get("account").adminPort(), "/metrics"))
        .contains("rpc=\"Register\"")
        .doesNotContain("http_server_requests");
  }

  @Test
  void aSettingThatIsNotKnownStopsTheStart() {
    Config config = settings("graph").with(Map.of("graph-port", "0", "grpah-port", "7"));

    assertThatThrownBy(() -> GraphMain.start(config))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith("unknown setting: grpah-port");
  }

  private static void tellTheStory(Calls calls) {
    Person ana = Person.register(calls);
    Person ben = Person.register(calls);
    ben.follow(ana);
    byte[] picture = Pictures.jpeg(64, 48, 7);
    Post post = ana.post("First light", ana.upload(picture));

    Eventually.awaitPass(SOON, () -> assertThat(feedOf(ben)).containsExactly(post));
    Eventually.awaitPass(SOON, () -> assertThat(followersOf(ana)).isEqualTo(1));
    assertThat(calls.download(ben.token(), post.getMedia(0).getId(), "w1080").bytes()).isNotEmpty();
  }

  private static List<Post> feedOf(Person reader) {
    ListHomePostsResponse page =
        reader.call(
            FeedServiceGrpc.getListHomePostsMethod(), ListHomePostsRequest.getDefaultInstance());
    return page.getPostsList();
  }

  private static int followersOf(Person person) {
    var request = ListFollowersRequest.newBuilder().setAccountId(person.id()).build();
    return person.call(GraphServiceGrpc.getListFollowersMethod(), request).getAccountsCount();
  }

  /** Of one process: whatever it shares with the others comes by the data folder's keys. */
  private static Config settings(String process) {
    DatabaseConfig any = database.database(Keyspace.ACCOUNT);
    Map<String, String> settings = new HashMap<>();
    settings.put("data-dir", folder.toString());
    settings.put("database-url", any.jdbcUrl().replace("/account?", "/{keyspace}?"));
    settings.put("database-user", any.user());
    settings.put("database-password", any.password());
    settings.put("admin-port", "0");
    settings.put(process + "-port", Integer.toString(ports.getOrDefault(process + "-port", 0)));
    SERVICES.forEach(
        name -> settings.put(name + "-address", "tcp://127.0.0.1:" + ports.get(name + "-port")));
    if (process.equals("feed")) {
      settings.put("feed-engine-memory", "256MiB");
    }
    return Config.of(settings);
  }

  private static int freePort() throws IOException {
    try (ServerSocket any = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return any.getLocalPort();
    }
  }

  private static String get(int port, String path) throws IOException, InterruptedException {
    URI uri = URI.create("http://127.0.0.1:" + port + path);
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString()).body();
    }
  }

  private static <P extends AutoCloseable> P keep(P part) {
    running.push(part);
    return part;
  }
}
