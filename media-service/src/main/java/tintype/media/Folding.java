package tintype.media;

import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.util.Locale;

/**
 * By what two texts are the same to a reader: NFKC_Casefold (The Unicode Standard, 3.13, D147),
 * which the JDK has the parts of. Of the ignorable characters a joiner stays where it makes one
 * emoji of several.
 */
final class Folding {
  /** Upper case would make it an {@code i}; folding leaves it. */
  private static final int DOTLESS_I = 0x131;

  private Folding() {}

  static String fold(String text) {
    StringBuilder folded = new StringBuilder(text.length());
    int[] characters = Normalizer.normalize(text, Form.NFKC).codePoints().toArray();
    int last = 0;
    for (int c : characters) {
      boolean joinsEmoji =
          HashtagCharacters.joins(c)
              && (HashtagCharacters.isPictograph(last) || Character.isEmojiModifier(last));
      if (joinsEmoji || !isIgnorable(c)) {
        foldCase(c, folded);
        last = c;
      }
    }
    while (!folded.isEmpty() && HashtagCharacters.joins(folded.charAt(folded.length() - 1))) {
      folded.setLength(folded.length() - 1);
    }
    return Normalizer.normalize(folded, Form.NFKC);
  }

  /** Full folding: what has the same upper case, and the same lower case of that, is the same. */
  private static void foldCase(int c, StringBuilder to) {
    if (c == DOTLESS_I || (c < 0x80 && !Character.isUpperCase(c))) {
      to.appendCodePoint(c);
      return;
    }
    Character.toString(c)
        .toLowerCase(Locale.ROOT)
        .toUpperCase(Locale.ROOT)
        .codePoints()
        .map(Character::toLowerCase)
        .forEach(to::appendCodePoint);
  }

  /** Of Default_Ignorable_Code_Point what a hashtag can hold; tags of flags stay. */
  private static boolean isIgnorable(int c) {
    return switch (c) {
      case 0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x200C, 0x200D -> true;
      default ->
          (c >= 0x180B && c <= 0x180F)
              || (c >= 0xFE00 && c <= 0xFE0F)
              || (c >= 0xE0100 && c <= 0xE01EF);
    };
  }
}
