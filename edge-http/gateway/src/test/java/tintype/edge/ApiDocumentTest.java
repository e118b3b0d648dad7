package tintype.edge;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The document about the real services, and about the test's with its stranger routes. */
class ApiDocumentTest {
  private static final Set<String> OPERATIONS =
      Set.of("get", "put", "post", "delete", "options", "head", "patch", "trace");

  private final Routes routes = new Routes(ContractTest.channels());
  private final JsonObject api = document(routes);
  private final Routes strange =
      new Routes(Map.of(RunningEdge.SERVICE, ContractTest.channels().values().iterator().next()));
  private final JsonObject strangeApi = document(strange);

  private static JsonObject document(Routes routes) {
    byte[] json = ApiDocument.of(routes.all(), ProtoComments.onClassPath());
    return JsonParser.parseString(new String(json, StandardCharsets.UTF_8)).getAsJsonObject();
  }

  private static JsonObject operation(JsonObject api, String method, String path) {
    return api.getAsJsonObject("paths").getAsJsonObject(path).getAsJsonObject(method);
  }

  @Test
  void hasEveryRoute() {
    assertThat(routes.all()).hasSizeGreaterThan(15);
    for (Route route : routes.all()) {
      HttpBinding binding = route.binding();
      String path = ApiPath.of(binding.template()).text();
      String method = binding.method().toLowerCase(Locale.ROOT);
      assertThat(operation(api, method, path)).as(method + " " + path).isNotNull();
    }
    assertThat(operations(api)).hasSameSizeAs(routes.all());
    assertThat(operations(strangeApi)).hasSameSizeAs(strange.all());
  }

  @Test
  void keepsTheRulesOfOpenApi() {
    for (JsonObject document : List.of(api, strangeApi)) {
      assertThat(document.get("openapi").getAsString()).startsWith("3.1.");
      assertThat(document.getAsJsonObject("info").keySet()).contains("title", "version");
      Set<String> ids = new HashSet<>();
      Set<String> shapes = new HashSet<>();
      for (Map.Entry<String, JsonElement> path : document.getAsJsonObject("paths").entrySet()) {
        JsonObject item = path.getValue().getAsJsonObject();
        assertThat(path.getKey()).startsWith("/");
        assertThat(shapes.add(path.getKey().replaceAll("\\{[^}]*}", "{}"))).isTrue();
        assertThat(OPERATIONS).containsAll(item.keySet());
        item.keySet().forEach(m -> check(path.getKey(), item.getAsJsonObject(m), ids));
      }
      checkReferences(document, document);
    }
  }

  private static void check(String path, JsonObject operation, Set<String> ids) {
    assertThat(ids.add(operation.get("operationId").getAsString())).isTrue();
    assertThat(operation.getAsJsonObject("responses").keySet()).contains("200", "default");
    Set<String> inPath = new TreeSet<>();
    Set<String> all = new HashSet<>();
    JsonArray parameters = operation.getAsJsonArray("parameters");
    for (JsonElement element : parameters == null ? new JsonArray() : parameters) {
      JsonObject parameter = element.getAsJsonObject();
      String name = parameter.get("name").getAsString();
      assertThat(all.add(parameter.get("in").getAsString() + " " + name)).isTrue();
      assertThat(parameter.has("schema")).isTrue();
      if (parameter.get("in").getAsString().equals("path")) {
        assertThat(parameter.get("required").getAsBoolean()).isTrue();
        inPath.add(name);
      }
    }
    Set<String> declared = new TreeSet<>();
    Matcher names = Pattern.compile("\\{([^}]*)}").matcher(path);
    while (names.find()) {
      declared.add(names.group(1));
    }
    assertThat(inPath).as(path).isEqualTo(declared);
  }

  private static void checkReferences(JsonObject root, JsonElement node) {
    if (node.isJsonArray()) {
      node.getAsJsonArray().forEach(element -> checkReferences(root, element));
    } else if (node.isJsonObject()) {
      JsonElement reference = node.getAsJsonObject().get("$ref");
      if (reference != null && reference.isJsonPrimitive()) {
        JsonElement target = root;
        for (String step : reference.getAsString().substring(2).split("/")) {
          target = target.getAsJsonObject().get(step);
          assertThat(target).as(reference.getAsString()).isNotNull();
        }
      }
      node.getAsJsonObject().entrySet().forEach(child -> checkReferences(root, child.getValue()));
    }
  }

  private static List<String> operations(JsonObject document) {
    List<String> all = new ArrayList<>();
    JsonObject paths = document.getAsJsonObject("paths");
    for (String path : paths.keySet()) {
      paths.getAsJsonObject(path).keySet().forEach(m -> all.add(m + " " + path));
    }
    return all;
  }

  @Test
  void saysWhatTheProtoSays() {
    JsonObject get = operation(api, "get", "/v1/posts/{post_id}");
    assertThat(get.get("operationId").getAsString()).isEqualTo("media.PostService.GetPost");
    assertThat(get.get("description").getAsString()).isNotEmpty();
    assertThat(get.getAsJsonArray("security").toString()).isEqualTo("[{},{\"bearer\":[]}]");
    JsonObject schema = get.getAsJsonObject("responses").getAsJsonObject("200");
    assertThat(schema.toString()).contains("#/components/schemas/tintype.media.v1.GetPostResponse");
    JsonObject post =
        api.getAsJsonObject("components")
            .getAsJsonObject("schemas")
            .getAsJsonObject("tintype.media.v1.Post");
    assertThat(post.get("description").getAsString()).isNotEmpty();
    assertThat(post.getAsJsonObject("properties").getAsJsonObject("createTime").get("format"))
        .hasToString("\"date-time\"");
    assertThat(operation(api, "get", "/v1/feed").getAsJsonArray("security").toString())
        .isEqualTo("[{\"bearer\":[]}]");
  }

  @Test
  void saysTheRulesOfFieldsAndNothingForTheLinter() {
    JsonObject schemas = api.getAsJsonObject("components").getAsJsonObject("schemas");
    JsonObject register =
        schemas.getAsJsonObject("tintype.account.v1.RegisterRequest").getAsJsonObject("properties");
    JsonObject username = register.getAsJsonObject("username");
    assertThat(username.get("minLength").getAsInt()).isEqualTo(3);
    assertThat(username.get("maxLength").getAsInt()).isEqualTo(30);
    assertThat(username.get("pattern").getAsString()).startsWith("^[A-Za-z0-9_]");
    assertThat(register.getAsJsonObject("password").has("pattern")).isFalse();
    String batch =
        operation(api, "get", "/v1/posts:batchGet").getAsJsonArray("parameters").toString();
    assertThat(batch).contains("\"maxItems\":100");
    assertThat(api.toString()).doesNotContain("buf:lint");
  }

  @Test
  void saysWhatTheBinderTakes() {
    JsonObject patch = operation(strangeApi, "patch", "/shelves/{shelf}/books/{book.id}");
    assertThat(patch.toString()).contains("#/components/schemas/tintype.edge.v1.Book\"");
    assertThat(operation(strangeApi, "get", "/v1/messages/{string_value}")).isNotNull();
    JsonObject echo = operation(strangeApi, "get", "/v1/echo");
    String parameters = echo.getAsJsonArray("parameters").toString();
    assertThat(parameters)
        .contains("\"name\":\"second_query\"", "\"name\":\"repeatedValue\"")
        .doesNotContain("\"name\":\"mapValue\"", "\"name\":\"nested\"");
    assertThat(operation(strangeApi, "post", "/v1/echo").has("parameters")).isFalse();
    JsonObject ranges = operation(strangeApi, "get", "/v1/ranges/{name}");
    assertThat(ranges.getAsJsonObject("responses").keySet()).contains("206", "304", "416");
    JsonObject upload = operation(strangeApi, "post", "/v1/things/{name}:upload");
    assertThat(upload.getAsJsonObject("requestBody").getAsJsonObject("content").keySet())
        .containsExactly("*/*");
  }
}
