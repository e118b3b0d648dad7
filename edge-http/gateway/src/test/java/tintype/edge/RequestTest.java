package tintype.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static tintype.edge.Answered.assertRefused;
import static tintype.edge.Answered.errorInfo;
import static tintype.edge.Answered.json;

import com.google.gson.JsonObject;
import java.net.http.HttpClient.Version;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** From the line, the headers and the body of a request to the message of its call. */
class RequestTest extends BothVersions {
  private static RunningEdge edge;

  @BeforeParameterizedClassInvocation
  static void start(Version version) {
    edge = new RunningEdge(GatewayConfig.defaults(), version);
  }

  @AfterParameterizedClassInvocation
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
}
