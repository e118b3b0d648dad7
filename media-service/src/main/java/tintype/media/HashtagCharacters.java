package tintype.media;

/**
 * What hashtags are made of: the extended hashtag identifiers of UAX #31 (R8), by the properties of
 * the JDK's Unicode, without {@code + - *}, which end a hashtag for most readers (Instagram:
 * letters, digits, underscores and emoji).
 */
final class HashtagCharacters {
  private static final int ZERO_WIDTH_NON_JOINER = 0x200C;
  private static final int ZERO_WIDTH_JOINER = 0x200D;

  private HashtagCharacters() {}

  /** A number sign, also a full-width or small one. */
  static boolean starts(int c) {
    return c == '#' || c == 0xFF03 || c == 0xFE5F;
  }

  /** XID_Continue: a letter, mark, digit, connector, and the few more of Other_ID_Continue. */
  static boolean isWord(int c) {
    return Character.isUnicodeIdentifierPart(c) && !Character.isIdentifierIgnorable(c);
  }

  /** A character of the body; both joiners shape letters, one of them emoji too. */
  static boolean continues(int c) {
    if (starts(c) || c == '*') {
      return false;
    }
    return isWord(c)
        || isPictograph(c)
        || Character.isEmojiComponent(c)
        || c == ZERO_WIDTH_NON_JOINER
        || c == ZERO_WIDTH_JOINER;
  }

  /** Without one of these a body is no hashtag: digits alone are a number. */
  static boolean names(int c) {
    return Character.isLetter(c) || isPictograph(c);
  }

  /** Joins pictographs into one; between letters it only shapes them. */
  static boolean joins(int c) {
    return c == ZERO_WIDTH_JOINER;
  }

  /** An emoji by itself, or half of a flag. */
  static boolean isPictograph(int c) {
    return Character.isExtendedPictographic(c) || (c >= 0x1F1E6 && c <= 0x1F1FF);
  }

  /** What would combine with the number sign before it, as in a keycap. */
  static boolean isMark(int c) {
    return switch (Character.getType(c)) {
      case Character.NON_SPACING_MARK, Character.COMBINING_SPACING_MARK, Character.ENCLOSING_MARK ->
          true;
      default -> false;
    };
  }
}
