package tintype.media;

import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import tintype.media.v1.DeletePostRequest;
import tintype.media.v1.DeletePostResponse;
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
  private final Authorship authorship;
  private final Clock clock;

  @Inject
  DeletePost(PostStore posts, Authorship authorship, Clock clock) {
    this.posts = posts;
    this.authorship = authorship;
    this.clock = clock;
  }

  @Override
  public DeletePostResponse handle(DeletePostRequest request) {
    long caller = Caller.current().requireAccount();
    Owned id = IdText.parseOwned("post_id", request.getPostId());
    authorship.require(caller, id);

    boolean deleted = posts.delete(id, Micros.now(clock));
    if (!deleted && posts.find(List.of(id)).isEmpty()) {
      throw Refusals.noPost();
    }

    return DeletePostResponse.getDefaultInstance();
  }
}
