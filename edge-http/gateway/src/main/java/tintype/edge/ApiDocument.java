package tintype.edge;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The routes as an OpenAPI 3.1 document, out of the descriptors that the routes are read from.
 *
 * @see <a href="https://spec.openapis.org/oas/v3.1.1.html">OpenAPI 3.1.1</a>
 */
final class ApiDocument {
  /** The methods that the document can name; HEAD is everywhere where GET is, and not said. */
  private static final Set<String> METHODS =
      Set.of("GET", "PUT", "POST", "DELETE", "OPTIONS", "PATCH", "TRACE");

  private static final String ABOUT =
      """
      Photos, feeds and what is between people. An answer to a write has the header `tintype-after`; \
      a read that sends it back shows the write. Lists answer `nextPageToken` where there is more. \
      HEAD is taken wherever GET is.\
      """;

  private final ProtoComments comments;
  private final ApiSchemas schemas;
  private final Map<String, ApiPath> byShape = new LinkedHashMap<>();
  private final Map<String, Map<String, Object>> paths = new TreeMap<>();
  private final Map<String, String> tags = new TreeMap<>();
  private final Set<String> operationIds = new HashSet<>();

  private ApiDocument(ProtoComments comments) {
    this.comments = comments;
    this.schemas = new ApiSchemas(comments);
  }

  /** The document, as JSON. */
  static byte[] of(List<Route> routes, ProtoComments comments) {
    ApiDocument document = new ApiDocument(comments);
    routes.stream().filter(r -> METHODS.contains(r.binding().method())).forEach(document::add);
    return json(document.whole());
  }

  private void add(Route route) {
    HttpBinding binding = route.binding();
    ApiPath own = ApiPath.of(binding.template());
    // Templates that differ by names only are one path there, so the first one's names are taken.
    ApiPath first = byShape.computeIfAbsent(binding.template().shape(), unused -> own);
    ApiPath path = new ApiPath(first.text(), first.parameters(), own.fields());
    var service = route.schema().getService();
    String tag = shortName(service.getFullName());
    tags.put(tag, comments.of(service.getFullName()));
    Map<String, Object> operation =
        new ApiOperation(route, path, schemas)
            .describe(tag, operationId(route), comments.of(route.schema().getFullName()));
    paths
        .computeIfAbsent(path.text(), unused -> new LinkedHashMap<>())
        .put(binding.method().toLowerCase(Locale.ROOT), operation);
  }

  /** Additional bindings of an RPC are operations of their own. */
  private String operationId(Route route) {
    String name = shortName(route.schema().getFullName());
    String id = name;
    for (int i = 2; !operationIds.add(id); i++) {
      id = name + "_" + i;
    }
    return id;
  }

  /** {@code media.PostService} of {@code tintype.media.v1.PostService}. */
  private static String shortName(String fullName) {
    return fullName.replaceFirst("^tintype\\.", "").replaceFirst("\\.v[0-9]+\\.", ".");
  }

  private Map<String, Object> whole() {
    Map<String, Object> root = new LinkedHashMap<>();
    root.put("openapi", "3.1.1");
    root.put("info", Map.of("title", "Tintype", "version", "v1", "description", ABOUT));
    root.put("servers", List.of(Map.of("url", "/")));
    root.put(
        "tags",
        tags.entrySet().stream()
            .map(tag -> Map.of("name", tag.getKey(), "description", tag.getValue()))
            .toList());
    root.put("paths", paths);
    Map<String, Object> components = new LinkedHashMap<>();
    schemas.components().put("Error", ApiOperation.errorSchema());
    components.put("schemas", schemas.components());
    components.put("responses", Map.of("Error", ApiOperation.errorResponse()));
    components.put(
        "securitySchemes",
        Map.of("bearer", Map.of("type", "http", "scheme", "bearer", "bearerFormat", "JWT")));
    root.put("components", components);
    return root;
  }

  private static byte[] json(Map<String, Object> tree) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(64 * 1024);
    try (JsonGenerator out = new JsonFactory().createGenerator(bytes)) {
      write(out, tree);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static void write(JsonGenerator out, Object node) throws IOException {
    switch (node) {
      case Map<?, ?> map -> {
        out.writeStartObject();
        for (Map.Entry<?, ?> entry : map.entrySet()) {
          out.writeFieldName((String) entry.getKey());
          write(out, entry.getValue());
        }
        out.writeEndObject();
      }
      case List<?> list -> {
        out.writeStartArray();
        for (Object element : list) {
          write(out, element);
        }
        out.writeEndArray();
      }
      case String text -> out.writeString(text);
      case Boolean truth -> out.writeBoolean(truth);
      case Number number -> out.writeNumber(number.longValue());
      default -> throw new IllegalArgumentException("no JSON: " + node.getClass());
    }
  }
}
