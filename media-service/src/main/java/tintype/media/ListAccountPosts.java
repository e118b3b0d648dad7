package tintype.media;

import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import tintype.media.v1.ListAccountPostsRequest;
import tintype.media.v1.ListAccountPostsResponse;
import tintype.platform.rpc.Caller;
import tintype.platform.rpc.PageSize;
import tintype.platform.rpc.PageTokens;
import tintype.platform.rpc.UnaryHandler;
import tintype.platform.visibility.Audience;
import tintype.platform.visibility.People;
import tintype.platform.visibility.People.Person;

/**
 * The grid of an account, newest first; empty where its posts are not for the caller.
 *
 * <p>Fails with {@code ACCOUNT_NOT_FOUND} or {@code PAGE_TOKEN_INVALID}.
 */
final class ListAccountPosts
    implements UnaryHandler<ListAccountPostsRequest, ListAccountPostsResponse> {
  private static final String LIST = "ListAccountPosts";

  private final PostStore posts;
  private final VisiblePosts visiblePosts;
  private final People people;
  private final PageTokens tokens;

  @Inject
  ListAccountPosts(PostStore posts, VisiblePosts visiblePosts, People people, PageTokens tokens) {
    this.posts = posts;
    this.visiblePosts = visiblePosts;
    this.people = people;
    this.tokens = tokens;
  }

  @Override
  public ListAccountPostsResponse handle(ListAccountPostsRequest request) {
    Optional<Long> viewer = Caller.current().viewer();
    long account = Caller.current().resolve("account_id", request.getAccountId());
    int size = PageSize.of(request.getPageSize());
    String scope = viewer.orElse(0L) + ":" + account;
    long[] last = tokens.open(LIST, scope, 1, request.getPageToken());

    Person author = people.meet(viewer, account);
    if (!author.canBeSeen()) {
      throw Refusals.noAccount();
    }
    // Every post is for everyone today, so the gate of the account decides for the whole page.
    if (!author.canView(Audience.EVERYONE)) {
      return ListAccountPostsResponse.getDefaultInstance();
    }
    List<PostRow> rows = posts.grid(account, last == null ? Long.MAX_VALUE : last[0], size + 1);

    var response = ListAccountPostsResponse.newBuilder();
    List<PostRow> page = rows.subList(0, Math.min(size, rows.size()));
    response.addAllPosts(visiblePosts.assemble(viewer, page, author));
    if (rows.size() > size) {
      response.setNextPageToken(tokens.seal(LIST, scope, page.getLast().ref().id()));
    }
    return response.build();
  }
}
