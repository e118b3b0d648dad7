package tintype.media;

import jakarta.inject.Inject;
import tintype.media.v1.ArchivePostRequest;
import tintype.media.v1.ArchivePostResponse;
import tintype.platform.rpc.UnaryHandler;

/**
 * Hides a post of the caller from everybody else; again is fine.
 *
 * <p>Fails with {@code POST_NOT_FOUND}, or {@code NOT_THE_AUTHOR} where the caller sees another's.
 */
final class ArchivePost implements UnaryHandler<ArchivePostRequest, ArchivePostResponse> {
  private final OwnPosts own;

  @Inject
  ArchivePost(OwnPosts own) {
    this.own = own;
  }

  @Override
  public ArchivePostResponse handle(ArchivePostRequest request) {
    return ArchivePostResponse.newBuilder()
        .setPost(own.move(request.getPostId(), PostMove.ARCHIVE))
        .build();
  }
}
