package tintype.graph;

import jakarta.inject.Inject;
import tintype.graph.v1.ListBlocksRequest;
import tintype.graph.v1.ListBlocksResponse;
import tintype.platform.rpc.UnaryHandler;

/**
 * Lists whom the caller blocks, newest first; also those who block the caller as well, to be able
 * to unblock them.
 *
 * <p>Fails with {@code PAGE_TOKEN_INVALID}.
 */
final class ListBlocks implements UnaryHandler<ListBlocksRequest, ListBlocksResponse> {
  private final PeoplePages pages;
  private final RelationStore relations;

  @Inject
  ListBlocks(PeoplePages pages, RelationStore relations) {
    this.pages = pages;
    this.relations = relations;
  }

  @Override
  public ListBlocksResponse handle(ListBlocksRequest request) {
    var query =
        PeoplePages.Query.ofOwn("ListBlocks", request.getPageSize(), request.getPageToken());
    PeoplePages.Page page =
        pages.own(
            query,
            (user, last, limit) -> relations.list(OwnList.BLOCKS, user, last, limit),
            PeoplePages.THERE);
    return ListBlocksResponse.newBuilder()
        .addAllAccounts(page.accounts())
        .setNextPageToken(page.nextToken())
        .build();
  }
}
