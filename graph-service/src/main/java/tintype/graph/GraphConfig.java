package tintype.graph;

/**
 * Settings of the graph; keys {@code graph-...}.
 *
 * @param followingLimit how many accounts one account may follow
 */
record GraphConfig(int followingLimit) {
  GraphConfig {
    if (followingLimit < 1) {
      throw new IllegalArgumentException(
          "followingLimit: " + followingLimit + " (expected: 1 or more)");
    }
  }

  static GraphConfig defaults() {
    return new GraphConfig(7_500);
  }
}
