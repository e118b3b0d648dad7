package tintype.media;

import jakarta.inject.Inject;
import tintype.media.v1.ListSavedPostsRequest;
import tintype.media.v1.ListSavedPostsResponse;
import tintype.platform.rpc.Caller;
import tintype.platform.rpc.UnaryHandler;

/**
 * What the caller has saved and may see now, newest save first.
 *
 * <p>Fails with {@code PAGE_TOKEN_INVALID}.
 */
final class ListSavedPosts implements UnaryHandler<ListSavedPostsRequest, ListSavedPostsResponse> {
  private final SaveStore saves;
  private final SavedPages pages;

  @Inject
  ListSavedPosts(SaveStore saves, SavedPages pages) {
    this.saves = saves;
    this.pages = pages;
  }

  @Override
  public ListSavedPostsResponse handle(ListSavedPostsRequest request) {
    long caller = Caller.current().requireAccount();

    SavedPages.Page page =
        pages.page(
            new SavedPages.Query(
                "ListSavedPosts", caller, "", request.getPageSize(), request.getPageToken()),
            (last, limit) -> saves.list(caller, last, limit));

    return ListSavedPostsResponse.newBuilder()
        .addAllPosts(page.posts())
        .setNextPageToken(page.nextToken())
        .build();
  }
}
