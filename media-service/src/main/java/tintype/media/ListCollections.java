package tintype.media;

import jakarta.inject.Inject;
import java.util.List;
import tintype.media.v1.ListCollectionsRequest;
import tintype.media.v1.ListCollectionsResponse;
import tintype.platform.rpc.Caller;
import tintype.platform.rpc.PageSize;
import tintype.platform.rpc.PageTokens;
import tintype.platform.rpc.UnaryHandler;

/**
 * The caller's collections, newest first.
 *
 * <p>Fails with {@code PAGE_TOKEN_INVALID}.
 */
final class ListCollections
    implements UnaryHandler<ListCollectionsRequest, ListCollectionsResponse> {
  private static final String LIST = "ListCollections";

  private final CollectionStore collections;
  private final PageTokens tokens;

  @Inject
  ListCollections(CollectionStore collections, PageTokens tokens) {
    this.collections = collections;
    this.tokens = tokens;
  }

  @Override
  public ListCollectionsResponse handle(ListCollectionsRequest request) {
    long caller = Caller.current().requireAccount();
    int size = PageSize.of(request.getPageSize());
    String scope = Long.toString(caller);
    long[] last = tokens.open(LIST, scope, 1, request.getPageToken());

    List<CollectionRow> rows =
        collections.list(caller, last == null ? Long.MAX_VALUE : last[0], size + 1);

    List<CollectionRow> page = rows.subList(0, Math.min(size, rows.size()));
    var response = ListCollectionsResponse.newBuilder();
    page.forEach(row -> response.addCollections(row.shape()));
    if (rows.size() > size) {
      response.setNextPageToken(tokens.seal(LIST, scope, page.getLast().ref().id()));
    }
    return response.build();
  }
}
