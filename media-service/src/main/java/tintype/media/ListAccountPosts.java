package tintype.media;

import jakarta.inject.Inject;
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
 * The grid of an account, pinned posts first, then newest first; empty where its posts are not for
 * the caller.
 *
 * <p>Fails with {@code ACCOUNT_NOT_FOUND} or {@code PAGE_TOKEN_INVALID}.
 */
final class ListAccountPosts
    implements UnaryHandler<ListAccountPostsRequest, ListAccountPostsResponse> {
  private static final String LIST = "ListAccountPosts";

  private final PostStore posts;
  private final PinStore pins;
  private final VisiblePosts visiblePosts;
  private final People people;
  private final PageTokens tokens;
  private final int maxPins;

  @Inject
  ListAccountPosts(
      PostStore posts,
      PinStore pins,
      VisiblePosts visiblePosts,
      People people,
      PageTokens tokens,
      MediaConfig config) {
    this.posts = posts;
    this.pins = pins;
    this.visiblePosts = visiblePosts;
    this.people = people;
    this.tokens = tokens;
    this.maxPins = config.maxPinnedPosts();
  }

  @Override
  public ListAccountPostsResponse handle(ListAccountPostsRequest request) {
    Optional<Long> viewer = Caller.current().viewer();
    long account = Caller.current().resolve("account_id", request.getAccountId());
    int size = PageSize.of(request.getPageSize());
    String scope = viewer.orElse(0L) + ":" + account;
    long[] key = tokens.open(LIST, scope, GridCursor.parts(maxPins), request.getPageToken());

    Person author = people.meet(viewer, account);
    if (!author.canBeSeen()) {
      throw Refusals.noAccount();
    }
    // Whoever may not see those for everyone may see no others.
    if (!author.canView(Audience.EVERYONE)) {
      return ListAccountPostsResponse.getDefaultInstance();
    }
    GridCursor cursor = key == null ? GridCursor.start(pins.pins(account)) : GridCursor.of(key);
    GridPage page = new GridPage(posts, author, account, cursor, size).fill();

    var response = ListAccountPostsResponse.newBuilder();
    response.addAllPosts(visiblePosts.assemble(viewer, page.rows(), author));
    page.next()
        .map(next -> tokens.seal(LIST, scope, next.key(maxPins)))
        .ifPresent(response::setNextPageToken);
    return response.build();
  }
}
