package tintype.media;

import jakarta.inject.Inject;
import tintype.media.v1.GetPostRequest;
import tintype.media.v1.GetPostResponse;
import tintype.media.v1.Post;
import tintype.platform.rpc.Caller;
import tintype.platform.rpc.IdText;
import tintype.platform.rpc.IdText.Owned;
import tintype.platform.rpc.UnaryHandler;

/**
 * Shows one post; an archived one to its author.
 *
 * <p>Fails with {@code POST_NOT_FOUND}: never was, deleted, or not for the caller's eyes.
 */
final class GetPost implements UnaryHandler<GetPostRequest, GetPostResponse> {
  private final VisiblePosts posts;

  @Inject
  GetPost(VisiblePosts posts) {
    this.posts = posts;
  }

  @Override
  public GetPostResponse handle(GetPostRequest request) {
    Owned id = IdText.parseOwned("post_id", request.getPostId());

    Post post = posts.get(Caller.current().viewer(), id).orElseThrow(Refusals::noPost);

    return GetPostResponse.newBuilder().setPost(post).build();
  }
}
