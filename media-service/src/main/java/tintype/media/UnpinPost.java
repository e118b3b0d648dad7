package tintype.media;

import jakarta.inject.Inject;
import tintype.media.v1.UnpinPostRequest;
import tintype.media.v1.UnpinPostResponse;
import tintype.platform.rpc.IdText.Owned;
import tintype.platform.rpc.UnaryHandler;

/**
 * Puts a post of the caller back to its place by time; what is not pinned stays as it is.
 *
 * <p>Fails with {@code POST_NOT_FOUND}, or {@code NOT_THE_AUTHOR} where the caller sees another's.
 */
final class UnpinPost implements UnaryHandler<UnpinPostRequest, UnpinPostResponse> {
  private final PinStore pins;
  private final OwnPosts own;

  @Inject
  UnpinPost(PinStore pins, OwnPosts own) {
    this.pins = pins;
    this.own = own;
  }

  @Override
  public UnpinPostResponse handle(UnpinPostRequest request) {
    Owned id = own.parse(request.getPostId());

    pins.unpin(id);

    return UnpinPostResponse.newBuilder().setPost(own.show(id)).build();
  }
}
