package tintype.edge;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import com.google.protobuf.Message;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import org.curioswitch.common.protobuf.json.MessageMarshaller;

/**
 * The proto3 JSON mapping, strict in what it reads: UTF-8, one value, no name twice, no unknown
 * field, no number out of its range. What it writes has every field without presence.
 */
final class JsonCodec {
  /** As deep as a body may nest; the messages here need less than ten. */
  static final int MAX_DEPTH = 64;

  private final JsonFactory json =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_DEPTH)
                  .maxNumberLength(400)
                  .build())
          .build();
  private final MessageMarshaller marshaller;

  private JsonCodec(MessageMarshaller marshaller) {
    this.marshaller = marshaller;
  }

  /** A codec for these types and all that they hold. */
  static JsonCodec of(Collection<? extends Message> types) {
    MessageMarshaller.Builder builder =
        MessageMarshaller.builder()
            .includingDefaultValueFields(true)
            .omittingInsignificantWhitespace(true);
    types.forEach(builder::register);
    return new JsonCodec(builder.build());
  }

  /**
   * Reads a message.
   *
   * @throws Refusal with MALFORMED_JSON
   */
  void merge(byte[] body, Message.Builder into) {
    read(text(body), into);
  }

  /**
   * Reads one field of a message, whose value is the whole body.
   *
   * @throws Refusal with MALFORMED_JSON
   */
  void mergeField(byte[] body, Message.Builder into, FieldDescriptor field) {
    String text = text(body);
    if (field.getJavaType() == JavaType.MESSAGE && !field.isRepeated() && !isWellKnown(field)) {
      read(text, into.getFieldBuilder(field));
      return;
    }
    requireOneValue(text);
    read("{\"" + field.getJsonName() + "\":" + text + "}", into);
  }

  private static boolean isWellKnown(FieldDescriptor field) {
    return field.getMessageType().getFullName().startsWith("google.protobuf.");
  }

  /** Writes a message. */
  byte[] write(Message message) {
    try {
      return marshaller.writeValueAsBytes(message);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Writes the value of one field of a message; {@code null} where it has presence and is unset.
   */
  byte[] writeField(Message message, FieldDescriptor field) {
    byte[] whole = write(message);
    try (JsonParser parser = json.createParser(whole)) {
      parser.nextToken();
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        boolean wanted = parser.currentName().equals(field.getJsonName());
        parser.nextToken();
        int from = (int) parser.currentTokenLocation().getByteOffset();
        parser.skipChildren();
        parser.finishToken();
        if (wanted) {
          return Arrays.copyOfRange(whole, from, (int) parser.currentLocation().getByteOffset());
        }
      }
      return "null".getBytes(StandardCharsets.US_ASCII);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(byte[] body) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
    } catch (CharacterCodingException e) {
      throw Refusal.malformedJson("the body is not UTF-8", "an unknown place");
    }
  }

  private void requireOneValue(String text) {
    try (JsonParser parser = json.createParser(text)) {
      try {
        if (parser.nextToken() == null) {
          throw Refusal.malformedJson("no value", at(parser));
        }
        parser.skipChildren();
        requireEnd(parser);
      } catch (JsonProcessingException e) {
        throw Refusal.malformedJson("the body is not JSON", at(parser));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void read(String text, Message.Builder into) {
    try (JsonParser parser = new StrictJson(json.createParser(text))) {
      try {
        marshaller.mergeValue(parser, into);
        requireEnd(parser);
      } catch (IOException | IllegalArgumentException e) {
        throw Refusal.malformedJson(message(e), at(parser));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void requireEnd(JsonParser parser) throws IOException {
    if (parser.nextToken() != null) {
      throw Refusal.malformedJson("more after the value", at(parser));
    }
  }

  /** The libraries' own texts name Java and proto types, so callers get texts of ours. */
  private static String message(Exception e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof JsonProcessingException) {
        return "the body is not JSON of this request";
      }
    }
    String text = String.valueOf(e.getMessage());
    if (text.startsWith("Cannot find field")) {
      return "unknown field";
    }
    if (text.contains("already been set") || text.startsWith("Cannot set field")) {
      return "a field that stands twice, or beside one that excludes it";
    }
    return "a value that does not fit";
  }

  private static String at(JsonParser parser) {
    JsonLocation location = parser.currentTokenLocation();
    String place =
        "line %d, column %d".formatted(location.getLineNr(), Math.max(1, location.getColumnNr()));
    String pointer = parser.getParsingContext().pathAsPointer().toString();
    return pointer.isEmpty() ? place : place + ", in " + pointer;
  }
}
