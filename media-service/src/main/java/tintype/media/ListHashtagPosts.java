package tintype.media;

import jakarta.inject.Inject;
import tintype.media.TopicPages.Query;
import tintype.media.TopicPages.TopicPage;
import tintype.media.v1.ListHashtagPostsRequest;
import tintype.media.v1.ListHashtagPostsResponse;
import tintype.media.v1.TopicOrder.Order;
import tintype.platform.rpc.UnaryHandler;

/**
 * The posts with a hashtag that the caller may see, newest or best liked first; empty where nobody
 * has used it.
 *
 * <p>Fails with {@code INVALID_FIELD} where the text is no hashtag, or {@code PAGE_TOKEN_INVALID}.
 */
final class ListHashtagPosts
    implements UnaryHandler<ListHashtagPostsRequest, ListHashtagPostsResponse> {
  private final TopicPages pages;

  @Inject
  ListHashtagPosts(TopicPages pages) {
    this.pages = pages;
  }

  @Override
  public ListHashtagPostsResponse handle(ListHashtagPostsRequest request) {
    TagName tag = HashtagShape.parse(request.getHashtag());
    Query query =
        new Query(
            "ListHashtagPosts",
            Topic.of(tag),
            post -> post.getHashtagsList().contains(tag.name()),
            request.getPageSize(),
            request.getPageToken());

    TopicPage page = request.getOrder() == Order.TOP ? pages.top(query) : pages.latest(query);

    return ListHashtagPostsResponse.newBuilder()
        .addAllPosts(page.posts())
        .setNextPageToken(page.nextToken())
        .build();
  }
}
