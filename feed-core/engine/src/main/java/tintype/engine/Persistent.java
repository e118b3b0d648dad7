package tintype.engine;

/**
 * A part of the store that keeps state on the Java heap beside its pages, and so has something to
 * save with them. Implementing this and standing in {@code Core.parts} is all that it takes.
 */
interface Persistent {
  /** Writes what {@link #load} needs; on the applier's thread, between two operations. */
  void save(StateWriter out);

  /**
   * Reads what {@link #save} has written, into a part as its constructor made it; the pages are
   * there. What does not fit this store's bounds is refused.
   *
   * @throws SnapshotRefusedException saying what does not fit
   */
  void load(StateReader in);
}
