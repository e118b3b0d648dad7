package tintype.graph;

/**
 * What the owner of a row has decided.
 *
 * @param requested the owner has asked to follow, and waits for an answer; never with following
 * @param followMicros when following or requested began, in microseconds since 1970; 0 for neither
 * @param version grows with each change of these facts; 0 before the first
 */
record OwnFacts(
    boolean following,
    boolean requested,
    boolean blocking,
    boolean mutingPosts,
    boolean mutingStories,
    boolean restricting,
    boolean closeFriend,
    boolean favourite,
    long followMicros,
    long version) {
  static final OwnFacts NONE =
      new OwnFacts(false, false, false, false, false, false, false, false, 0, 0);

  /** The same with a follow since then. */
  OwnFacts follow(long micros) {
    return withFollow(true, false, micros);
  }

  /** The same with a request to follow since then. */
  OwnFacts request(long micros) {
    return withFollow(false, true, micros);
  }

  /** The same without follow and request. */
  OwnFacts unfollow() {
    return withFollow(false, false, 0);
  }

  private OwnFacts withFollow(boolean follows, boolean asks, long micros) {
    return new OwnFacts(
        follows,
        asks,
        blocking,
        mutingPosts,
        mutingStories,
        restricting,
        closeFriend,
        favourite,
        micros,
        version + 1);
  }
}
