package tintype.graph;

import jakarta.inject.Inject;
import tintype.graph.v1.ListFollowersRequest;
import tintype.graph.v1.ListFollowersResponse;
import tintype.platform.rpc.UnaryHandler;

/**
 * Lists who follows an account: first those whom the caller follows, then the others, each newest
 * follow first; narrowed to names where asked; empty for a stranger where the account is private.
 *
 * <p>Fails with {@code ACCOUNT_NOT_FOUND} or {@code PAGE_TOKEN_INVALID}.
 */
final class ListFollowers implements UnaryHandler<ListFollowersRequest, ListFollowersResponse> {
  private final FollowPages pages;
  private final RelationStore relations;

  @Inject
  ListFollowers(FollowPages pages, RelationStore relations) {
    this.pages = pages;
    this.relations = relations;
  }

  @Override
  public ListFollowersResponse handle(ListFollowersRequest request) {
    var query =
        PeoplePages.Query.of(
            "ListFollowers",
            request.getAccountId(),
            request.getQuery().strip(),
            request.getPageSize(),
            request.getPageToken());
    PeoplePages.Page page = pages.page(query, relations::listFollowers, relations::mutualFollowers);
    return ListFollowersResponse.newBuilder()
        .addAllAccounts(page.accounts())
        .setNextPageToken(page.nextToken())
        .build();
  }
}
