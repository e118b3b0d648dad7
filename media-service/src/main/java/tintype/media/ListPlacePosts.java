package tintype.media;

import jakarta.inject.Inject;
import tintype.media.TopicPages.Query;
import tintype.media.TopicPages.TopicPage;
import tintype.media.v1.ListPlacePostsRequest;
import tintype.media.v1.ListPlacePostsResponse;
import tintype.media.v1.TopicOrder.Order;
import tintype.platform.rpc.IdText;
import tintype.platform.rpc.UnaryHandler;

/**
 * The posts of a place that the caller may see, newest or best liked first; empty where no post is
 * of it.
 *
 * <p>Fails with {@code PAGE_TOKEN_INVALID}.
 */
final class ListPlacePosts implements UnaryHandler<ListPlacePostsRequest, ListPlacePostsResponse> {
  private final TopicPages pages;

  @Inject
  ListPlacePosts(TopicPages pages) {
    this.pages = pages;
  }

  @Override
  public ListPlacePostsResponse handle(ListPlacePostsRequest request) {
    long id = IdText.parse("place_id", request.getPlaceId());
    Query query =
        new Query(
            "ListPlacePosts",
            Topic.ofPlace(id),
            post -> post.getPlace().getId().equals(request.getPlaceId()),
            request.getPageSize(),
            request.getPageToken());

    TopicPage page = request.getOrder() == Order.TOP ? pages.top(query) : pages.latest(query);

    return ListPlacePostsResponse.newBuilder()
        .addAllPosts(page.posts())
        .setNextPageToken(page.nextToken())
        .build();
  }
}
