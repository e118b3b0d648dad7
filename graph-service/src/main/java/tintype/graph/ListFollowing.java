package tintype.graph;

import jakarta.inject.Inject;
import tintype.graph.v1.ListFollowingRequest;
import tintype.graph.v1.ListFollowingResponse;
import tintype.platform.rpc.UnaryHandler;

/**
 * Lists whom an account follows: first those whom the caller follows, then the others, each newest
 * follow first; narrowed to names where asked; empty for a stranger where the account is private.
 *
 * <p>Fails with {@code ACCOUNT_NOT_FOUND} or {@code PAGE_TOKEN_INVALID}.
 */
final class ListFollowing implements UnaryHandler<ListFollowingRequest, ListFollowingResponse> {
  private final FollowPages pages;
  private final RelationStore relations;

  @Inject
  ListFollowing(FollowPages pages, RelationStore relations) {
    this.pages = pages;
    this.relations = relations;
  }

  @Override
  public ListFollowingResponse handle(ListFollowingRequest request) {
    var query =
        PeoplePages.Query.of(
            "ListFollowing",
            request.getAccountId(),
            request.getQuery().strip(),
            request.getPageSize(),
            request.getPageToken());
    PeoplePages.Page page = pages.page(query, relations::listFollowing, relations::mutualFollowing);
    return ListFollowingResponse.newBuilder()
        .addAllAccounts(page.accounts())
        .setNextPageToken(page.nextToken())
        .build();
  }
}
