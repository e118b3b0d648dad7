package tintype.media;

import java.text.BreakIterator;
import java.util.Locale;
import tintype.platform.rpc.ApiException;

/**
 * The limit of captions, in extended grapheme clusters (UAX #29): what a reader counts as
 * characters, as the JDK's {@link BreakIterator} finds them since JDK 20.
 */
final class Caption {
  static final int MAX_CHARACTERS = 2_200;

  private Caption() {}

  /** Fails with INVALID_FIELD where the caption is longer than allowed. */
  static void check(String field, String caption) {
    if (caption.length() <= MAX_CHARACTERS) {
      return;
    }
    BreakIterator characters = BreakIterator.getCharacterInstance(Locale.ROOT);
    characters.setText(caption);
    int count = 0;
    while (characters.next() != BreakIterator.DONE) {
      if (++count > MAX_CHARACTERS) {
        throw ApiException.invalidField(
            field, "too long (expected: at most " + MAX_CHARACTERS + " characters)");
      }
    }
  }
}
