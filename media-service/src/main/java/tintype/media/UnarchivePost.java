package tintype.media;

import jakarta.inject.Inject;
import tintype.media.v1.UnarchivePostRequest;
import tintype.media.v1.UnarchivePostResponse;
import tintype.platform.rpc.UnaryHandler;

/**
 * Shows an archived post of the caller again; what is not archived stays as it is.
 *
 * <p>Fails with {@code POST_NOT_FOUND}, or {@code NOT_THE_AUTHOR} where the caller sees another's.
 */
final class UnarchivePost implements UnaryHandler<UnarchivePostRequest, UnarchivePostResponse> {
  private final OwnPosts own;

  @Inject
  UnarchivePost(OwnPosts own) {
    this.own = own;
  }

  @Override
  public UnarchivePostResponse handle(UnarchivePostRequest request) {
    return UnarchivePostResponse.newBuilder()
        .setPost(own.move(request.getPostId(), PostMove.UNARCHIVE))
        .build();
  }
}
