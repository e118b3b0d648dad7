package tintype.graph;

import jakarta.inject.Inject;
import tintype.graph.v1.ListFollowingRequest;
import tintype.graph.v1.ListFollowingResponse;
import tintype.platform.rpc.Caller;
import tintype.platform.rpc.UnaryHandler;

/**
 * Lists whom an account follows, newest follow first; empty for a stranger where the account is
 * private.
 *
 * <p>Fails with {@code ACCOUNT_NOT_FOUND} or {@code PAGE_TOKEN_INVALID}.
 */
final class ListFollowing implements UnaryHandler<ListFollowingRequest, ListFollowingResponse> {
  private final PeoplePages pages;
  private final RelationStore relations;

  @Inject
  ListFollowing(PeoplePages pages, RelationStore relations) {
    this.pages = pages;
    this.relations = relations;
  }

  @Override
  public ListFollowingResponse handle(ListFollowingRequest request) {
    var query =
        new PeoplePages.Query(
            "ListFollowing",
            Caller.current().requireAccount(),
            Caller.current().resolve("account_id", request.getAccountId()),
            request.getPageSize(),
            request.getPageToken());
    PeoplePages.Page page = pages.page(query, relations::listFollowing);
    return ListFollowingResponse.newBuilder()
        .addAllAccounts(page.accounts())
        .setNextPageToken(page.nextToken())
        .build();
  }
}
