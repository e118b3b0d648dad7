package tintype.graph;

/**
 * Settings of the graph; keys {@code graph-...}.
 *
 * @param followingLimit how many accounts one account may follow
 * @param closeFriendsLimit how many close friends one account may have
 */
record GraphConfig(int followingLimit, int closeFriendsLimit) {
  /**
   * The feed's largest list of followees has room for 8,188, the reader's own entry among them;
   * what is left pays for follows that race past the limit.
   */
  static final int MAX_FOLLOWING = 8_000;

  GraphConfig {
    if (followingLimit < 1 || followingLimit > MAX_FOLLOWING) {
      throw new IllegalArgumentException(
          "graph-following-limit: "
              + followingLimit
              + " (expected: 1.."
              + MAX_FOLLOWING
              + ", as the feed holds no longer list)");
    }
    if (closeFriendsLimit < 1) {
      throw new IllegalArgumentException(
          "graph-close-friends-limit: " + closeFriendsLimit + " (expected: 1 or more)");
    }
  }

  static GraphConfig defaults() {
    return new GraphConfig(7_500, 10_000);
  }
}
