package tintype.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static tintype.edge.RunningEdge.eventually;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.grpc.Metadata;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GatewayTest {
  private static RunningEdge edge;

  @BeforeAll
  static void start() {
    edge = new RunningEdge();
  }

  @AfterAll
  static void stop() {
    edge.close();
  }

  @Test
  void bindsThePathOfAGet() {
    HttpResponse<String> answer = edge.get("/shelves/7");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("{\"name\":\"7\",\"theme\":\"\"}");
    assertThat(answer.headers().firstValue("content-type")).contains("application/json");
    assertThat(answer.headers().firstValue("cache-control")).contains("no-store");
    assertThat(answer.headers().firstValue("x-content-type-options")).contains("nosniff");
    assertThat(answer.headers().firstValue("x-request-id").orElseThrow()).hasSize(32);
  }

  @Test
  void bindsABodyFieldAndThePathIntoIt() {
    var answer =
        edge.send(
            "PATCH",
            "/shelves/456/books/123",
            "{\"author\":\"Leo Tolstoy\",\"title\":\"War and Peace\"}",
            Map.of("content-type", "application/json; charset=utf-8"));
    assertThat(json(answer).get("shelf").getAsString()).isEqualTo("456");
    JsonObject book = json(answer).getAsJsonObject("book");
    assertThat(book.get("id").getAsString()).isEqualTo("123");
    assertThat(book.get("author").getAsString()).isEqualTo("Leo Tolstoy");
  }

  @Test
  void takesAdditionalBindingsAndCustomMethods() {
    assertThat(edge.send("OPTIONS", "/shelves/456", null, Map.of()).body()).isEqualTo("{}");
    assertThat(edge.send("DELETE", "/shelves/456/books/123", null, Map.of()).body())
        .isEqualTo("{}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{}"})
  void takesAVerbWithAnEmptyBody(String body) {
    assertThat(json(edge.post("/v1/messages/1:get", body)).get("stringValue").getAsString())
        .isEqualTo("messages/1");
    assertThat(json(edge.get("/v1/messages/1")).get("stringValue").getAsString())
        .isEqualTo("messages/1");
  }

  @Test
  void readsWrappersTimesAndJsonNamesFromTheQuery() {
    JsonObject echoed =
        json(
            edge.get(
                "/v1/echo?int64Val=9223372036854775807&int32Val=2147483647&boolVal=true"
                    + "&stringVal=a+b%20c&doubleVal=NaN&floatVal=Infinity&second_query=x"
                    + "&nested.stringValue=y"));
    assertThat(echoed.get("int64Val").getAsString()).isEqualTo("9223372036854775807");
    assertThat(echoed.get("stringVal").getAsString()).isEqualTo("a b c");
    assertThat(echoed.get("doubleVal").getAsString()).isEqualTo("NaN");
    assertThat(echoed.get("floatVal").getAsString()).isEqualTo("Infinity");
    assertThat(echoed.get("second_query").getAsString()).isEqualTo("x");
    assertThat(echoed.getAsJsonObject("nested").get("stringValue").getAsString()).isEqualTo("y");
    JsonObject times = json(edge.get("/v1/echo/timestamp/2026-11-20T04:30:00Z/1.000340012s"));
    assertThat(times.get("timestampValue").getAsString()).isEqualTo("2026-11-20T04:30:00Z");
    assertThat(times.get("durationValue").getAsString()).isEqualTo("1.000340012s");
  }

  @Test
  void showsOneFieldWhereTheRouteSaysSo() {
    assertThat(edge.get("/v1/echo/response_body/value?stringValue=value").body())
        .isEqualTo("\"value\"");
    assertThat(edge.get("/v1/echo/response_body/repeated?repeatedValue=a&repeatedValue=b").body())
        .isEqualTo("[\"a\",\"b\"]");
    assertThat(edge.get("/v1/echo/response_body/repeated").body()).isEqualTo("[]");
  }

  @Test
  void takesABodyThatIsOneValue() {
    assertThat(json(edge.post("/v1/echo/value", "1")).get("value").getAsInt()).isEqualTo(1);
    assertThat(edge.post("/v1/echo/value", "1,\"stringValue\":\"x\"").statusCode()).isEqualTo(400);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"stringValue\":\"a\"|MALFORMED_JSON",
        "{\"stringValue\":\"a\"}}|MALFORMED_JSON",
        "[]|MALFORMED_JSON",
        "INVALID_JSON|MALFORMED_JSON",
        "{\"nobody\":1}|MALFORMED_JSON",
        "{\"stringValue\":\"a\",\"stringValue\":\"b\"}|MALFORMED_JSON",
        "{\"int32Value\":\"x\"}|MALFORMED_JSON",
        "{\"int32Value\":2147483648}|MALFORMED_JSON",
        "{\"int32Val\":1.1}|MALFORMED_JSON",
        "{\"boolValue\":1}|MALFORMED_JSON",
        "{\"nested\":[]}|MALFORMED_JSON",
        "{\"enumValue\":\"NONE\"}|MALFORMED_JSON"
      })
  void refusesABodyThatIsNoRequestAndSaysWhere(String body, String reason) {
    int before = edge.store.calls.get();
    HttpResponse<String> answer = edge.post("/v1/echo", body);
    assertRefused(answer, 400, "INVALID_ARGUMENT", reason);
    assertThat(errorInfo(answer).getAsJsonObject("metadata").get("at").getAsString())
        .startsWith("line 1, column ");
    assertThat(edge.store.calls.get()).isEqualTo(before);
    assertThat(edge.get("/shelves/1").statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nobody=1",
        "value=1",
        "any=1",
        "nested=a",
        "mapValue=1",
        "int32Value=1&int32Value=2",
        "int32Value=2147483648",
        "uint32Value=-1",
        "floatValue=1e39",
        "enumValue=NONE",
        "nested.nobody=1",
        "oneofBoolValue=true&oneofStringValue=a",
        "=1"
      })
  void refusesAQueryThatDoesNotFitAndNamesTheField(String query) {
    HttpResponse<String> answer = edge.get("/v1/echo?" + query);
    assertRefused(answer, 400, "INVALID_ARGUMENT", "INVALID_FIELD");
    assertThat(answer.body()).contains("google.rpc.BadRequest").contains("fieldViolations");
  }

  @Test
  void refusesBrokenEscapes() {
    assertRefused(
        edge.get("/v1/echo?stringValue=%C3%28"), 400, "INVALID_ARGUMENT", "MALFORMED_REQUEST");
    assertRefused(edge.get("/v1/messages/%C3%28"), 400, "INVALID_ARGUMENT", "MALFORMED_REQUEST");
  }

  @Test
  void tellsUnknownPathsFromWrongMethods() {
    assertRefused(edge.get("/nowhere"), 404, "NOT_FOUND", "ROUTE_NOT_FOUND");
    HttpResponse<String> wrong = edge.send("DELETE", "/v1/echo", null, Map.of());
    assertRefused(wrong, 405, "UNIMPLEMENTED", "METHOD_NOT_ALLOWED");
    assertThat(wrong.headers().firstValue("allow")).contains("GET, HEAD, POST");
    assertThat(edge.get("/v1/messages/1:get").statusCode()).isEqualTo(405);
    var overridden = edge.send("POST", "/shelves/1", null, Map.of("x-http-method-override", "GET"));
    assertThat(overridden.statusCode()).isEqualTo(405);
    HttpResponse<String> head = edge.send("HEAD", "/v1/things/1:upload", null, Map.of());
    assertThat(head.statusCode()).isEqualTo(405);
    assertThat(head.headers().firstValue("allow")).contains("POST");
    assertThat(head.body()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/shelves/1",
        "/shelves/100",
        "/v1/echo?nobody=1",
        "/v1/things/cat?bytes=100000",
        "/v1/things/cat?mode=fail",
        "/nowhere"
      })
  void answersHeadAsGetWithoutTheBody(String path) throws java.io.IOException {
    HttpResponse<String> get = edge.get(path);
    HttpResponse<String> head = edge.send("HEAD", path, null, Map.of());
    assertThat(head.statusCode()).isEqualTo(get.statusCode());
    assertThat(head.body()).isEmpty();
    for (String name : List.of("content-type", "content-length", "cache-control")) {
      assertThat(head.headers().firstValue(name)).isEqualTo(get.headers().firstValue(name));
    }
    try (RawClient client = edge.raw()) {
      client.send("HEAD " + path + " HTTP/1.1\nHost: x\n\nGET /shelves/2 HTTP/1.1\nHost: x\n\n");
      while (!client.line().isEmpty()) {
        // The head of the first answer; what follows must be the second, not a body.
      }
      assertThat(client.answer().body()).contains("\"name\":\"2\"");
    }
  }

  @Test
  void takesJsonOnly() {
    var answer = edge.send("POST", "/v1/echo", "{}", Map.of("content-type", "text/plain"));
    assertRefused(answer, 415, "INVALID_ARGUMENT", "CONTENT_TYPE_NOT_TAKEN");
    var grpc = edge.send("GET", "/shelves/100", null, Map.of("content-type", "application/grpc"));
    assertRefused(grpc, 415, "INVALID_ARGUMENT", "CONTENT_TYPE_NOT_TAKEN");
    var zipped =
        edge.send(
            "POST",
            "/v1/echo",
            "{}",
            Map.of("content-type", "application/json", "content-encoding", "gzip"));
    assertThat(zipped.statusCode()).isEqualTo(415);
    assertThat(edge.send("POST", "/v1/echo", "{}", Map.of()).statusCode()).isEqualTo(200);
  }

  @Test
  void keepsTheTextOfAnErrorWithoutDetails() {
    HttpResponse<String> answer = edge.get("/shelves/100");
    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.body())
        .isEqualTo(
            "{\"error\":{\"code\":404,\"status\":\"NOT_FOUND\","
                + "\"message\":\"Shelf 100 Not Found\",\"details\":[]}}");
  }

  @Test
  void showsNothingOfAFault() {
    HttpResponse<String> answer = edge.get("/v1/fail/INTERNAL?message=secret");
    assertRefused(answer, 500, "INTERNAL", "INTERNAL_ERROR");
    assertThat(answer.body()).doesNotContain("secret");
    assertThat(errorInfo(answer).getAsJsonObject("metadata").get("request_id").getAsString())
        .isEqualTo(answer.headers().firstValue("x-request-id").orElseThrow());
  }

  @Test
  void takesTheStatusThatTheReasonDeclares() {
    var answer =
        edge.get("/v1/fail/INVALID_ARGUMENT?reason=MESSAGE_TOO_LARGE&domain=account.tintype");
    assertThat(answer.statusCode()).isEqualTo(413);
    var unknown = edge.get("/v1/fail/INVALID_ARGUMENT?reason=WHO_KNOWS&domain=x.tintype");
    assertThat(unknown.statusCode()).isEqualTo(400);
    assertThat(errorInfo(unknown).get("reason").getAsString()).isEqualTo("WHO_KNOWS");
  }

  @Test
  void turnsDetailsIntoHeaders() {
    var limited =
        edge.get("/v1/fail/RESOURCE_EXHAUSTED?reason=SLOW_DOWN&domain=x.tintype&retryMs=1500");
    assertThat(limited.statusCode()).isEqualTo(429);
    assertThat(limited.headers().firstValue("retry-after")).contains("2");
    var nobody = edge.get("/v1/fail/UNAUTHENTICATED?reason=TOKEN_MISSING&domain=x.tintype");
    assertThat(nobody.statusCode()).isEqualTo(401);
    assertThat(nobody.headers().firstValue("www-authenticate")).contains("Bearer");
  }

  @Test
  void answersForAServiceThatIsNotThere() {
    var channel = InProcessChannelBuilder.forName("nobody").build();
    try (Gateway gateway =
        Gateway.start(
            GatewayConfig.defaults().at("127.0.0.1", 0),
            Map.of(RunningEdge.SERVICE, channel),
            new SimpleMeterRegistry())) {
      try (RawClient client = new RawClient(new java.net.Socket("127.0.0.1", gateway.port()))) {
        var answer = client.send("GET /shelves/1 HTTP/1.1\nHost: x\n\n").answer();
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.headers()).containsEntry("retry-after", "1");
        assertThat(answer.body()).contains("TRY_AGAIN").doesNotContain("nobody");
      } catch (java.io.IOException e) {
        throw new IllegalStateException(e);
      }
    } finally {
      channel.shutdownNow();
    }
  }

  @Test
  void forwardsWhatItShouldAndNothingElse() {
    edge.send(
        "GET",
        "/shelves/1",
        null,
        Map.of(
            "authorization", "Bearer abc",
            "tintype-after", "graph:12",
            "tintype-on-behalf-of", "5",
            "tintype-request-id", "mine",
            "x-forwarded-for", "1.2.3.4",
            "cookie", "a=b"));
    Metadata seen = edge.store.lastMetadata;
    assertThat(seen.keys())
        .contains("authorization", "tintype-after", "tintype-request-id")
        .doesNotContain("tintype-on-behalf-of", "x-forwarded-for", "cookie", "host");
    assertThat(seen.get(CallMetadata.AUTHORIZATION)).isEqualTo("Bearer abc");
    assertThat(seen.get(CallMetadata.AFTER)).isEqualTo("graph:12");
    assertThat(seen.get(CallMetadata.REQUEST_ID)).hasSize(32);
  }

  @Test
  void handsOutWhatAWriteHasSaid() {
    assertThat(edge.get("/shelves/1").headers().firstValue("tintype-after")).contains("account:7");
  }

  @Test
  void endsACallAtItsDeadline() {
    int before = edge.store.slowCancelled.get();
    HttpResponse<String> answer = edge.get("/v1/slow");
    assertRefused(answer, 504, "DEADLINE_EXCEEDED", "DEADLINE_PASSED");
    eventually(() -> edge.store.slowCancelled.get() > before);
  }

  @Test
  void countsRequestsByRoute() {
    edge.get("/shelves/1");
    edge.get("/nowhere/at/all");
    eventually(
        () ->
            edge.metrics
                    .find("http.server.requests")
                    .tags("method", "GET", "route", "/shelves/{shelf}", "status", "200")
                    .timer()
                != null);
    eventually(
        () ->
            edge.metrics.find("http.server.requests").tags("route", "none", "status", "404").timer()
                != null);
    assertThat(edge.metrics.get("http.server.connections").gauge().value()).isPositive();
    assertThat(edge.metrics.get("http.server.bytes").tag("direction", "in").counter().count())
        .isPositive();
  }

  @Test
  void refusesToStartForAServiceWithoutAStub() {
    var channel = InProcessChannelBuilder.forName("x").build();
    channel.shutdownNow();
    assertThatThrownBy(
            () ->
                Gateway.start(
                    GatewayConfig.defaults().at("127.0.0.1", 0),
                    Map.of("no.such.Service", channel),
                    new SimpleMeterRegistry()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no.such.Service");
  }

  static void assertRefused(HttpResponse<String> answer, int http, String status, String reason) {
    assertThat(answer.statusCode()).isEqualTo(http);
    JsonObject error = json(answer).getAsJsonObject("error");
    assertThat(error.get("code").getAsInt()).isEqualTo(http);
    assertThat(error.get("status").getAsString()).isEqualTo(status);
    assertThat(error.get("message").getAsString()).isNotEmpty();
    assertThat(errorInfo(answer).get("reason").getAsString()).isEqualTo(reason);
    assertThat(errorInfo(answer).get("domain").getAsString()).isEqualTo("edge.tintype");
    assertThat(errorInfo(answer).get("@type").getAsString())
        .isEqualTo("type.googleapis.com/google.rpc.ErrorInfo");
  }

  private static JsonObject errorInfo(HttpResponse<String> answer) {
    return json(answer).getAsJsonObject("error").getAsJsonArray("details").get(0).getAsJsonObject();
  }

  static JsonObject json(HttpResponse<String> answer) {
    return JsonParser.parseString(answer.body()).getAsJsonObject();
  }
}
