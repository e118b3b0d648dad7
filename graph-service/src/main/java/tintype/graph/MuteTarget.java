package tintype.graph;

import tintype.platform.rpc.ApiException;

/** What of an account is muted, or muted no more: its posts, its stories, or both. */
record MuteTarget(boolean posts, boolean stories) {
  /**
   * Where neither is named, both are meant.
   *
   * @throws ApiException INVALID_FIELD where those that are named are said not to be meant
   */
  static MuteTarget of(boolean hasPosts, boolean posts, boolean hasStories, boolean stories) {
    if (!hasPosts && !hasStories) {
      return new MuteTarget(true, true);
    }
    if (!posts && !stories) {
      throw ApiException.invalidField(
          hasPosts ? "posts" : "stories", "false (expected: posts, stories or neither given)");
    }
    return new MuteTarget(posts, stories);
  }
}
