package tintype.media;

import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Optional;
import tintype.media.v1.UnfollowHashtagRequest;
import tintype.media.v1.UnfollowHashtagResponse;
import tintype.platform.rpc.Caller;
import tintype.platform.rpc.UnaryHandler;

/**
 * Follows a hashtag no more; again is fine and answers the same.
 *
 * <p>Fails with {@code INVALID_FIELD} where the text is none.
 */
final class UnfollowHashtag
    implements UnaryHandler<UnfollowHashtagRequest, UnfollowHashtagResponse> {
  private final HashtagFollowStore follows;
  private final HashtagShape shape;
  private final Clock clock;

  @Inject
  UnfollowHashtag(HashtagFollowStore follows, HashtagShape shape, Clock clock) {
    this.follows = follows;
    this.shape = shape;
    this.clock = clock;
  }

  @Override
  public UnfollowHashtagResponse handle(UnfollowHashtagRequest request) {
    long caller = Caller.current().requireAccount();
    TagName tag = HashtagShape.parse(request.getHashtag());

    follows.remove(caller, tag, Micros.now(clock));

    return UnfollowHashtagResponse.newBuilder()
        .setHashtag(shape.of(Optional.of(caller), tag))
        .build();
  }
}
