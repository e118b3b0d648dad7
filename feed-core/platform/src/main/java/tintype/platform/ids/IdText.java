package tintype.platform.ids;

/**
 * The text form of ids. Only the canonical form is read (no sign, no leading zero), so that two
 * different texts never name the same thing.
 */
final class IdText {
  /** Digits of {@link Long#MAX_VALUE}. */
  private static final int MAX_DIGITS = 19;

  /** The two halves of a public id. */
  record Pair(long id, long owner) {}

  private IdText() {}

  static void requirePositive(String field, long value) {
    if (value <= 0) {
      throw new IllegalArgumentException(field + ": " + value + " (expected: a positive number)");
    }
  }

  static long parse(String field, String text) {
    long value = digits(text, 0, text.length());
    if (value <= 0) {
      throw new IllegalArgumentException(
          field + ": " + text + " (expected: a positive number of at most 63 bits)");
    }
    return value;
  }

  static Pair parsePair(String field, String text) {
    int bar = text.indexOf('_');
    long id = bar < 0 ? -1 : digits(text, 0, bar);
    long owner = bar < 0 ? -1 : digits(text, bar + 1, text.length());
    if (id <= 0 || owner <= 0) {
      throw new IllegalArgumentException(
          field + ": " + text + " (expected: <id>_<owner>, two positive numbers)");
    }
    return new Pair(id, owner);
  }

  /** The number between two indexes, or -1 where there is none in canonical form. */
  private static long digits(String text, int from, int to) {
    if (to <= from || to - from > MAX_DIGITS || text.charAt(from) == '0') {
      return -1;
    }
    long value = 0;
    for (int i = from; i < to; i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      value = value * 10 + digit;
    }
    // Nineteen digits reach at most 9.99e18, which wraps into the negative exactly once.
    return value < 0 ? -1 : value;
  }
}
