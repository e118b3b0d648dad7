package tintype.edge;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.Type;
import com.google.protobuf.FieldMask;
import com.google.protobuf.Message;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * Reads values of fields from texts of a path or a query: what their JSON would be, without quotes.
 * Every failure is an {@link IllegalArgumentException} whose message says what was expected.
 */
final class FieldText {
  private final JsonCodec json;

  FieldText(JsonCodec json) {
    this.json = json;
  }

  /** Whether a text can stand for a value of the field at all. */
  static boolean takesText(FieldDescriptor field) {
    if (field.getType() == Type.GROUP || field.isMapField()) {
      return false;
    }
    return field.getType() != Type.MESSAGE
        || isWrapper(field.getMessageType())
        || switch (field.getMessageType().getFullName()) {
          case "google.protobuf.Timestamp",
              "google.protobuf.Duration",
              "google.protobuf.FieldMask" ->
              true;
          default -> false;
        };
  }

  /**
   * Reads one value.
   *
   * @param holder a builder of the message that has the field
   */
  Object parse(Message.Builder holder, FieldDescriptor field, String text) {
    return switch (field.getType()) {
      case INT32, SINT32, SFIXED32 -> number(text, "a whole number of 32 bits", Integer::valueOf);
      case INT64, SINT64, SFIXED64 -> number(text, "a whole number of 64 bits", Long::valueOf);
      case UINT32, FIXED32 ->
          number(text, "a whole number of 32 bits, not below 0", Integer::parseUnsignedInt);
      case UINT64, FIXED64 ->
          number(text, "a whole number of 64 bits, not below 0", Long::parseUnsignedLong);
      case FLOAT -> number(text, "a number of single precision", FieldText::toFloat);
      case DOUBLE -> number(text, "a number", FieldText::toDouble);
      case BOOL -> toBoolean(text);
      case STRING -> text;
      case BYTES -> toBytes(text);
      case ENUM -> toEnum(field, text);
      case MESSAGE -> toMessage(holder, field, text);
      case GROUP -> throw new IllegalArgumentException("a group takes no text");
    };
  }

  private interface Reader {
    Object read(String text);
  }

  private static Object number(String text, String expected, Reader reader) {
    // Java takes more than JSON does: a plus sign, digits of other scripts, 1f, 0x1p3.
    for (int i = 0; i < text.length(); i++) {
      if ("0123456789-.eE".indexOf(text.charAt(i)) < 0
          && !(i > 0 && text.charAt(i) == '+')
          && !isNotFinite(text)) {
        throw new IllegalArgumentException("(expected: " + expected + ")");
      }
    }
    try {
      return reader.read(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("(expected: " + expected + ")", e);
    }
  }

  private static boolean isNotFinite(String text) {
    return text.equals("NaN") || text.equals("Infinity") || text.equals("-Infinity");
  }

  private static Float toFloat(String text) {
    float value = Float.parseFloat(text);
    if (Float.isInfinite(value) && !isNotFinite(text)) {
      throw new NumberFormatException();
    }
    return value;
  }

  private static Double toDouble(String text) {
    double value = Double.parseDouble(text);
    if (Double.isInfinite(value) && !isNotFinite(text)) {
      throw new NumberFormatException();
    }
    return value;
  }

  private static Boolean toBoolean(String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException("(expected: true or false)");
    };
  }

  private static ByteString toBytes(String text) {
    try {
      return ByteString.copyFrom(
          Base64.getDecoder().decode(text.replace('-', '+').replace('_', '/')));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("(expected: base64)", e);
    }
  }

  private static EnumValueDescriptor toEnum(FieldDescriptor field, String text) {
    EnumValueDescriptor value = field.getEnumType().findValueByName(text);
    if (value == null && text.matches("-?[0-9]{1,10}")) {
      long number = Long.parseLong(text);
      if (number == (int) number) {
        value = field.getEnumType().findValueByNumberCreatingIfUnknown((int) number);
      }
    }
    if (value == null) {
      throw new IllegalArgumentException(
          "(expected: one of "
              + String.join(
                  ", ",
                  field.getEnumType().getValues().stream()
                      .map(EnumValueDescriptor::getName)
                      .toList())
              + ")");
    }
    return value;
  }

  private Message toMessage(Message.Builder holder, FieldDescriptor field, String text) {
    Descriptor type = field.getMessageType();
    if (isWrapper(type)) {
      Message.Builder builder = holder.newBuilderForField(field);
      FieldDescriptor value = type.findFieldByName("value");
      return builder.setField(value, parse(builder, value, text)).build();
    }
    if (type.getFullName().equals("google.protobuf.FieldMask")) {
      return toFieldMask(text);
    }
    // What is left is a timestamp or a duration. None of their texts needs an escape.
    if (!text.matches("[-+:.TZszt0-9]{1,40}")) {
      throw new IllegalArgumentException("(expected: " + type.getName() + ")");
    }
    String value = field.isRepeated() ? "[\"" + text + "\"]" : "\"" + text + "\"";
    Message.Builder fresh = holder.getDefaultInstanceForType().newBuilderForType();
    try {
      json.mergeField(value.getBytes(StandardCharsets.US_ASCII), fresh, field);
    } catch (Refusal e) {
      throw new IllegalArgumentException("(expected: " + type.getName() + ")", e);
    }
    return (Message)
        (field.isRepeated() ? fresh.getRepeatedField(field, 0) : fresh.getField(field));
  }

  /** Takes names of JSON and of the proto: the first are turned into the second. */
  private static FieldMask toFieldMask(String text) {
    FieldMask.Builder mask = FieldMask.newBuilder();
    for (String path : text.split(",", -1)) {
      if (!path.matches("[A-Za-z0-9_.]+")) {
        throw new IllegalArgumentException("(expected: names of fields with commas between)");
      }
      StringBuilder snake = new StringBuilder();
      for (char c : path.toCharArray()) {
        snake.append(c >= 'A' && c <= 'Z' ? "_" + Character.toLowerCase(c) : c);
      }
      mask.addPaths(snake.toString());
    }
    return mask.build();
  }

  private static boolean isWrapper(Descriptor type) {
    return type.getFile().getFullName().equals("google/protobuf/wrappers.proto");
  }
}
