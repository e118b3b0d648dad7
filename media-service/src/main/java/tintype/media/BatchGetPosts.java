package tintype.media;

import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tintype.media.v1.BatchGetPostsRequest;
import tintype.media.v1.BatchGetPostsResponse;
import tintype.media.v1.Post;
import tintype.platform.rpc.Caller;
import tintype.platform.rpc.IdText;
import tintype.platform.rpc.IdText.Owned;
import tintype.platform.rpc.UnaryHandler;

/** Shows many posts, in the order asked; those that the caller may not see are absent. */
final class BatchGetPosts implements UnaryHandler<BatchGetPostsRequest, BatchGetPostsResponse> {
  private final VisiblePosts posts;

  @Inject
  BatchGetPosts(VisiblePosts posts) {
    this.posts = posts;
  }

  @Override
  public BatchGetPostsResponse handle(BatchGetPostsRequest request) {
    List<Owned> ids = new ArrayList<>();
    for (int i = 0; i < request.getPostIdsCount(); i++) {
      ids.add(IdText.parseOwned("post_ids[" + i + "]", request.getPostIds(i)));
    }

    Optional<Long> viewer = Caller.current().viewer();
    Map<Owned, Post> visible =
        request.getWithoutMentionsOfBlocked()
            ? posts.findForFeed(viewer, ids)
            : posts.find(viewer, ids);

    var response = BatchGetPostsResponse.newBuilder();
    ids.stream().filter(visible::containsKey).map(visible::get).forEach(response::addPosts);
    return response.build();
  }
}
