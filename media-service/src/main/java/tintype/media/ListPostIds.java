package tintype.media;

import jakarta.inject.Inject;
import tintype.media.v1.ListPostIdsRequest;
import tintype.media.v1.ListPostIdsResponse;
import tintype.platform.rpc.UnaryHandler;

/** Ids of the published posts of some authors, newest first over all of them. */
final class ListPostIds implements UnaryHandler<ListPostIdsRequest, ListPostIdsResponse> {
  private final PostStore posts;

  @Inject
  ListPostIds(PostStore posts) {
    this.posts = posts;
  }

  @Override
  public ListPostIdsResponse handle(ListPostIdsRequest request) {
    long before = request.getBefore() == 0 ? Long.MAX_VALUE : request.getBefore();

    var newest = posts.newest(request.getAuthorIdsList(), before, request.getLimit());

    var response = ListPostIdsResponse.newBuilder();
    newest.forEach(post -> response.addPostIds(post.id()).addAuthorIds(post.owner()));
    return response.build();
  }
}
