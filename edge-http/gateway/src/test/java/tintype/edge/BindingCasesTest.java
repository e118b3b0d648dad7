package tintype.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static tintype.edge.TranscodingCases.message;
import static tintype.edge.TranscodingCases.strings;
import static tintype.edge.TranscodingCases.tests;
import static tintype.edge.TranscodingCases.text;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tintype.edge.RouteTable.Binding;
import tintype.edge.v1.CreateBookRequest;
import tintype.edge.v1.CreateShelfRequest;
import tintype.edge.v1.EchoMessage;
import tintype.edge.v1.ListShelvesResponse;
import tintype.edge.v1.Shelf;

/** The shared cases of queries and bodies that become messages. */
class BindingCasesTest {
  private static final Map<String, Message> MESSAGES =
      Map.of(
          "Shelf", Shelf.getDefaultInstance(),
          "CreateShelfRequest", CreateShelfRequest.getDefaultInstance(),
          "CreateBookRequest", CreateBookRequest.getDefaultInstance(),
          "ListShelvesResponse", ListShelvesResponse.getDefaultInstance());

  private static final JsonCodec CODEC =
      JsonCodec.of(
          Stream.concat(MESSAGES.values().stream(), Stream.of(EchoMessage.getDefaultInstance()))
              .toList());

  private static JsonObject all;

  @BeforeAll
  static void read() throws IOException {
    all = TranscodingCases.read();
  }

  @TestFactory
  Stream<DynamicTest> queries() {
    return tests(all.getAsJsonObject("query_binding").getAsJsonArray("cases"), this::query);
  }

  @TestFactory
  Stream<DynamicTest> bodies() {
    return tests(all.getAsJsonObject("body_binding").getAsJsonArray("cases"), this::body);
  }

  private void query(JsonObject test) throws InvalidProtocolBufferException {
    StringBuilder template = new StringBuilder("/x");
    List<Binding> path = new ArrayList<>();
    if (test.has("already_bound")) {
      for (String field : strings(test.get("already_bound"))) {
        template.append("/{").append(field).append('}');
        path.add(new Binding(field, ""));
      }
    }
    StringBuilder query = new StringBuilder();
    for (JsonElement pair : test.getAsJsonArray("params")) {
      List<String> parts = strings(pair);
      query.append(query.isEmpty() ? "" : "&").append(parts.get(0)).append('=');
      query.append(URLEncoder.encode(parts.get(1), StandardCharsets.UTF_8));
    }
    RequestBinder binder = binder(EchoMessage.getDefaultInstance(), template.toString(), "");
    // A duration in Go's syntax is none in proto JSON.
    boolean goSyntax = text(test, "id").equals("query.duration.go");
    if (goSyntax || test.get("expect").isJsonPrimitive()) {
      assertThatThrownBy(() -> binder.bind(path, query.toString(), new byte[0]))
          .isInstanceOfSatisfying(
              Refusal.class, refusal -> assertThat(refusal.violation()).isNotNull());
      return;
    }
    assertThat(binder.bind(path, query.toString(), new byte[0]))
        .isEqualTo(message(EchoMessage.getDefaultInstance(), test.get("expect")));
  }

  private void body(JsonObject test) throws InvalidProtocolBufferException {
    StringBuilder template = new StringBuilder("/x");
    List<Binding> path = new ArrayList<>();
    if (test.has("path_bindings")) {
      for (JsonElement pair : test.getAsJsonArray("path_bindings")) {
        List<String> parts = strings(pair);
        template.append("/{").append(parts.get(0)).append('}');
        path.add(new Binding(parts.get(0), parts.get(1)));
      }
    }
    Message prototype = MESSAGES.get(text(test, "message"));
    RequestBinder binder = binder(prototype, template.toString(), text(test, "body_field"));
    byte[] json =
        test.has("json_hex")
            ? HexFormat.of().parseHex(text(test, "json_hex"))
            : text(test, "json").getBytes(StandardCharsets.UTF_8);
    String query = test.has("query") ? text(test, "query") : "";
    // Parts of the body are no query parameters, as google/api/http.proto has it.
    boolean bodyInQuery = text(test, "id").equals("envoy.body.plus.repeated.query");
    if (bodyInQuery || test.get("expect").isJsonPrimitive()) {
      assertThatThrownBy(() -> binder.bind(path, query, json)).isInstanceOf(Refusal.class);
      return;
    }
    assertThat(binder.bind(path, query, json)).isEqualTo(message(prototype, test.get("expect")));
  }

  private static RequestBinder binder(Message prototype, String path, String body) {
    return new RequestBinder(
        prototype, new HttpBinding("POST", PathTemplate.parse(path), path, body, ""), CODEC);
  }
}
