package tintype.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;
import static tintype.edge.TranscodingCases.elements;
import static tintype.edge.TranscodingCases.message;
import static tintype.edge.TranscodingCases.objects;
import static tintype.edge.TranscodingCases.strings;
import static tintype.edge.TranscodingCases.tests;
import static tintype.edge.TranscodingCases.text;

import com.google.api.HttpRule;
import com.google.gson.JsonObject;
import com.google.protobuf.InvalidProtocolBufferException;
import io.grpc.Status.Code;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tintype.edge.RouteTable.Binding;

/** The shared cases of templates, of routes that a path finds, and of rules. */
class RouteCasesTest {
  /** Templates that others take and we refuse, beside all with segments after {@code **}. */
  private static final Set<String> REFUSED_TEMPLATES =
      Set.of("gw.tmpl.accept.1", "gw.tmpl.accept.2", "gw.tmpl.accept.3");

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

  private static JsonObject all;

  @BeforeAll
  static void read() throws IOException {
    all = TranscodingCases.read();
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

  private void rule(JsonObject test) throws InvalidProtocolBufferException {
    HttpRule rule = (HttpRule) message(HttpRule.getDefaultInstance(), test.get("rule"));
    assertThat(HttpBinding.of(rule).stream().map(b -> List.of(b.method(), b.path(), b.body())))
        .containsExactlyElementsOf(
            elements(test.get("expect")).map(TranscodingCases::strings).toList());
  }
}
