package tintype.graph;

/**
 * What the owner of a row has decided.
 *
 * @param requested the owner has asked to follow, and waits for an answer; never with following
 * @param postsMutedUntil the other's posts are muted before this time, in microseconds since 1970:
 *     0 for never, {@link #NO_END} for good
 * @param storiesMutedUntil the same of the other's stories
 * @param followMicros when following or requested began, in microseconds since 1970; 0 for neither
 * @param version grows with each change of these facts; 0 before the first
 * @param blockVersion the version at which the owner last began to block the other; 0 for never
 */
record OwnFacts(
    boolean following,
    boolean requested,
    boolean blocking,
    long postsMutedUntil,
    long storiesMutedUntil,
    boolean restricting,
    boolean closeFriend,
    boolean favourite,
    long followMicros,
    long version,
    long blockVersion) {
  /** The end of a mute that does not end by itself. */
  static final long NO_END = Long.MAX_VALUE;

  static final OwnFacts NONE =
      new OwnFacts(false, false, false, 0, 0, false, false, false, 0, 0, 0);

  boolean mutesPosts(long nowMicros) {
    return nowMicros < postsMutedUntil;
  }

  boolean mutesStories(long nowMicros) {
    return nowMicros < storiesMutedUntil;
  }

  /** The same with a follow since then. */
  OwnFacts follow(long micros) {
    return withFollow(true, false, micros);
  }

  /** The same where the follow began at another time. */
  OwnFacts since(long micros) {
    return new OwnFacts(
        following,
        requested,
        blocking,
        postsMutedUntil,
        storiesMutedUntil,
        restricting,
        closeFriend,
        favourite,
        micros,
        version,
        blockVersion);
  }

  /** The same with a request to follow since then. */
  OwnFacts request(long micros) {
    return withFollow(false, true, micros);
  }

  /** The same without follow and request. */
  OwnFacts unfollow() {
    return withFollow(false, false, 0);
  }

  /** A block, beside which there is nothing else; the same where there is one already. */
  OwnFacts block() {
    return blocking ? this : nothingBut(true, version + 1);
  }

  /** Nothing instead of a block; the same where there is none. */
  OwnFacts unblock() {
    return blocking ? nothingBut(false, blockVersion) : this;
  }

  /** What the other's block leaves: the owner's own block alone; the same where all is so. */
  OwnFacts cut() {
    return hasTies() ? nothingBut(blocking, blockVersion) : this;
  }

  /** Whether there is anything that a block does away with. */
  boolean hasTies() {
    return following
        || requested
        || postsMutedUntil > 0
        || storiesMutedUntil > 0
        || restricting
        || closeFriend
        || favourite;
  }

  private OwnFacts nothingBut(boolean blocks, long blockedAt) {
    return new OwnFacts(false, false, blocks, 0, 0, false, false, false, 0, version + 1, blockedAt);
  }

  /** The same with posts, stories or both muted until then; 0 ends the mute. */
  OwnFacts mute(boolean posts, boolean stories, long until) {
    return with(
        posts ? until : postsMutedUntil,
        stories ? until : storiesMutedUntil,
        restricting,
        closeFriend,
        favourite);
  }

  OwnFacts restrict(boolean restricts) {
    return with(postsMutedUntil, storiesMutedUntil, restricts, closeFriend, favourite);
  }

  OwnFacts befriend(boolean closely) {
    return with(postsMutedUntil, storiesMutedUntil, restricting, closely, favourite);
  }

  OwnFacts favour(boolean favours) {
    return with(postsMutedUntil, storiesMutedUntil, restricting, closeFriend, favours);
  }

  /** The next version, unless all is so already. */
  private OwnFacts with(
      long postsUntil, long storiesUntil, boolean restricts, boolean closely, boolean favours) {
    boolean same =
        postsUntil == postsMutedUntil
            && storiesUntil == storiesMutedUntil
            && restricts == restricting
            && closely == closeFriend
            && favours == favourite;
    return same
        ? this
        : new OwnFacts(
            following,
            requested,
            blocking,
            postsUntil,
            storiesUntil,
            restricts,
            closely,
            favours,
            followMicros,
            version + 1,
            blockVersion);
  }

  private OwnFacts withFollow(boolean follows, boolean asks, long micros) {
    return new OwnFacts(
        follows,
        asks,
        blocking,
        postsMutedUntil,
        storiesMutedUntil,
        restricting,
        closeFriend,
        favourite,
        micros,
        version + 1,
        blockVersion);
  }
}
