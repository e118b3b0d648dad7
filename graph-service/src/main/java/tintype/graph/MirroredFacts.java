package tintype.graph;

import tintype.platform.hidden.HiddenState;

/**
 * What the other side has decided about the owner of a row, and whether it is hidden from
 * everybody, as the change logs have told.
 *
 * @param closeFriendOf the other has the owner on its list of close friends
 * @param followedByMicros when followedBy or requestedBy began, in microseconds since 1970; 0 for
 *     neither
 * @param version of the other side's row that these facts come from; 0 before the first
 * @param other whether the other is hidden, which has versions of its own
 */
record MirroredFacts(
    boolean followedBy,
    boolean requestedBy,
    boolean blockedBy,
    boolean closeFriendOf,
    long followedByMicros,
    long version,
    HiddenState other) {
  static final MirroredFacts NONE =
      new MirroredFacts(false, false, false, false, 0, 0, HiddenState.NEVER);

  /** The same with the other in this state, unless a newer one is known. */
  MirroredFacts told(HiddenState state) {
    return state.version() <= other.version()
        ? this
        : new MirroredFacts(
            followedBy, requestedBy, blockedBy, closeFriendOf, followedByMicros, version, state);
  }
}
