package tintype.allinone;

/**
 * Something that takes more than one transaction, or more than one service, and that a kill may cut
 * anywhere: between a commit and what follows from it elsewhere, too. Those who called without an
 * answer call again after the next start, as an app does; then all of it must be there, once.
 */
interface CutWork {
  /** Makes all that it needs, and waits until that has settled. */
  void prepare(RunningSystem system);

  /** Begins it, and returns at once. */
  void begin(RunningSystem system);

  /** Whether a part of it is done. */
  boolean isUnderWay(RunningSystem system);

  /** Whether the kill, which the database has survived, came before all of it was done. */
  boolean isCut(RunningSystem system);

  /** Finishes it after the next start, and looks at what came of it. */
  void finish(RunningSystem system);
}
