package tintype.graph;

/**
 * What the other side has decided about the owner of a row, as the change log has told.
 *
 * @param closeFriendOf the other has the owner on its list of close friends
 * @param followedByMicros when followedBy or requestedBy began, in microseconds since 1970; 0 for
 *     neither
 * @param version of the other side's row that these facts come from; 0 before the first
 */
record MirroredFacts(
    boolean followedBy,
    boolean requestedBy,
    boolean blockedBy,
    boolean closeFriendOf,
    long followedByMicros,
    long version) {
  static final MirroredFacts NONE = new MirroredFacts(false, false, false, false, 0, 0);
}
