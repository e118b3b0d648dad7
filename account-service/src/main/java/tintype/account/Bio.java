package tintype.account;

import java.text.Normalizer;
import tintype.platform.rpc.ApiException;

/**
 * What somebody says of themselves, as rows hold it: NFC, of several lines, without spaces around.
 */
final class Bio {
  static final int MAX_CHARACTERS = 150;

  private Bio() {}

  /** Fails with INVALID_FIELD for a text that is too long, or has other controls than line ends. */
  static String of(String field, String typed) {
    String bio = Normalizer.normalize(typed, Normalizer.Form.NFC).replace("\r\n", "\n").strip();
    if (bio.codePointCount(0, bio.length()) > MAX_CHARACTERS) {
      throw ApiException.invalidField(field, "too long (expected: 150 characters at most)");
    }
    if (bio.codePoints().anyMatch(c -> Character.isISOControl(c) && c != '\n')) {
      throw ApiException.invalidField(field, "has control characters (expected: none)");
    }
    return bio;
  }
}
