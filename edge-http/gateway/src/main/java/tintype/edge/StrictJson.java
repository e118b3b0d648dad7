package tintype.edge;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.util.JsonParserDelegate;
import java.io.IOException;

/**
 * Closes the gaps between what protobuf-jackson reads and proto3 JSON: half of a surrogate pair in
 * a text, and a fraction as an enum's number.
 */
final class StrictJson extends JsonParserDelegate {
  StrictJson(JsonParser parser) {
    super(parser);
  }

  @Override
  public String getText() throws IOException {
    return checked(super.getText());
  }

  @Override
  public String getValueAsString() throws IOException {
    return checked(super.getValueAsString());
  }

  @Override
  public int getIntValue() throws IOException {
    if (currentToken() == JsonToken.VALUE_NUMBER_FLOAT) {
      throw new JsonParseException(delegate, "a fraction (expected: a whole number)");
    }
    return super.getIntValue();
  }

  private String checked(String text) throws IOException {
    if (text == null) {
      return null;
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isSurrogate(c)) {
        boolean pair =
            Character.isHighSurrogate(c)
                && i + 1 < text.length()
                && Character.isLowSurrogate(text.charAt(i + 1));
        if (!pair) {
          throw new JsonParseException(delegate, "half of a surrogate pair");
        }
        i++;
      }
    }
    return text;
  }
}
