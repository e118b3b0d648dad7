package tintype.edge;

import build.buf.validate.FieldRules;
import build.buf.validate.Ignore;
import build.buf.validate.StringRules;
import build.buf.validate.ValidateProto;
import com.google.protobuf.Descriptors.FieldDescriptor;
import java.util.LinkedHashMap;
import java.util.Map;

/** A field's rules in the contract, as far as JSON Schema has words for them. */
final class ApiRules {
  private ApiRules() {}

  /** Of the field itself: of a list, how many it holds. */
  static Map<String, Object> of(FieldDescriptor field) {
    FieldRules rules = rules(field);
    if (!field.isRepeated()) {
      return ofValue(rules);
    }
    Map<String, Object> schema = new LinkedHashMap<>();
    if (rules.getRepeated().hasMinItems()) {
      schema.put("minItems", rules.getRepeated().getMinItems());
    }
    if (rules.getRepeated().hasMaxItems()) {
      schema.put("maxItems", rules.getRepeated().getMaxItems());
    }
    return schema;
  }

  /** Of what a list holds. */
  static Map<String, Object> ofItems(FieldDescriptor field) {
    return ofValue(rules(field).getRepeated().getItems());
  }

  private static FieldRules rules(FieldDescriptor field) {
    return field.getOptions().getExtension(ValidateProto.field);
  }

  private static Map<String, Object> ofValue(FieldRules rules) {
    Map<String, Object> schema = new LinkedHashMap<>();
    StringRules text = rules.getString();
    if (text.hasMaxLen()) {
      schema.put("maxLength", text.getMaxLen());
    }
    if (rules.getIgnore() == Ignore.IGNORE_IF_ZERO_VALUE) {
      return schema; // An empty text breaks none of the rules below.
    }
    if (text.hasMinLen()) {
      schema.put("minLength", text.getMinLen());
    }
    if (text.hasPattern()) {
      schema.put("pattern", text.getPattern());
    }
    return schema;
  }
}
