package tintype.media;

import jakarta.inject.Inject;
import tintype.media.v1.RestorePostRequest;
import tintype.media.v1.RestorePostResponse;
import tintype.platform.rpc.UnaryHandler;

/**
 * Takes a post of the caller out of the bin; what is not there stays as it is.
 *
 * <p>Fails with {@code POST_NOT_FOUND} (also once its time there is over), or {@code
 * NOT_THE_AUTHOR} where the caller sees another's.
 */
final class RestorePost implements UnaryHandler<RestorePostRequest, RestorePostResponse> {
  private final OwnPosts own;

  @Inject
  RestorePost(OwnPosts own) {
    this.own = own;
  }

  @Override
  public RestorePostResponse handle(RestorePostRequest request) {
    return RestorePostResponse.newBuilder()
        .setPost(own.move(request.getPostId(), PostMove.RESTORE))
        .build();
  }
}
