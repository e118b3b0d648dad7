package tintype.media;

import jakarta.inject.Inject;
import java.util.Optional;
import tintype.media.v1.Hashtag;
import tintype.platform.rpc.ApiException;

/** A hashtag as callers name it, and as a viewer sees it. */
final class HashtagShape {
  private final TopicStore topics;
  private final HashtagFollowStore follows;

  @Inject
  HashtagShape(TopicStore topics, HashtagFollowStore follows) {
    this.topics = topics;
    this.follows = follows;
  }

  /** Fails with INVALID_FIELD where the text is no hashtag. */
  static TagName parse(String text) {
    return TagName.of(text)
        .orElseThrow(
            () ->
                ApiException.invalidField(
                    "hashtag", "none (expected: letters, digits, _ or emoji, no digits alone)"));
  }

  Hashtag of(Optional<Long> viewer, TagName tag) {
    Hashtag.Builder hashtag = Hashtag.newBuilder().setName(tag.name());
    hashtag.getCountsBuilder().setPosts(topics.posts(tag));
    hashtag
        .getViewerBuilder()
        .setFollowing(viewer.isPresent() && follows.follows(viewer.get(), tag));
    return hashtag.build();
  }
}
