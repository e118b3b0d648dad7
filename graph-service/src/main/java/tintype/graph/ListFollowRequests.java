package tintype.graph;

import jakarta.inject.Inject;
import tintype.graph.v1.ListFollowRequestsRequest;
import tintype.graph.v1.ListFollowRequestsRequest.Direction;
import tintype.graph.v1.ListFollowRequestsResponse;
import tintype.platform.rpc.UnaryHandler;

/**
 * Lists who has asked to follow the caller, or whom the caller has asked, newest first.
 *
 * <p>Fails with {@code PAGE_TOKEN_INVALID}.
 */
final class ListFollowRequests
    implements UnaryHandler<ListFollowRequestsRequest, ListFollowRequestsResponse> {
  private final PeoplePages pages;
  private final RelationStore relations;

  @Inject
  ListFollowRequests(PeoplePages pages, RelationStore relations) {
    this.pages = pages;
    this.relations = relations;
  }

  @Override
  public ListFollowRequestsResponse handle(ListFollowRequestsRequest request) {
    boolean sent = request.getDirection() == Direction.SENT;
    var query =
        PeoplePages.Query.ofOwn(
            sent ? "ListFollowRequests SENT" : "ListFollowRequests RECEIVED",
            request.getPageSize(),
            request.getPageToken());

    PeoplePages.Page page =
        pages.own(
            query,
            sent ? relations::listSentRequests : relations::listReceivedRequests,
            PeoplePages.LISTED);
    return ListFollowRequestsResponse.newBuilder()
        .addAllAccounts(page.accounts())
        .setNextPageToken(page.nextToken())
        .build();
  }
}
