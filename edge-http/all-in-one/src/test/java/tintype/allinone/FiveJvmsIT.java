package tintype.allinone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import tintype.feed.v1.FeedServiceGrpc;
import tintype.feed.v1.ListHomePostsRequest;
import tintype.media.v1.Media;
import tintype.media.v1.Post;
import tintype.testkit.Eventually;
import tintype.testkit.Pictures;

/** Each process in a JVM of its own, as its script starts it and as a signal stops it. */
@TestMethodOrder(OrderAnnotation.class)
class FiveJvmsIT {
  private static final Duration SOON = Duration.ofSeconds(20);

  private static FiveJvms system;
  private HttpCalls http;
  private GrpcCalls grpc;

  @BeforeAll
  static void startTheOthersBeforeAccount() {
    system = new FiveJvms().start(List.of("feed", "edge", "media", "graph", "account"));
    system.awaitReady();
  }

  @AfterAll
  static void stop() throws IOException {
    system.close();
  }

  @BeforeEach
  void open() {
    http = new HttpCalls(system.ports().get("http-port"));
    grpc = new GrpcCalls(system.ports());
  }

  @AfterEach
  void close() {
    http.close();
    grpc.close();
  }

  @Test
  @Order(1)
  void aPostIsReadInTheFeedOfAFollower() {
    Person ana = Person.register(http);
    Person ben = Person.register(grpc);
    ben.follow(ana);
    Post post = ana.post("First light");

    for (Calls calls : List.of(http, grpc)) {
      Eventually.awaitPass(SOON, () -> assertThat(feedOf(ben.over(calls))).containsExactly(post));
      assertThat(calls.download(ben.token(), post.getMedia(0).getId(), rendition(post)).bytes())
          .isNotEmpty();
    }
  }

  @Test
  @Order(2)
  void aServiceThatIsAwayIsTriedAgainAndFoundWhenItIsBack() throws Exception {
    Person ana = Person.register(http);
    Person ben = Person.register(http);
    system.signal("graph");
    assertThat(system.awaitExit("graph")).as(system.output("graph")).isZero();

    HttpResponse<byte[]> answer =
        http.send("POST", "/v1/accounts/" + ana.id() + ":follow", ben.token(), new byte[0], "");
    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(HttpCalls.refusal(answer).codeAndReason()).isEqualTo("UNAVAILABLE TRY_AGAIN");
    assertThat(HttpCalls.text(answer)).contains("google.rpc.RetryInfo");
    assertThat(answer.headers().firstValue("retry-after")).isPresent();
    assertThat(system.health("edge")).startsWith("not ready\ngraph: cannot be reached: ");

    oneThatWaitsForItsDatabaseIsStoppedToo();
    system.start("graph", Map.of());
    system.awaitReady();
    assertThat(ben.follow(ana).getFollowing()).isTrue();
  }

  /** The short form of {@link RollingRestarts}; 40 s, so that CI alone has it in its verify. */
  @Test
  @Order(3)
  @Tag("rolling")
  void aRollingRestartLosesNoCallThatMayBeRepeated() {
    RollingReport report = RollingRestarts.of(system, 4, Duration.ZERO);

    assertThat(report.problems()).as(report.table()).isEmpty();
    assertThat(report.restarts()).allMatch(restart -> restart.exit() == 0);
  }

  /**
   * The upload's last byte comes only after both were told to stop. It is the last test, for the
   * system is not whole afterwards.
   */
  @Test
  @Order(4)
  void callsInFlightFinishBeforeTheExit() throws Exception {
    Person ana = Person.register(http);
    Media media = ana.upload(Pictures.jpeg(1600, 1200, 5));
    byte[] picture = Pictures.jpeg(640, 480, 7);
    String download =
        "GET /v1/media/" + media.getId() + "/renditions/" + media.getRenditions(0).getName();
    try (Socket up = new Socket("127.0.0.1", system.ports().get("http-port"));
        Socket down = new Socket("127.0.0.1", system.ports().get("http-port"))) {
      send(
          up,
          "POST /v1/media:upload",
          ana,
          "content-type: image/jpeg\r\ncontent-length: " + picture.length + "\r\n");
      up.getOutputStream().write(picture, 0, picture.length / 2);
      send(down, download, ana, "");
      assertThat(down.getInputStream().read()).isEqualTo('H');

      system.signal("edge");
      system.signal("media");
      Eventually.awaitPass(
          SOON,
          () -> {
            assertThat(system.health("edge")).isEqualTo("not ready\nedge: stopping\n");
            assertThat(system.health("media")).isEqualTo("not ready\nmedia: stopping\n");
          });
      up.getOutputStream().write(picture, picture.length / 2, picture.length - picture.length / 2);

      assertThat(readAll(up)).startsWith("HTTP/1.1 200");
      assertThat(readAll(down).length()).isGreaterThan((int) media.getRenditions(0).getBytes());
    }
    assertThat(system.awaitExit("edge")).as(system.output("edge")).isZero();
    assertThat(system.awaitExit("media")).as(system.output("media")).isZero();
  }

  private static void oneThatWaitsForItsDatabaseIsStoppedToo() {
    system.start("graph", Map.of("database-url", "jdbc:mysql://127.0.0.1:1/{keyspace}"));
    Eventually.awaitPass(
        SOON, () -> assertThat(system.health("graph")).contains("waiting for keyspace graph: "));
    system.signal("graph");
    assertThat(system.awaitExit("graph")).as(system.output("graph")).isZero();
  }

  private static void send(Socket socket, String line, Person person, String more)
      throws IOException {
    String head =
        line
            + " HTTP/1.1\r\nhost: 127.0.0.1\r\nconnection: close\r\nauthorization: Bearer "
            + person.token()
            + "\r\n"
            + more
            + "\r\n";
    socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
  }

  private static String readAll(Socket socket) throws IOException {
    socket.setSoTimeout((int) SOON.toMillis());
    InputStream in = socket.getInputStream();
    return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
  }

  private static List<Post> feedOf(Person reader) {
    return reader
        .call(FeedServiceGrpc.getListHomePostsMethod(), ListHomePostsRequest.getDefaultInstance())
        .getPostsList();
  }

  private static String rendition(Post post) {
    return post.getMedia(0).getRenditions(0).getName();
  }
}
