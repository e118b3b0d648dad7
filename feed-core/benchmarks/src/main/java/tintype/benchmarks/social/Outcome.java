package tintype.benchmarks.social;

import tintype.platform.rpc.IdText.Owned;

/**
 * What became of the writes to one post.
 *
 * @param acknowledged writes that were answered
 * @param failed writes of which one cannot know
 * @param counted what the post says
 * @param rows what the database has
 */
record Outcome(Owned post, int acknowledged, int failed, int counted, int rows) {
  boolean isRight() {
    return counted == rows && rows >= acknowledged && rows <= acknowledged + failed;
  }
}
