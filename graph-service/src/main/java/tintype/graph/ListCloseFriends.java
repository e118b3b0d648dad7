package tintype.graph;

import jakarta.inject.Inject;
import tintype.graph.v1.ListCloseFriendsRequest;
import tintype.graph.v1.ListCloseFriendsResponse;
import tintype.platform.rpc.UnaryHandler;

/**
 * Lists the caller's close friends, newest first.
 *
 * <p>Fails with {@code PAGE_TOKEN_INVALID}.
 */
final class ListCloseFriends
    implements UnaryHandler<ListCloseFriendsRequest, ListCloseFriendsResponse> {
  private final PeoplePages pages;
  private final RelationStore relations;

  @Inject
  ListCloseFriends(PeoplePages pages, RelationStore relations) {
    this.pages = pages;
    this.relations = relations;
  }

  @Override
  public ListCloseFriendsResponse handle(ListCloseFriendsRequest request) {
    var query =
        PeoplePages.Query.ofOwn("ListCloseFriends", request.getPageSize(), request.getPageToken());
    PeoplePages.Page page =
        pages.own(
            query,
            (user, last, limit) -> relations.list(OwnList.CLOSE_FRIENDS, user, last, limit),
            PeoplePages.LISTED);
    return ListCloseFriendsResponse.newBuilder()
        .addAllAccounts(page.accounts())
        .setNextPageToken(page.nextToken())
        .build();
  }
}
