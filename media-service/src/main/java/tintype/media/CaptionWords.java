package tintype.media;

import java.util.List;
import tintype.platform.rpc.ApiException;

/**
 * What a caption names.
 *
 * @param hashtags each once, in its order
 * @param usernames in lower case, each once, in its order
 */
record CaptionWords(List<TagName> hashtags, List<String> usernames) {
  /** As many as a post can have; what is beyond is left out. */
  static CaptionWords of(String caption) {
    return new CaptionWords(
        first(Hashtags.MAX, Hashtags.in(caption)),
        first(MentionedNames.MAX, MentionedNames.in(caption)));
  }

  /** Fails with INVALID_FIELD where the caption names more than a post can have. */
  static void check(String field, String caption) {
    atMost(field, "hashtags", Hashtags.MAX, Hashtags.in(caption).size());
    atMost(field, "mentions", MentionedNames.MAX, MentionedNames.in(caption).size());
  }

  private static void atMost(String field, String what, int limit, int found) {
    if (found > limit) {
      throw ApiException.invalidField(
          field, found + " " + what + " (expected: at most " + limit + ")");
    }
  }

  private static <T> List<T> first(int limit, List<T> all) {
    return all.subList(0, Math.min(limit, all.size()));
  }
}
