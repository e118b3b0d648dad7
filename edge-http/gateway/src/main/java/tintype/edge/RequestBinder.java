package tintype.edge;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tintype.edge.RouteTable.Binding;

/**
 * Makes the request message of one route out of a path, a query and a body. Made once, at the
 * start, where it refuses a route that names fields which are not there.
 */
final class RequestBinder {
  private final Message prototype;
  private final HttpBinding binding;
  private final JsonCodec json;
  private final FieldText texts;
  private final Map<String, FieldPath> variables = new LinkedHashMap<>();
  private final FieldPath body;

  /**
   * @throws IllegalArgumentException if a variable or the body names no field, or one that cannot
   *     be read from there
   */
  RequestBinder(Message prototype, HttpBinding binding, JsonCodec json) {
    this.prototype = prototype;
    this.binding = binding;
    this.json = json;
    this.texts = new FieldText(json);
    Descriptor type = prototype.getDescriptorForType();
    boolean named = !binding.body().isEmpty() && !binding.body().equals("*");
    this.body = named ? FieldPath.resolve(type, binding.body()) : null;
    for (PathTemplate.Variable variable : binding.template().variables()) {
      FieldPath path = FieldPath.resolve(type, variable.fieldPath());
      if (path.last().isRepeated() || !FieldText.takesText(path.last())) {
        throw new IllegalArgumentException(
            binding.path() + " binds " + path + " (expected: a field that is one text)");
      }
      if (variables.putIfAbsent(variable.fieldPath(), path) != null) {
        throw new IllegalArgumentException(binding.path() + " binds " + path + " twice");
      }
    }
  }

  /** Whether the body says anything. */
  boolean takesBody() {
    return !binding.body().isEmpty();
  }

  /** The field that the body is, or null where it is the whole message or nothing. */
  FieldPath bodyField() {
    return body;
  }

  /** A request that says nothing yet. */
  Message.Builder emptyRequest() {
    return prototype.newBuilderForType();
  }

  /**
   * Makes a request.
   *
   * @param path the values of the template's variables
   * @param query as it was sent, without the question mark; may be empty
   * @param content the JSON body; empty for none
   * @throws Refusal with MALFORMED_JSON, INVALID_FIELD or MALFORMED_REQUEST
   */
  Message bind(List<Binding> path, String query, byte[] content) {
    Message.Builder request = emptyRequest();
    if (content.length > 0 && body != null) {
      json.mergeField(content, holder(request, body), body.last());
    } else if (content.length > 0 && takesBody()) {
      json.merge(content, request);
    }
    bindQuery(request, query);
    for (Binding value : path) {
      bindVariable(request, variables.get(value.fieldPath()), value.value());
    }
    return request.build();
  }

  private void bindQuery(Message.Builder request, String query) {
    Set<FieldPath> seen = new HashSet<>();
    for (String pair : query.split("&")) {
      if (pair.isEmpty()) {
        continue;
      }
      int equals = pair.indexOf('=');
      String name = decode(equals < 0 ? pair : pair.substring(0, equals));
      String value = equals < 0 ? "" : decode(pair.substring(equals + 1));
      FieldPath path = queryPath(name);
      if (variables.containsValue(path)) {
        continue; // The path has said it; google.api.http leaves such a field out of the query.
      }
      if (!seen.add(path) && !path.last().isRepeated()) {
        throw Refusal.invalidField(name, "stands twice");
      }
      set(request, path, value);
    }
  }

  private FieldPath queryPath(String name) {
    FieldPath path;
    try {
      path = FieldPath.resolve(prototype.getDescriptorForType(), name);
    } catch (IllegalArgumentException e) {
      throw Refusal.invalidField(name, e.getMessage());
    }
    if (binding.body().equals("*") || body != null && path.isWithin(body)) {
      throw Refusal.invalidField(name, "belongs into the body");
    }
    if (!FieldText.takesText(path.last())) {
      throw Refusal.invalidField(name, "cannot stand in a query");
    }
    return path;
  }

  /** A variable wins over nothing: a body that says otherwise is refused, not overruled. */
  private void bindVariable(Message.Builder request, FieldPath path, String value) {
    Message.Builder holder = holder(request, path);
    FieldDescriptor field = path.last();
    Object before = holder.getField(field);
    boolean inBody =
        field.hasPresence() ? holder.hasField(field) : !before.equals(field.getDefaultValue());
    set(request, path, value);
    if (inBody && !before.equals(holder.getField(field))) {
      throw Refusal.invalidField(path.toString(), "differs between the path and the body");
    }
  }

  private void set(Message.Builder request, FieldPath path, String text) {
    Message.Builder holder = holder(request, path);
    FieldDescriptor field = path.last();
    Object value;
    try {
      value = texts.parse(holder, field, text);
    } catch (IllegalArgumentException e) {
      throw Refusal.invalidField(path.toString(), e.getMessage());
    }
    if (field.isRepeated()) {
      holder.addRepeatedField(field, value);
    } else {
      holder.setField(field, value);
    }
  }

  private static Message.Builder holder(Message.Builder request, FieldPath path) {
    try {
      return path.holder(request);
    } catch (IllegalArgumentException e) {
      throw Refusal.invalidField(path.toString(), e.getMessage());
    }
  }

  private static String decode(String text) {
    try {
      return PercentCoding.decodeQuery(text);
    } catch (IllegalArgumentException e) {
      throw Refusal.malformedRequest("the query has " + e.getMessage());
    }
  }
}
