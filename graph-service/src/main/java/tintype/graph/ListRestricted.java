package tintype.graph;

import jakarta.inject.Inject;
import tintype.graph.v1.ListRestrictedRequest;
import tintype.graph.v1.ListRestrictedResponse;
import tintype.platform.rpc.UnaryHandler;

/**
 * Lists whom the caller restricts, newest first.
 *
 * <p>Fails with {@code PAGE_TOKEN_INVALID}.
 */
final class ListRestricted implements UnaryHandler<ListRestrictedRequest, ListRestrictedResponse> {
  private final PeoplePages pages;
  private final RelationStore relations;

  @Inject
  ListRestricted(PeoplePages pages, RelationStore relations) {
    this.pages = pages;
    this.relations = relations;
  }

  @Override
  public ListRestrictedResponse handle(ListRestrictedRequest request) {
    var query =
        PeoplePages.Query.ofOwn("ListRestricted", request.getPageSize(), request.getPageToken());
    PeoplePages.Page page =
        pages.own(
            query,
            (user, last, limit) -> relations.list(OwnList.RESTRICTED, user, last, limit),
            PeoplePages.LISTED);
    return ListRestrictedResponse.newBuilder()
        .addAllAccounts(page.accounts())
        .setNextPageToken(page.nextToken())
        .build();
  }
}
