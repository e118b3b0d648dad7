package tintype.media;

import jakarta.inject.Inject;
import java.util.List;
import tintype.media.v1.ListArchivedPostsRequest;
import tintype.media.v1.ListArchivedPostsResponse;
import tintype.platform.rpc.Caller;
import tintype.platform.rpc.PageSize;
import tintype.platform.rpc.PageTokens;
import tintype.platform.rpc.UnaryHandler;

/**
 * The caller's archive, newest post first.
 *
 * <p>Fails with {@code PAGE_TOKEN_INVALID}.
 */
final class ListArchivedPosts
    implements UnaryHandler<ListArchivedPostsRequest, ListArchivedPostsResponse> {
  private static final String LIST = "ListArchivedPosts";

  private final PostStore posts;
  private final VisiblePosts visiblePosts;
  private final PageTokens tokens;

  @Inject
  ListArchivedPosts(PostStore posts, VisiblePosts visiblePosts, PageTokens tokens) {
    this.posts = posts;
    this.visiblePosts = visiblePosts;
    this.tokens = tokens;
  }

  @Override
  public ListArchivedPostsResponse handle(ListArchivedPostsRequest request) {
    long caller = Caller.current().requireAccount();
    int size = PageSize.of(request.getPageSize());
    String scope = Long.toString(caller);
    long[] last = tokens.open(LIST, scope, 1, request.getPageToken());

    List<PostRow> rows = posts.archive(caller, last == null ? Long.MAX_VALUE : last[0], size + 1);

    var response = ListArchivedPostsResponse.newBuilder();
    List<PostRow> page = rows.subList(0, Math.min(size, rows.size()));
    response.addAllPosts(visiblePosts.ofAuthor(caller, page));
    if (rows.size() > size) {
      response.setNextPageToken(tokens.seal(LIST, scope, page.getLast().ref().id()));
    }
    return response.build();
  }
}
