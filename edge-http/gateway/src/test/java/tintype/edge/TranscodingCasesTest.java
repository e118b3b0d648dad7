package tintype.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.api.HttpRule;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import io.grpc.Status.Code;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tintype.edge.RouteTable.Binding;
import tintype.edge.v1.CreateBookRequest;
import tintype.edge.v1.CreateShelfRequest;
import tintype.edge.v1.EchoMessage;
import tintype.edge.v1.ListShelvesResponse;
import tintype.edge.v1.Shelf;

/**
 * Cases that other transcoders test themselves with. Where those differ, RATIONALE.md has our
 * choice and the sets below name the cases that it turns round or leaves out.
 */
class TranscodingCasesTest {
  private static final Path CASES = Path.of("../../../shared/data/transcoding/cases.json");

  /** Templates that others take and we refuse, beside all with segments after {@code **}. */
  private static final Set<String> REFUSED_TEMPLATES =
      Set.of("gw.tmpl.accept.1", "gw.tmpl.accept.2", "gw.tmpl.accept.3");

  /** Cases for options that we do not have. */
  private static final Map<String, String> LEFT_OUT =
      Map.ofEntries(
          Map.entry("route.QueryParameterNotUnescapePlus", "+ in a query is a space"),
          Map.entry("route.MatchUnregisteredCustomVerb", "an unknown verb is part of its segment"),
          Map.entry("gw.MatchWithBinding.13", "%2F stays escaped in **"),
          Map.entry("gw.Mux.21", "legacy unescaping"),
          Map.entry("gw.Mux.23", "unescaping before matching"),
          Map.entry("gw.Mux.24", "legacy unescaping"),
          Map.entry("gw.Mux.26", "unescaping before matching"),
          Map.entry("gw.Mux.28", "%25 is a well-formed escape"),
          Map.entry("body.collision.diff", "no data; RequestBinderTest has it"),
          Map.entry("body.collision.same", "no data; RequestBinderTest has it"));

  /** What we answer where the case expects an override of the method, or 501. */
  private static final Map<String, Integer> OTHER_STATUS =
      Map.of(
          "gw.Mux.5",
          405,
          "gw.Mux.6",
          405,
          "gw.Mux.7",
          405,
          "gw.Mux.8",
          405,
          "gw.Mux.11",
          405,
          "gw.Mux.12",
          405,
          "gw.Mux.13",
          405,
          "gw.Mux.19",
          404);

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
    assumeTrue(Files.exists(CASES), "the shared cases are not beside this checkout");
    all = JsonParser.parseString(Files.readString(CASES)).getAsJsonObject();
  }

  @TestFactory
  Stream<DynamicTest> templates() {
    return tests(all.getAsJsonArray("template_parse"), this::template);
  }

  @TestFactory
  Stream<DynamicTest> routes() {
    return tests(all.getAsJsonArray("route_match"), this::route);
  }

  @TestFactory
  Stream<DynamicTest> requests() {
    return tests(all.getAsJsonArray("http_mux"), this::mux);
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
  Stream<DynamicTest> rules() {
    return tests(all.getAsJsonArray("http_rule_registration"), this::rule);
  }

  @TestFactory
  Stream<DynamicTest> statuses() {
    return all.getAsJsonObject("status_map").getAsJsonObject("map").entrySet().stream()
        .map(
            entry ->
                DynamicTest.dynamicTest(
                    entry.getKey(),
                    () ->
                        assertThat(ReasonStatuses.httpStatus(Code.valueOf(entry.getKey())))
                            .isEqualTo(entry.getValue().getAsInt())));
  }

  private interface Check {
    void run(JsonObject test) throws Exception;
  }

  private static Stream<DynamicTest> tests(JsonArray cases, Check check) {
    return objects(cases)
        .filter(test -> !LEFT_OUT.containsKey(text(test, "id")))
        .map(test -> DynamicTest.dynamicTest(text(test, "id"), () -> check.run(test)));
  }

  private void template(JsonObject test) {
    String template = text(test, "template");
    boolean accepted =
        text(test, "expect").equals("accept")
            && !REFUSED_TEMPLATES.contains(text(test, "id"))
            && !hasMoreAfterRest(template);
    if (!accepted) {
      assertThatThrownBy(() -> PathTemplate.parse(template))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("expected: ");
      return;
    }
    PathTemplate parsed = PathTemplate.parse(template);
    String path = parsed.segments().isEmpty() ? "" : parsed.shape().substring(1);
    if (test.has("segments")) {
      String verb = parsed.verb().isEmpty() ? "" : ":" + parsed.verb();
      assertThat(path).isEqualTo(String.join("/", strings(test.get("segments"))) + verb);
    }
    if (test.has("verb")) {
      assertThat(parsed.verb()).isEqualTo(text(test, "verb"));
    }
    if (test.has("variables")) {
      assertThat(parsed.variables().stream().map(PathTemplate.Variable::fieldPath))
          .containsExactlyElementsOf(
              objects(test.get("variables")).map(v -> text(v, "field_path")).toList());
      assertThat(parsed.variables().stream().map(v -> v.start() + ".." + v.end()))
          .containsExactlyElementsOf(
              objects(test.get("variables"))
                  .map(v -> v.get("start").getAsInt() + ".." + v.get("end").getAsInt())
                  .toList());
    }
  }

  private static boolean hasMoreAfterRest(String template) {
    return template.matches(".*\\*\\*[}]?/.*");
  }

  private static boolean isBeyondTheGrammar(String template) {
    return hasMoreAfterRest(template)
        || template.matches(".*\\{[^}]*\\{.*")
        || template.matches(".*:[^/}]*:.*");
  }

  private void route(JsonObject test) {
    List<JsonObject> routes = objects(test.get("routes")).toList();
    boolean refused = routes.stream().anyMatch(r -> isBeyondTheGrammar(text(r, "template")));
    boolean twice =
        routes.stream().map(r -> text(r, "method") + text(r, "template")).distinct().count()
            < routes.size();
    if (refused || twice || routes.stream().anyMatch(r -> r.has("expect_register"))) {
      assertThatThrownBy(() -> table(routes)).isInstanceOf(IllegalArgumentException.class);
      return;
    }
    RouteTable<HttpBinding> table = table(routes);
    objects(test.get("lookups")).forEach(lookup -> lookUp(table, lookup));
  }

  private static RouteTable<HttpBinding> table(List<JsonObject> routes) {
    RouteTable.Builder<HttpBinding> table = new RouteTable.Builder<>();
    for (JsonObject route : routes) {
      String path = text(route, "template");
      String body = route.has("body") ? text(route, "body") : "";
      PathTemplate template = PathTemplate.parse(path);
      table.add(
          text(route, "method"),
          template,
          new HttpBinding(text(route, "method"), template, text(route, "id"), body, ""));
    }
    return table.build();
  }

  private static void lookUp(RouteTable<HttpBinding> table, JsonObject lookup) {
    var match = table.find(text(lookup, "method"), text(lookup, "path"));
    if (lookup.get("expect_route").isJsonNull()) {
      assertThat(match).isNotInstanceOf(RouteTable.Found.class);
      return;
    }
    if (!(match instanceof RouteTable.Found<HttpBinding> found)) {
      fail(lookup + " found " + match);
      return;
    }
    assertThat(found.target().path()).as("%s", lookup).isEqualTo(text(lookup, "expect_route"));
    List<Binding> bindings = new ArrayList<>(found.bindings());
    if (lookup.has("query")) {
      for (String pair : text(lookup, "query").split("&")) {
        String[] parts = pair.split("=", 2);
        bindings.add(new Binding(parts[0], PercentCoding.decodeQuery(parts[1])));
      }
    }
    if (lookup.has("bindings")) {
      assertThat(bindings)
          .containsExactlyElementsOf(
              objects(lookup.get("bindings"))
                  .map(b -> new Binding(text(b, "field_path"), text(b, "value")))
                  .toList());
    }
    if (lookup.has("binding_values")) {
      assertThat(bindings.stream().map(Binding::value))
          .containsExactlyElementsOf(strings(lookup.get("binding_values")));
    }
    if (lookup.has("expect_body_field_path")) {
      assertThat(found.target().body()).isEqualTo(text(lookup, "expect_body_field_path"));
    }
  }

  private void mux(JsonObject test) {
    List<JsonObject> routes = objects(test.get("routes")).toList();
    if (routes.stream().anyMatch(r -> isBeyondTheGrammar(text(r, "template")))) {
      assertThatThrownBy(() -> table(routes)).isInstanceOf(IllegalArgumentException.class);
      return;
    }
    JsonObject request = test.getAsJsonObject("request");
    var match = table(routes).find(text(request, "method"), text(request, "path"));
    int expected =
        OTHER_STATUS.getOrDefault(text(test, "id"), test.get("expect_http_status").getAsInt());
    switch (match) {
      case RouteTable.NotFound<HttpBinding> unused -> assertThat(404).isEqualTo(expected);
      case RouteTable.WrongMethod<HttpBinding> unused -> assertThat(405).isEqualTo(expected);
      case RouteTable.Found<HttpBinding> found -> {
        assertThat(200).isEqualTo(expected);
        // The method is never overridden: a POST finds the route of POST.
        assertThat(found.target().method()).isEqualTo(text(request, "method"));
        if (!text(test, "id").equals("gw.Mux.10")) {
          assertThat(found.target().path()).isEqualTo(text(test, "expect_route"));
        }
      }
    }
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

  private void rule(JsonObject test) throws InvalidProtocolBufferException {
    HttpRule rule = (HttpRule) message(HttpRule.getDefaultInstance(), test.get("rule"));
    assertThat(HttpBinding.of(rule).stream().map(b -> List.of(b.method(), b.path(), b.body())))
        .containsExactlyElementsOf(
            elements(test.get("expect")).map(TranscodingCasesTest::strings).toList());
  }

  private static RequestBinder binder(Message prototype, String path, String body) {
    return new RequestBinder(
        prototype, new HttpBinding("POST", PathTemplate.parse(path), path, body, ""), CODEC);
  }

  private static Message message(Message prototype, JsonElement json)
      throws InvalidProtocolBufferException {
    Message.Builder builder = prototype.newBuilderForType();
    JsonFormat.parser().merge(json.toString(), builder);
    return builder.build();
  }

  private static Stream<JsonObject> objects(JsonElement array) {
    return elements(array).map(JsonElement::getAsJsonObject);
  }

  private static List<String> strings(JsonElement array) {
    return elements(array).map(JsonElement::getAsString).toList();
  }

  private static Stream<JsonElement> elements(JsonElement array) {
    return StreamSupport.stream(array.getAsJsonArray().spliterator(), false);
  }

  private static String text(JsonObject object, String name) {
    return object.get(name).getAsString();
  }
}
