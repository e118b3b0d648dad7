package tintype.media;

import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Optional;
import tintype.media.v1.FollowHashtagRequest;
import tintype.media.v1.FollowHashtagResponse;
import tintype.platform.rpc.Caller;
import tintype.platform.rpc.UnaryHandler;

/**
 * Follows a hashtag; again is fine and answers the same.
 *
 * <p>Fails with {@code INVALID_FIELD} where the text is none, or {@code
 * TOO_MANY_HASHTAGS_FOLLOWED}.
 */
final class FollowHashtag implements UnaryHandler<FollowHashtagRequest, FollowHashtagResponse> {
  private final HashtagFollowStore follows;
  private final HashtagShape shape;
  private final Clock clock;

  @Inject
  FollowHashtag(HashtagFollowStore follows, HashtagShape shape, Clock clock) {
    this.follows = follows;
    this.shape = shape;
    this.clock = clock;
  }

  @Override
  public FollowHashtagResponse handle(FollowHashtagRequest request) {
    long caller = Caller.current().requireAccount();
    TagName tag = HashtagShape.parse(request.getHashtag());

    try {
      follows.add(caller, tag, Micros.now(clock));
    } catch (HashtagFollowStore.TooManyException e) {
      throw Refusals.tooManyHashtagsFollowed(e.limit());
    }

    return FollowHashtagResponse.newBuilder()
        .setHashtag(shape.of(Optional.of(caller), tag))
        .build();
  }
}
