package tintype.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static tintype.edge.TranscodingCases.message;
import static tintype.edge.TranscodingCases.strings;
import static tintype.edge.TranscodingCases.tests;
import static tintype.edge.TranscodingCases.text;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import tintype.edge.v1.CreateBookRequest;
import tintype.edge.v1.EchoMessage;
import tintype.edge.v1.Shelf;

/**
 * The shared cases sent as requests, over HTTP/1.1 and HTTP/2, as far as the Bookstore has a route
 * for them; RouteCasesTest and BindingCasesTest have all of them, without HTTP.
 */
class HttpCasesTest extends BothVersions {
  /** Whole requests for routes that are ours too, in the same shape. */
  private static final Set<String> SAME_ROUTES =
      Set.of(
          "e2e.envoy.custom",
          "e2e.envoy.patch",
          "e2e.envoy.delete",
          "e2e.envoy.error",
          "e2e.envoy.grpcpassthrough",
          "e2e.name",
          "e2e.value.num",
          "e2e.ts.dur",
          "e2e.verb.emptybody");

  private static JsonObject all;
  private static RunningEdge edge;

  /** Where a body of a case goes to, by its message and the field that the body is. */
  private record Target(String method, String path, Message answer) {}

  private static final Map<String, Target> BODIES =
      Map.of(
          "Shelf *", new Target("POST", "/shelves", Shelf.getDefaultInstance()),
          "CreateShelfRequest shelf", new Target("POST", "/shelves", Shelf.getDefaultInstance()),
          "CreateBookRequest book",
              new Target("PATCH", "/shelves/1/books/9", CreateBookRequest.getDefaultInstance()));

  @BeforeAll
  static void read() throws IOException {
    all = TranscodingCases.read();
  }

  @BeforeParameterizedClassInvocation
  static void start(Version version) {
    edge = new RunningEdge(version);
  }

  @AfterParameterizedClassInvocation
  static void stop() {
    edge.close();
  }

  @TestFactory
  Stream<DynamicTest> queries() {
    return tests(all.getAsJsonObject("query_binding").getAsJsonArray("cases"), this::query);
  }

  @TestFactory
  Stream<DynamicTest> bodies() {
    return tests(all.getAsJsonObject("body_binding").getAsJsonArray("cases"), this::body);
  }

  @TestFactory
  Stream<DynamicTest> requests() {
    return tests(all.getAsJsonObject("http_end_to_end").getAsJsonArray("cases"), this::request)
        .filter(test -> SAME_ROUTES.contains(test.getDisplayName()));
  }

  private void query(JsonObject test) throws InvalidProtocolBufferException {
    if (test.has("already_bound")) {
      return; // Another route for each.
    }
    StringBuilder query = new StringBuilder();
    for (JsonElement pair : test.getAsJsonArray("params")) {
      query.append(query.isEmpty() ? "?" : "&").append(strings(pair).get(0)).append('=');
      query.append(URLEncoder.encode(strings(pair).get(1), StandardCharsets.UTF_8));
    }
    HttpResponse<String> answer = edge.get("/v1/echo" + query);
    if (text(test, "id").equals("query.duration.go") || test.get("expect").isJsonPrimitive()) {
      Answered.assertRefused(answer, 400, "INVALID_ARGUMENT", "INVALID_FIELD");
    } else {
      EchoMessage echo = EchoMessage.getDefaultInstance();
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(message(echo, Answered.json(answer))).isEqualTo(message(echo, test.get("expect")));
    }
  }

  private void body(JsonObject test) throws InvalidProtocolBufferException {
    Target target = BODIES.get(text(test, "message") + " " + text(test, "body_field"));
    if (target == null || test.has("path_bindings")) {
      return; // No such route here.
    }
    byte[] json =
        test.has("json_hex")
            ? HexFormat.of().parseHex(text(test, "json_hex"))
            : text(test, "json").getBytes(StandardCharsets.UTF_8);
    HttpResponse<String> answer =
        edge.sendBytes(target.method, target.path, BodyPublishers.ofByteArray(json), Map.of());
    if (test.get("expect").isJsonPrimitive()) {
      Answered.assertRefused(answer, 400, "INVALID_ARGUMENT", "MALFORMED_JSON");
      return;
    }
    assertThat(answer.statusCode()).isEqualTo(200);
    Message expected = message(target.answer, test.get("expect"));
    Message got = message(target.answer, Answered.json(answer));
    // What the path adds is not part of the case.
    assertThat(got.toBuilder().mergeFrom(expected).build()).isEqualTo(got);
  }

  private void request(JsonObject test) {
    JsonObject request = test.getAsJsonObject("request");
    Map<String, String> headers = new HashMap<>();
    if (request.has("headers")) {
      JsonObject given = request.getAsJsonObject("headers");
      given.keySet().forEach(name -> headers.put(name, text(given, name)));
    }
    String body = request.has("body") ? text(request, "body") : null;
    HttpResponse<String> answer =
        edge.send(text(request, "method"), text(request, "path"), body, headers);
    JsonObject expected = test.getAsJsonObject("expect");
    boolean grpc = headers.getOrDefault("content-type", "").equals("application/grpc");
    int status = expected.has("status") ? expected.get("status").getAsInt() : 200;
    assertThat(answer.statusCode()).isEqualTo(grpc ? 415 : status);
    if (expected.has("raw")) {
      assertThat(answer.body()).isEqualTo(text(expected, "raw"));
    }
    if (expected.has("content_type")) {
      assertThat(answer.headers().firstValue("content-type"))
          .contains(text(expected, "content_type"));
    }
    if (expected.has("grpc_request")) {
      assertThat(JsonParser.parseString(answer.body()).getAsJsonObject().entrySet())
          .isNotEmpty()
          .allSatisfy(
              field ->
                  assertContains(
                      field.getValue(),
                      expected.getAsJsonObject("grpc_request").get(field.getKey())));
    }
  }

  private static void assertContains(JsonElement got, JsonElement expected) {
    if (expected.isJsonObject()) {
      expected
          .getAsJsonObject()
          .entrySet()
          .forEach(
              field ->
                  assertThat(got.getAsJsonObject().get(field.getKey()))
                      .isEqualTo(field.getValue()));
    } else {
      assertThat(got).isEqualTo(expected);
    }
  }
}
