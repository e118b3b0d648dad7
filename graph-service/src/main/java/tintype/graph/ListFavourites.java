package tintype.graph;

import jakarta.inject.Inject;
import tintype.graph.v1.ListFavouritesRequest;
import tintype.graph.v1.ListFavouritesResponse;
import tintype.platform.rpc.UnaryHandler;

/**
 * Lists the caller's favourites, newest first.
 *
 * <p>Fails with {@code PAGE_TOKEN_INVALID}.
 */
final class ListFavourites implements UnaryHandler<ListFavouritesRequest, ListFavouritesResponse> {
  private final PeoplePages pages;
  private final RelationStore relations;

  @Inject
  ListFavourites(PeoplePages pages, RelationStore relations) {
    this.pages = pages;
    this.relations = relations;
  }

  @Override
  public ListFavouritesResponse handle(ListFavouritesRequest request) {
    var query =
        PeoplePages.Query.ofOwn("ListFavourites", request.getPageSize(), request.getPageToken());
    PeoplePages.Page page =
        pages.own(
            query,
            (user, last, limit) -> relations.list(OwnList.FAVOURITES, user, last, limit),
            PeoplePages.LISTED);
    return ListFavouritesResponse.newBuilder()
        .addAllAccounts(page.accounts())
        .setNextPageToken(page.nextToken())
        .build();
  }
}
