package tintype.graph;

import jakarta.inject.Inject;
import tintype.graph.v1.ListFollowersRequest;
import tintype.graph.v1.ListFollowersResponse;
import tintype.platform.rpc.Caller;
import tintype.platform.rpc.UnaryHandler;

/**
 * Lists who follows an account, newest follow first; empty for a stranger where the account is
 * private.
 *
 * <p>Fails with {@code ACCOUNT_NOT_FOUND} or {@code PAGE_TOKEN_INVALID}.
 */
final class ListFollowers implements UnaryHandler<ListFollowersRequest, ListFollowersResponse> {
  private final PeoplePages pages;
  private final RelationStore relations;

  @Inject
  ListFollowers(PeoplePages pages, RelationStore relations) {
    this.pages = pages;
    this.relations = relations;
  }

  @Override
  public ListFollowersResponse handle(ListFollowersRequest request) {
    var query =
        new PeoplePages.Query(
            "ListFollowers",
            Caller.current().requireAccount(),
            Caller.current().resolve("account_id", request.getAccountId()),
            request.getPageSize(),
            request.getPageToken());
    PeoplePages.Page page = pages.page(query, relations::listFollowers);
    return ListFollowersResponse.newBuilder()
        .addAllAccounts(page.accounts())
        .setNextPageToken(page.nextToken())
        .build();
  }
}
