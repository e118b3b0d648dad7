package tintype.edge;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Base64;
import java.util.OptionalLong;

/** Whose access token it is, by its own word: nothing is verified here. */
final class TokenSubject {
  private static final JsonFactory JSON = new JsonFactory();
  private static final String BEARER = "Bearer ";

  private TokenSubject() {}

  /**
   * The account that a JWT has as its subject; empty for nobody, a service, and what is no JWT.
   *
   * @param authorization the header; may be null
   */
  static OptionalLong of(String authorization) {
    if (authorization == null
        || !authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
      return OptionalLong.empty();
    }
    String[] parts = authorization.substring(BEARER.length()).strip().split("\\.", -1);
    if (parts.length != 3) {
      return OptionalLong.empty();
    }
    try {
      String subject = subject(Base64.getUrlDecoder().decode(parts[1]));
      return subject == null ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(subject));
    } catch (IOException | IllegalArgumentException e) {
      return OptionalLong.empty();
    }
  }

  private static String subject(byte[] claims) throws IOException {
    try (JsonParser json = JSON.createParser(claims)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        return null;
      }
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        boolean subject = json.currentName().equals("sub");
        JsonToken value = json.nextToken();
        if (subject) {
          return value == JsonToken.VALUE_STRING ? json.getText() : null;
        }
        json.skipChildren();
      }
      return null;
    }
  }
}
