package tintype.edge;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tintype.edge.Route.Kind;
import tintype.rpc.v1.Auth;
import tintype.rpc.v1.Options;

/** One route as an operation of OpenAPI: what {@link RequestBinder} takes, and what comes back. */
final class ApiOperation {
  private static final Map<String, Object> TEXT = Map.of("type", "string");

  private final Route route;
  private final ApiPath path;
  private final ApiSchemas schemas;
  private final Descriptor request;
  private final List<Object> parameters = new ArrayList<>();

  ApiOperation(Route route, ApiPath path, ApiSchemas schemas) {
    this.route = route;
    this.path = path;
    this.schemas = schemas;
    this.request = route.schema().getInputType();
  }

  Map<String, Object> describe(String tag, String id, String comment) {
    Map<String, Object> operation = new LinkedHashMap<>();
    operation.put("tags", List.of(tag));
    operation.put("operationId", id);
    if (!comment.isEmpty()) {
      operation.put("summary", comment.split("(?<=\\.)\\s", 2)[0]);
      operation.put("description", comment);
    }
    addPathParameters();
    if (!route.binding().body().equals("*")) {
      addQueryParameters(request, "", Set.of(request));
    }
    if (!parameters.isEmpty()) {
      operation.put("parameters", parameters);
    }
    if (route.binder().takesBody()) {
      operation.put("requestBody", requestBody());
    }
    operation.put("responses", responses());
    addSecurity(operation);
    return operation;
  }

  private void addPathParameters() {
    for (int i = 0; i < path.parameters().size(); i++) {
      String field = path.fields().get(i);
      Map<String, Object> schema =
          field.isEmpty() ? TEXT : schemas.ofField(FieldPath.resolve(request, field).last());
      addParameter(path.parameters().get(i), "path", schema);
    }
  }

  /** Fields inside of fields have names with dots; a type inside of itself is left out. */
  private void addQueryParameters(Descriptor type, String prefix, Set<Descriptor> above) {
    for (FieldDescriptor field : type.getFields()) {
      String protoName = prefix + field.getName();
      FieldPath resolved = FieldPath.resolve(request, protoName);
      boolean inBody = resolved.equals(route.binder().bodyField());
      if (inBody || path.fields().contains(protoName)) {
        continue;
      }
      if (FieldText.takesText(field)) {
        addParameter(resolved.toString(), "query", schemas.ofField(field));
      } else if (field.getJavaType() == JavaType.MESSAGE
          && !field.isRepeated()
          && !above.contains(field.getMessageType())) {
        Set<Descriptor> deeper = new HashSet<>(above);
        deeper.add(field.getMessageType());
        addQueryParameters(field.getMessageType(), protoName + ".", deeper);
      }
    }
  }

  private void addParameter(String name, String in, Map<String, Object> schema) {
    Map<String, Object> parameter = new LinkedHashMap<>();
    parameter.put("name", name);
    parameter.put("in", in);
    if (in.equals("path")) {
      parameter.put("required", true);
    }
    Map<String, Object> plain = new LinkedHashMap<>(schema);
    Object description = plain.remove("description");
    if (description != null) {
      parameter.put("description", description);
    }
    parameter.put("schema", plain);
    parameters.add(parameter);
  }

  private Map<String, Object> requestBody() {
    Map<String, Object> body = new LinkedHashMap<>();
    if (route.kind() == Kind.UPLOAD) {
      body.put("required", true);
      body.put("content", content("*/*", ApiSchemas.bytes()));
      return body;
    }
    FieldPath field = route.binder().bodyField();
    Map<String, Object> schema =
        field == null ? schemas.ofMessage(request) : schemas.ofField(field.last());
    body.put("content", content(Answer.JSON, schema));
    return body;
  }

  private Map<String, Object> responses() {
    Descriptor answer = route.schema().getOutputType();
    boolean bytes = Route.isBytes(answer);
    Map<String, Object> schema =
        route.responseField() != null
            ? schemas.ofField(route.responseField())
            : schemas.ofMessage(answer);
    Map<String, Object> responses = new LinkedHashMap<>();
    Map<String, Object> content = content(bytes ? "*/*" : Answer.JSON, schema);
    responses.put("200", Map.of("description", "Done.", "content", content));
    if (route.httpBytes()) {
      responses.put("206", Map.of("description", "The range asked for.", "content", content));
      responses.put("304", Map.of("description", "Not changed."));
      responses.put("416", Map.of("description", "No such range."));
    }
    responses.put("default", Map.of("$ref", "#/components/responses/Error"));
    return responses;
  }

  private void addSecurity(Map<String, Object> operation) {
    Auth auth = route.schema().getOptions().getExtension(Options.auth);
    if (auth.getCallersCount() == 0) {
      return;
    }
    Map<String, Object> bearer = Map.of("bearer", List.of());
    boolean anyone = auth.getCallersList().contains(Auth.Caller.ANYONE);
    operation.put("security", anyone ? List.of(Map.of(), bearer) : List.of(bearer));
  }

  private static Map<String, Object> content(String type, Map<String, Object> schema) {
    return Map.of(type, Map.of("schema", schema));
  }

  static Map<String, Object> errorResponse() {
    return Map.of(
        "description",
        "Why not.",
        "content",
        content(Answer.JSON, ApiSchemas.referenceTo("Error")));
  }

  /** The one shape of every error: {@link ErrorAnswers}. */
  static Map<String, Object> errorSchema() {
    Map<String, Object> details =
        Map.of(
            "type",
            "array",
            "description",
            "Messages of google.rpc: ErrorInfo says the reason, BadRequest the fields.",
            "items",
            Map.of(
                "type",
                "object",
                "properties",
                Map.of("@type", TEXT),
                "required",
                List.of("@type")));
    Map<String, Object> properties = new LinkedHashMap<>();
    properties.put("code", Map.of("type", "integer", "description", "The HTTP status."));
    properties.put("status", Map.of("type", "string", "description", "The gRPC code's name."));
    properties.put("message", TEXT);
    properties.put("details", details);
    Map<String, Object> error = new LinkedHashMap<>();
    error.put("type", "object");
    error.put("properties", properties);
    error.put("required", List.of("code", "status", "message", "details"));
    return Map.of(
        "type", "object", "properties", Map.of("error", error), "required", List.of("error"));
  }
}
