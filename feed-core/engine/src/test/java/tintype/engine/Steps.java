package tintype.engine;

/**
 * Where an engine that {@link SteppedEngine} has loaded stops before each access to what readers
 * and applier share. One thread at a time runs, so plain fields do.
 */
final class Steps {
  private static final Runnable NOTHING = () -> {};

  private static long left = Long.MAX_VALUE;
  private static Runnable then = NOTHING;

  private Steps() {}

  /** Is called by the engine before each access. */
  static void step() {
    if (left-- == 0) {
      Runnable now = then;
      cancel();
      now.run();
    }
  }

  /** Runs something, once, before the access after so many. */
  static void after(long count, Runnable action) {
    left = count;
    then = action;
  }

  /** Lets the engine run, and says whether what was asked for is still to come. */
  static boolean cancel() {
    boolean pending = then != NOTHING;
    then = NOTHING;
    left = Long.MAX_VALUE;
    return pending;
  }

  /** How many accesses something takes. */
  static long count(Runnable action) {
    cancel();
    action.run();
    return Long.MAX_VALUE - left;
  }
}
