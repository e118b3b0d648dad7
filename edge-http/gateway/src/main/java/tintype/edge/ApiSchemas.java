package tintype.edge;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.OneofDescriptor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * JSON schemas of messages, as the proto3 JSON mapping writes them. Collects the types that it
 * meets; each stands once, under its full proto name.
 */
final class ApiSchemas {
  private final ProtoComments comments;
  private final Map<String, Object> components = new TreeMap<>();

  ApiSchemas(ProtoComments comments) {
    this.comments = comments;
  }

  /** All types that were referred to, by name. */
  Map<String, Object> components() {
    return components;
  }

  /** Bytes that are no JSON. */
  static Map<String, Object> bytes() {
    return Map.of("type", "string", "contentMediaType", "application/octet-stream");
  }

  /** The schema of a field, with its comment. */
  Map<String, Object> ofField(FieldDescriptor field) {
    Map<String, Object> schema = new LinkedHashMap<>();
    if (field.isMapField()) {
      schema.put("type", "object");
      schema.put("additionalProperties", ofValue(field.getMessageType().findFieldByName("value")));
    } else if (field.isRepeated()) {
      schema.put("type", "array");
      schema.put("items", with(ofValue(field), ApiRules.ofItems(field)));
    } else {
      schema.putAll(ofValue(field));
    }
    schema.putAll(ApiRules.of(field));
    String comment = comments.of(field.getFullName());
    if (!comment.isEmpty()) {
      schema.put("description", comment);
    }
    return schema;
  }

  private static Map<String, Object> with(Map<String, Object> schema, Map<String, Object> rules) {
    Map<String, Object> both = new LinkedHashMap<>(schema);
    both.putAll(rules);
    return both;
  }

  private Map<String, Object> ofValue(FieldDescriptor field) {
    return switch (field.getType()) {
      case DOUBLE -> Map.of("type", "number", "format", "double");
      case FLOAT -> Map.of("type", "number", "format", "float");
      case INT32, SINT32, SFIXED32 -> Map.of("type", "integer", "format", "int32");
      case UINT32, FIXED32 -> Map.of("type", "integer", "minimum", 0, "maximum", 4294967295L);
      case INT64, SINT64, SFIXED64 -> Map.of("type", "string", "format", "int64");
      case UINT64, FIXED64 -> Map.of("type", "string", "format", "uint64");
      case BOOL -> Map.of("type", "boolean");
      case STRING -> Map.of("type", "string");
      case BYTES -> Map.of("type", "string", "contentEncoding", "base64");
      case ENUM -> ofEnum(field.getEnumType());
      case MESSAGE, GROUP -> ofMessage(field.getMessageType());
    };
  }

  /** The schema of a message: what the JSON mapping has for it, or a reference to its fields. */
  Map<String, Object> ofMessage(Descriptor type) {
    return switch (type.getFullName()) {
      case "google.api.HttpBody" -> bytes();
      case "google.protobuf.Timestamp" -> Map.of("type", "string", "format", "date-time");
      case "google.protobuf.Duration" ->
          Map.of("type", "string", "pattern", "^-?[0-9]+(\\.[0-9]{1,9})?s$");
      case "google.protobuf.FieldMask" ->
          Map.of("type", "string", "description", "Names of fields, with commas between them.");
      case "google.protobuf.Struct", "google.protobuf.Empty" -> Map.of("type", "object");
      case "google.protobuf.Value" -> Map.of();
      case "google.protobuf.ListValue" -> Map.of("type", "array");
      case "google.protobuf.Any" ->
          Map.of("type", "object", "properties", Map.of("@type", Map.of("type", "string")));
      default -> isWrapper(type) ? nullable(type) : reference(type);
    };
  }

  private static boolean isWrapper(Descriptor type) {
    return type.getFile().getName().equals("google/protobuf/wrappers.proto");
  }

  private Map<String, Object> nullable(Descriptor wrapper) {
    Map<String, Object> schema = new LinkedHashMap<>(ofValue(wrapper.findFieldByName("value")));
    schema.put("type", List.of(schema.get("type"), "null"));
    return schema;
  }

  private Map<String, Object> reference(Descriptor type) {
    if (!components.containsKey(type.getFullName())) {
      Map<String, Object> schema = described(type.getFullName(), "object");
      components.put(type.getFullName(), schema); // Before its fields, which may lead back here.
      Map<String, Object> properties = new LinkedHashMap<>();
      type.getFields().forEach(field -> properties.put(field.getJsonName(), ofField(field)));
      schema.put("properties", properties);
      schema.put("additionalProperties", false);
      String choices = choices(type);
      if (!choices.isEmpty()) {
        schema.put("description", (schema.getOrDefault("description", "") + choices).strip());
      }
    }
    return referenceTo(type.getFullName());
  }

  private static String choices(Descriptor type) {
    StringBuilder text = new StringBuilder();
    for (OneofDescriptor choice : type.getRealOneofs()) {
      List<String> names = choice.getFields().stream().map(FieldDescriptor::getJsonName).toList();
      text.append("\n\nAt most one of: ").append(String.join(", ", names)).append('.');
    }
    return text.toString();
  }

  private Map<String, Object> ofEnum(EnumDescriptor type) {
    Map<String, Object> schema = described(type.getFullName(), "string");
    schema.put("enum", type.getValues().stream().map(EnumValueDescriptor::getName).toList());
    StringBuilder text = new StringBuilder(comments.of(type.getFullName()));
    for (EnumValueDescriptor value : type.getValues()) {
      // A value's full name is its enum's sibling; comments are kept under the enum.
      String comment = comments.of(type.getFullName() + "." + value.getName());
      if (!comment.isEmpty()) {
        text.append("\n\n").append(value.getName()).append(": ").append(comment);
      }
    }
    if (!text.isEmpty()) {
      schema.put("description", text.toString().strip());
    }
    components.putIfAbsent(type.getFullName(), schema);
    return referenceTo(type.getFullName());
  }

  private Map<String, Object> described(String name, String type) {
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("type", type);
    if (!comments.of(name).isEmpty()) {
      schema.put("description", comments.of(name));
    }
    return schema;
  }

  static Map<String, Object> referenceTo(String name) {
    return Map.of("$ref", "#/components/schemas/" + name);
  }
}
