package tintype.account;

import java.text.Normalizer;
import tintype.platform.rpc.ApiException;

/** A line that somebody typed (a name, a device) as rows hold it: NFC, without spaces around it. */
final class TextLine {
  static final int MAX_CHARACTERS = 100;

  private TextLine() {}

  /** Fails with INVALID_FIELD for a line that grows too long in NFC, or has control characters. */
  static String of(String field, String typed) {
    return of(field, typed, MAX_CHARACTERS);
  }

  /** The same with another limit, in characters. */
  static String of(String field, String typed, int maxCharacters) {
    String line = Normalizer.normalize(typed, Normalizer.Form.NFC).strip();
    if (line.codePointCount(0, line.length()) > maxCharacters) {
      throw ApiException.invalidField(
          field, "too long (expected: " + maxCharacters + " characters at most)");
    }
    if (line.codePoints().anyMatch(Character::isISOControl)) {
      throw ApiException.invalidField(field, "has control characters (expected: none)");
    }
    return line;
  }
}
