package tintype.media;

import jakarta.inject.Inject;
import java.time.Clock;
import tintype.media.PinStore.Pinned;
import tintype.media.v1.PinPostRequest;
import tintype.media.v1.PinPostResponse;
import tintype.media.v1.Post;
import tintype.platform.rpc.IdText.Owned;
import tintype.platform.rpc.UnaryHandler;

/**
 * Puts a post of the caller before all others in the grid; again is fine.
 *
 * <p>Fails with {@code POST_NOT_FOUND}, {@code NOT_THE_AUTHOR} where the caller sees another's,
 * {@code POST_ARCHIVED} or {@code PINNED_POSTS_FULL}.
 */
final class PinPost implements UnaryHandler<PinPostRequest, PinPostResponse> {
  private final PinStore pins;
  private final OwnPosts own;
  private final MediaConfig config;
  private final Clock clock;

  @Inject
  PinPost(PinStore pins, OwnPosts own, MediaConfig config, Clock clock) {
    this.pins = pins;
    this.own = own;
    this.config = config;
    this.clock = clock;
  }

  @Override
  public PinPostResponse handle(PinPostRequest request) {
    Owned id = own.parse(request.getPostId());

    Pinned pinned = pins.pin(id, Micros.now(clock));
    if (pinned == Pinned.FULL) {
      throw Refusals.pinsFull(config.maxPinnedPosts());
    }

    Post post = own.show(id);
    if (pinned == Pinned.NOT_PUBLISHED) {
      throw Refusals.archived();
    }
    return PinPostResponse.newBuilder().setPost(post).build();
  }
}
