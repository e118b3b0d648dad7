package tintype.media;

import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import tintype.media.v1.DeletePostRequest;
import tintype.media.v1.DeletePostResponse;
import tintype.platform.rpc.IdText.Owned;
import tintype.platform.rpc.UnaryHandler;

/**
 * Puts a post of the caller into the bin; again is fine.
 *
 * <p>Fails with {@code POST_NOT_FOUND}, or {@code NOT_THE_AUTHOR} where the caller sees another's.
 */
final class DeletePost implements UnaryHandler<DeletePostRequest, DeletePostResponse> {
  private final PostStore posts;
  private final OwnPosts own;
  private final Clock clock;

  @Inject
  DeletePost(PostStore posts, OwnPosts own, Clock clock) {
    this.posts = posts;
    this.own = own;
    this.clock = clock;
  }

  @Override
  public DeletePostResponse handle(DeletePostRequest request) {
    Owned id = own.parse(request.getPostId());

    boolean deleted = posts.move(id, PostMove.DELETE, Micros.now(clock));
    if (!deleted && posts.find(List.of(id)).isEmpty()) {
      throw Refusals.noPost();
    }

    return DeletePostResponse.getDefaultInstance();
  }
}
