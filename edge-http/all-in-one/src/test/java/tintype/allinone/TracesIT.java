package tintype.allinone;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.ClientInterceptors;
import io.grpc.Metadata;
import io.grpc.stub.MetadataUtils;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import tintype.allinone.Collector.Told;
import tintype.feed.v1.FeedServiceGrpc;
import tintype.feed.v1.ListHomePostsRequest;
import tintype.testkit.Eventually;

/** Where a request spent its time, from the edge through all processes, told to a collector. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class TracesIT {
  private static final Duration SOON = Duration.ofSeconds(10);
  private static final Duration START = Duration.ofSeconds(60);
  private static final Duration BRIEF = Duration.ofSeconds(2);

  private static Collector collector;
  private static Mains all;
  private static HttpCalls http;
  private static GrpcCalls grpc;
  private static Person ben;

  @BeforeAll
  static void start() {
    collector = new Collector();
    all = new Mains(Map.of("otlp-endpoint", collector.endpoint()));
    Mains.ALL.forEach(all::start);
    Eventually.awaitPass(
        START, () -> Mains.ALL.forEach(name -> assertThat(all.process(name).notReady()).isEmpty()));
    http = new HttpCalls(all.ports().get("http-port"));
    grpc = new GrpcCalls(all.ports());
    Person ana = Person.register(http);
    ben = Person.register(http);
    ben.follow(ana);
    ana.post("To be traced");
    Eventually.awaitPass(SOON, () -> assertThat(feed().body()).asString().contains("To be traced"));
  }

  @AfterAll
  static void stop() throws IOException {
    http.close();
    grpc.close();
    all.close();
    collector.close();
    TestFolders.delete(all.folder());
  }

  @Test
  void aReadOfTheFeedIsOneTraceFromTheEdgeToTheDatabase() {
    HttpResponse<byte[]> answer;
    String trace;
    try (CapturedLog log = CapturedLog.open()) {
      answer = feed();
      String id = answer.headers().firstValue("x-request-id").orElseThrow();
      trace = traceOf(log, id);
    }

    Eventually.awaitPass(
        SOON,
        () -> {
          Told edge = only(trace, "edge SERVER GET /v1/feed");
          assertThat(edge.parent()).isEmpty();
          Told called = below(edge, "edge CLIENT tintype.feed.v1.FeedService/ListHomePosts");
          Told feed = below(called, "feed SERVER tintype.feed.v1.FeedService/ListHomePosts");
          Told asked = below(feed, "feed CLIENT tintype.media.v1.PostService/BatchGetPosts");
          Told media = below(asked, "media SERVER tintype.media.v1.PostService/BatchGetPosts");
          Told facts =
              below(media, "media CLIENT tintype.graph.v1.GraphService/BatchGetRelationFacts");
          Told graph =
              below(facts, "graph SERVER tintype.graph.v1.GraphService/BatchGetRelationFacts");
          below(graph, "graph CLIENT read graph");
          assertLonger(edge, feed);
          assertLonger(feed, media);
        });
  }

  @Test
  void aCallOverTcpGoesOnWithItsCallersTrace() {
    String trace = "0af7651916cd43dd8448eb211c80319c";
    Metadata mark = new Metadata();
    mark.put(
        Metadata.Key.of("traceparent", Metadata.ASCII_STRING_MARSHALLER),
        "00-" + trace + "-b7ad6b7169203331-01");
    var method = FeedServiceGrpc.getListHomePostsMethod();
    var channel =
        ClientInterceptors.intercept(
            grpc.channel(method, ben.token()), MetadataUtils.newAttachHeadersInterceptor(mark));

    FeedServiceGrpc.newBlockingStub(channel)
        .listHomePosts(ListHomePostsRequest.getDefaultInstance());

    Eventually.awaitPass(
        SOON,
        () -> {
          Told feed = only(trace, "feed SERVER " + method.getFullMethodName());
          assertThat(feed.parent()).isEqualTo("b7ad6b7169203331");
          only(trace, "media SERVER tintype.media.v1.PostService/BatchGetPosts");
        });
  }

  @Test
  void theEdgeBeginsATraceOfItsOwnWhateverTheClientSends() throws Exception {
    String trace = "1af7651916cd43dd8448eb211c80319c";

    URI uri = URI.create("http://127.0.0.1:" + all.ports().get("http-port") + "/v1/me");
    HttpRequest request =
        HttpRequest.newBuilder(uri)
            .header("traceparent", "00-" + trace + "-b7ad6b7169203331-01")
            .build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      assertThat(client.send(request, BodyHandlers.discarding()).statusCode()).isEqualTo(401);
    }

    Eventually.awaitPass(
        SOON,
        () ->
            assertThat(collector.all())
                .anyMatch(span -> span.toString().equals("edge SERVER GET /v1/me")));
    assertThat(collector.trace(trace)).isEmpty();
  }

  /** The last one, since nothing is told after it. */
  @Test
  @Order(Integer.MAX_VALUE)
  void aCollectorThatHangsOrIsGoneCostsSpansAndNothingElse() throws Exception {
    collector.hang();
    assertReadsAreServed();
    collector.close();
    assertReadsAreServed();

    Eventually.awaitPass(
        Duration.ofSeconds(20), () -> assertThat(metric("outcome=\"lost\"")).isPositive());
  }

  /** More spans than can wait are made; no read waits as long as an export may take. */
  private static void assertReadsAreServed() {
    for (int i = 0; i < 500; i++) {
      long start = System.nanoTime();
      assertThat(feed().statusCode()).isEqualTo(200);
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(BRIEF);
    }
  }

  private static double metric(String tag) throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + all.ports().get("admin-port") + "/metrics");
    try (HttpClient client = HttpClient.newHttpClient()) {
      String text =
          client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString()).body();
      return text.lines()
          .filter(line -> line.startsWith("trace_spans_total{") && line.contains(tag))
          .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
          .findFirst()
          .orElseThrow();
    }
  }

  private static HttpResponse<byte[]> feed() {
    return http.send("GET", "/v1/feed", ben.token(), new byte[0], "");
  }

  private static String traceOf(CapturedLog log, String requestId) {
    return log.lines().stream()
        .filter(line -> line.field("request_id").equals(requestId))
        .map(line -> line.field("trace_id"))
        .filter(trace -> !trace.isEmpty())
        .findFirst()
        .orElseThrow();
  }

  private static Told only(String trace, String text) {
    List<Told> found =
        collector.trace(trace).stream().filter(span -> span.toString().equals(text)).toList();
    assertThat(found).as("%s among %s", text, collector.trace(trace)).hasSize(1);
    return found.getFirst();
  }

  /** The first child of this kind: more of them may be there, such as a second batch. */
  private static Told below(Told parent, String text) {
    return collector.trace(parent.trace()).stream()
        .filter(span -> span.toString().equals(text) && span.parent().equals(parent.id()))
        .findFirst()
        .orElseThrow(
            () ->
                new AssertionError(
                    text + " below " + parent + " among " + collector.trace(parent.trace())));
  }

  /** By their durations: two services' clocks may begin a millisecond apart. */
  private static void assertLonger(Told outer, Told inner) {
    assertThat(nanos(outer)).isGreaterThan(nanos(inner));
  }

  private static long nanos(Told span) {
    return span.whole().getEndTimeUnixNano() - span.whole().getStartTimeUnixNano();
  }
}
