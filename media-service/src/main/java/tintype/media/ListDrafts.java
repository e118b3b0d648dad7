package tintype.media;

import jakarta.inject.Inject;
import java.util.List;
import tintype.media.v1.ListDraftsRequest;
import tintype.media.v1.ListDraftsResponse;
import tintype.platform.rpc.Caller;
import tintype.platform.rpc.PageSize;
import tintype.platform.rpc.PageTokens;
import tintype.platform.rpc.UnaryHandler;

/**
 * The caller's drafts, newest first.
 *
 * <p>Fails with {@code PAGE_TOKEN_INVALID}.
 */
final class ListDrafts implements UnaryHandler<ListDraftsRequest, ListDraftsResponse> {
  private static final String LIST = "ListDrafts";

  private final DraftStore drafts;
  private final OwnDrafts own;
  private final PageTokens tokens;

  @Inject
  ListDrafts(DraftStore drafts, OwnDrafts own, PageTokens tokens) {
    this.drafts = drafts;
    this.own = own;
    this.tokens = tokens;
  }

  @Override
  public ListDraftsResponse handle(ListDraftsRequest request) {
    long caller = Caller.current().requireAccount();
    int size = PageSize.of(request.getPageSize());
    String scope = Long.toString(caller);
    long[] last = tokens.open(LIST, scope, 1, request.getPageToken());

    List<DraftRow> rows = drafts.list(caller, last == null ? Long.MAX_VALUE : last[0], size + 1);

    var response = ListDraftsResponse.newBuilder();
    List<DraftRow> page = rows.subList(0, Math.min(size, rows.size()));
    response.addAllDrafts(own.show(page));
    if (rows.size() > size) {
      response.setNextPageToken(tokens.seal(LIST, scope, page.getLast().ref().id()));
    }
    return response.build();
  }
}
