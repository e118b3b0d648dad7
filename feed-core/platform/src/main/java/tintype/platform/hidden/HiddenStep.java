package tintype.platform.hidden;

/** What follows for others from an account that hides, or is back: one step of a walk. */
public interface HiddenStep {
  /**
   * How far a walk has come.
   *
   * @param last where the next step begins; of the service's own meaning
   * @param rows that were told
   * @param all whether nobody is left to be told
   */
  record Told(long last, int rows, boolean all) {}

  /**
   * Tells some of those who have to do with an account, a bounded number. It may be told again, and
   * by two at once; of two states that of the greater version stays, whichever comes last.
   *
   * @param after where the step before has ended; 0 for the first
   */
  Told tell(long account, HiddenState state, long after);
}
