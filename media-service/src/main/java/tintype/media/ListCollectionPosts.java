package tintype.media;

import jakarta.inject.Inject;
import tintype.media.v1.ListCollectionPostsRequest;
import tintype.media.v1.ListCollectionPostsResponse;
import tintype.platform.rpc.Caller;
import tintype.platform.rpc.IdText.Owned;
import tintype.platform.rpc.UnaryHandler;

/**
 * What is in a collection of the caller, of what the caller may see now; put there last comes
 * first.
 *
 * <p>Fails with {@code COLLECTION_NOT_FOUND}, also for another's, or {@code PAGE_TOKEN_INVALID}.
 */
final class ListCollectionPosts
    implements UnaryHandler<ListCollectionPostsRequest, ListCollectionPostsResponse> {
  private final OwnCollections own;
  private final CollectionStore collections;
  private final SavedPages pages;

  @Inject
  ListCollectionPosts(OwnCollections own, CollectionStore collections, SavedPages pages) {
    this.own = own;
    this.collections = collections;
    this.pages = pages;
  }

  @Override
  public ListCollectionPostsResponse handle(ListCollectionPostsRequest request) {
    long caller = Caller.current().requireAccount();
    Owned id = own.require(caller, request.getCollectionId()).ref();

    SavedPages.Page page =
        pages.page(
            new SavedPages.Query(
                "ListCollectionPosts",
                caller,
                id.toString(),
                request.getPageSize(),
                request.getPageToken()),
            (last, limit) -> collections.posts(id, last, limit));

    return ListCollectionPostsResponse.newBuilder()
        .addAllPosts(page.posts())
        .setNextPageToken(page.nextToken())
        .build();
  }
}
