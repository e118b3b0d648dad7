package tintype.media;

import io.grpc.Status.Code;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import tintype.media.v1.DeletePostRequest;
import tintype.media.v1.DeletePostResponse;
import tintype.media.v1.ErrorReason;
import tintype.platform.rpc.ApiException;
import tintype.platform.rpc.Caller;
import tintype.platform.rpc.IdText;
import tintype.platform.rpc.IdText.Owned;
import tintype.platform.rpc.UnaryHandler;

/**
 * Puts a post of the caller into the bin; again is fine.
 *
 * <p>Fails with {@code POST_NOT_FOUND}, or {@code NOT_THE_AUTHOR} where the caller sees another's.
 */
final class DeletePost implements UnaryHandler<DeletePostRequest, DeletePostResponse> {
  private final PostStore posts;
  private final VisiblePosts visiblePosts;
  private final Clock clock;

  @Inject
  DeletePost(PostStore posts, VisiblePosts visiblePosts, Clock clock) {
    this.posts = posts;
    this.visiblePosts = visiblePosts;
    this.clock = clock;
  }

  @Override
  public DeletePostResponse handle(DeletePostRequest request) {
    long caller = Caller.current().requireAccount();
    Owned id = IdText.parseOwned("post_id", request.getPostId());
    if (id.owner() != caller) {
      throw refusal(caller, id);
    }

    boolean deleted = posts.delete(id, Micros.now(clock));
    if (!deleted && posts.find(List.of(id)).isEmpty()) {
      throw Refusals.noPost();
    }

    return DeletePostResponse.getDefaultInstance();
  }

  private ApiException refusal(long caller, Owned id) {
    boolean seen = visiblePosts.find(Optional.of(caller), List.of(id)).containsKey(id);
    return seen
        ? ApiException.of(
            Code.PERMISSION_DENIED, ErrorReason.NOT_THE_AUTHOR, "only its author deletes a post")
        : Refusals.noPost();
  }
}
