package tintype.media;

import java.text.BreakIterator;
import java.util.Locale;
import tintype.platform.rpc.ApiException;

/**
 * Lengths of texts in extended grapheme clusters (UAX #29): what a reader counts as characters, as
 * the JDK's {@link BreakIterator} finds them since JDK 20.
 */
final class Characters {
  private Characters() {}

  /** Fails with INVALID_FIELD where the text is longer than allowed. */
  static void atMost(int max, String field, String text) {
    if (text.length() <= max) {
      return;
    }
    BreakIterator characters = BreakIterator.getCharacterInstance(Locale.ROOT);
    characters.setText(text);
    int count = 0;
    while (characters.next() != BreakIterator.DONE) {
      if (++count > max) {
        throw ApiException.invalidField(
            field, "too long (expected: at most " + max + " characters)");
      }
    }
  }

  /** Whether a reader would see nothing: spaces, and what only steers the text around it. */
  static boolean showNothing(String text) {
    return text.codePoints().allMatch(Characters::showsNothing);
  }

  private static boolean showsNothing(int character) {
    return Character.isWhitespace(character)
        || Character.isSpaceChar(character)
        || switch (Character.getType(character)) {
          case Character.CONTROL, Character.FORMAT -> true;
          default -> false;
        };
  }
}
