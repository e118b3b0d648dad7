package tintype.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static tintype.edge.Answered.assertRefused;
import static tintype.edge.Answered.errorInfo;
import static tintype.edge.RunningEdge.eventually;

import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tintype.platform.config.Config;

/** Each limit of a request: what is just under it passes, what is just over it hears why not. */
class RequestLimitsTest extends BothVersions {
  private RunningEdge edge;

  @AfterEach
  void stop() {
    edge.close();
  }

  private void start(Map<String, String> settings) {
    edge = new RunningEdge(Config.of(settings).bind("http", GatewayConfig.defaults()), version);
  }

  private static void assertLimit(HttpResponse<String> answer, String limit) {
    assertThat(errorInfo(answer).getAsJsonObject("metadata").get("limit").getAsString())
        .isEqualTo(limit);
  }

  @Test
  void theTargetHoldsSixteenKibibytes() {
    start(Map.of());
    String path = "/v1/echo?stringValue=";
    String most = path + "x".repeat(16_384 - path.length());
    assertThat(edge.get(most).statusCode()).isEqualTo(200);
    HttpResponse<String> over = edge.get(most + "x");
    assertRefused(over, 414, "INVALID_ARGUMENT", "URI_TOO_LONG");
    assertLimit(over, "16384");
    assertThat(edge.store.calls.get()).isEqualTo(1);
  }

  @Test
  void theHeadersHoldEightKibibytes() {
    start(Map.of());
    // Beside this one stand those that the client and the protocol add.
    Map<String, String> many = Map.of("x-one", "y".repeat(4_000), "x-two", "y".repeat(3_900));
    assertThat(edge.send("GET", "/shelves/1", null, many).statusCode()).isEqualTo(200);
    Map<String, String> more = Map.of("x-one", "y".repeat(4_000), "x-two", "y".repeat(4_180));
    HttpResponse<String> over = edge.send("GET", "/shelves/1", null, more);
    assertRefused(over, 431, "INVALID_ARGUMENT", "HEADERS_TOO_LARGE");
    assertLimit(over, "8192");
    assertThat(edge.store.calls.get()).isEqualTo(1);
  }

  @Test
  void aCallTakesSixKibibytesOfThem() {
    start(Map.of());
    int others = "authorization".length() + "tintype-request-id".length() + 32;
    String most = "x".repeat(6 * 1024 - others);
    var passed = edge.send("GET", "/shelves/1", null, Map.of("authorization", most));
    assertThat(passed.statusCode()).isEqualTo(200);
    var over = edge.send("GET", "/shelves/1", null, Map.of("authorization", most + "x"));
    assertRefused(over, 431, "INVALID_ARGUMENT", "HEADERS_TOO_LARGE");
    assertLimit(over, "6144");
    assertThat(edge.store.calls.get()).isEqualTo(1);
  }

  @Test
  void aJsonBodyHoldsOneMebibyte() {
    start(Map.of());
    String around = "{\"stringValue\":\"\"}";
    String most = "{\"stringValue\":\"" + "x".repeat(1024 * 1024 - around.length()) + "\"}";
    assertThat(edge.post("/v1/echo", most).statusCode()).isEqualTo(200);
    HttpResponse<String> over = edge.post("/v1/echo", most + " ");
    assertRefused(over, 413, "RESOURCE_EXHAUSTED", "BODY_TOO_LARGE");
    assertLimit(over, "1048576");
    assertThat(edge.store.calls.get()).isEqualTo(1);
  }

  @Test
  void aBodyThatNobodyTakesIsBoundedToo() {
    start(Map.of("http-max-json-body", "1000"));
    for (String path : List.of("/openapi.json", "/v1/things/cat?bytes=3", "/shelves/1")) {
      assertThat(edge.send("GET", path, "x".repeat(1000), Map.of()).statusCode()).isEqualTo(200);
      HttpResponse<String> over = edge.send("GET", path, "x".repeat(1001), Map.of());
      assertRefused(over, 413, "RESOURCE_EXHAUSTED", "BODY_TOO_LARGE");
    }
    assertThat(edge.store.calls.get()).isEqualTo(2);
  }

  @Test
  void anUploadHoldsWhatIsSet() {
    start(Map.of("http-max-upload", "200000"));
    String path = "/v1/things/cat:upload";
    var most = BodyPublishers.ofByteArray(new byte[200_000]);
    assertThat(edge.sendBytes("POST", path, most, Map.of()).statusCode()).isEqualTo(200);
    var more = BodyPublishers.ofByteArray(new byte[200_001]);
    HttpResponse<String> over = edge.sendBytes("POST", path, more, Map.of());
    assertRefused(over, 413, "RESOURCE_EXHAUSTED", "BODY_TOO_LARGE");
    assertThat(edge.store.uploadsFinished.get()).isEqualTo(1);
    assertThat(edge.store.calls.get()).isEqualTo(1);
  }

  @Test
  void oneRequestTooManyIsAskedToComeAgain() {
    start(Map.of("http-max-requests", "2"));
    String slow = "/v1/things/cat:upload?mode=slow";
    List<CompletableFuture<HttpResponse<String>>> taken = List.of(uploading(slow), uploading(slow));
    eventually(() -> edge.store.calls.get() == 2);
    HttpResponse<String> over = edge.post("/v1/echo", "{}");
    assertRefused(over, 503, "UNAVAILABLE", "TRY_AGAIN");
    assertThat(over.headers().firstValue("retry-after")).contains("1");
    assertThat(over.body()).contains("google.rpc.RetryInfo");
    assertThat(edge.store.calls.get()).isEqualTo(2);

    edge.store.takeUploads.countDown();
    for (CompletableFuture<HttpResponse<String>> answer : taken) {
      assertThat(answer.join().statusCode()).isEqualTo(200);
    }
    for (int i = 0; i < 5; i++) {
      assertThat(edge.post("/v1/echo", "{}").statusCode()).isEqualTo(200);
    }
  }

  private CompletableFuture<HttpResponse<String>> uploading(String path) {
    return CompletableFuture.supplyAsync(
        () -> edge.sendBytes("POST", path, BodyPublishers.ofByteArray(new byte[1000]), Map.of()),
        task -> Thread.ofVirtual().start(task));
  }

  @Test
  void requestsThatFailLeaveTheirPlaces() {
    start(Map.of("http-max-requests", "2"));
    for (int i = 0; i < 5; i++) {
      assertThat(edge.get("/v1/slow").statusCode()).isEqualTo(504);
      assertThat(edge.get("/nowhere").statusCode()).isEqualTo(404);
    }
    assertThat(edge.get("/shelves/1").statusCode()).isEqualTo(200);
  }

  @Test
  void requestsThatAreGivenUpLeaveTheirPlaces() throws IOException {
    start(Map.of("http-max-requests", "2"));
    for (int i = 1; i <= 5; i++) {
      int calls = i;
      try (Socket given = new Socket("127.0.0.1", edge.port())) {
        send(given, "GET /v1/slow?boolValue=true", 0);
        eventually(() -> edge.store.calls.get() == calls);
      }
      eventually(() -> edge.store.slowCancelled.get() == calls);
    }
    eventually(() -> edge.get("/shelves/1").statusCode() == 200);
  }

  @Test
  void whoHasNotSaidWhatToDoHasNoPlace() throws IOException {
    start(Map.of("http-max-requests", "2"));
    try (Socket one = new Socket("127.0.0.1", edge.port());
        Socket two = new Socket("127.0.0.1", edge.port())) {
      send(one, "POST /v1/echo", 10);
      send(two, "POST /v1/echo", 10);
      assertThat(edge.get("/shelves/1").statusCode()).isEqualTo(200);
    }
  }

  /** The head of a request, whose body of so many bytes is to follow. */
  private static void send(Socket socket, String methodAndTarget, int length) throws IOException {
    String head =
        "%s HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"
            .formatted(methodAndTarget, length);
    socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
  }
}
