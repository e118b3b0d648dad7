package tintype.media;

/**
 * Of which state of its account a row knows, as the version of that: an odd one is of an account
 * that is hidden ({@link tintype.platform.hidden.HiddenState}), and then the row counts nowhere.
 */
final class HiddenTurn {
  /** Of rows that count. */
  static final String COUNTS = "hidden_turn % 2 = 0";

  private HiddenTurn() {}

  static boolean counts(int turn) {
    return turn % 2 == 0;
  }

  /** By how much a number of rows moves where one of them is told. */
  static int step(int from, int to) {
    return (counts(to) ? 1 : 0) - (counts(from) ? 1 : 0);
  }
}
