package tintype.media;

import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import tintype.media.BinStore.Place;
import tintype.media.v1.ListDeletedPostsRequest;
import tintype.media.v1.ListDeletedPostsResponse;
import tintype.platform.rpc.Caller;
import tintype.platform.rpc.PageSize;
import tintype.platform.rpc.PageTokens;
import tintype.platform.rpc.UnaryHandler;

/**
 * The caller's bin, what was deleted last first; without what cannot be restored any more.
 *
 * <p>Fails with {@code PAGE_TOKEN_INVALID}.
 */
final class ListDeletedPosts
    implements UnaryHandler<ListDeletedPostsRequest, ListDeletedPostsResponse> {
  private static final String LIST = "ListDeletedPosts";

  private final BinStore bin;
  private final VisiblePosts visiblePosts;
  private final PageTokens tokens;
  private final Clock clock;

  @Inject
  ListDeletedPosts(BinStore bin, VisiblePosts visiblePosts, PageTokens tokens, Clock clock) {
    this.bin = bin;
    this.visiblePosts = visiblePosts;
    this.tokens = tokens;
    this.clock = clock;
  }

  @Override
  public ListDeletedPostsResponse handle(ListDeletedPostsRequest request) {
    long caller = Caller.current().requireAccount();
    int size = PageSize.of(request.getPageSize());
    String scope = Long.toString(caller);
    long[] key = tokens.open(LIST, scope, 2, request.getPageToken());

    Place after = key == null ? Place.START : new Place(key[0], key[1]);
    List<PostRow> rows = bin.list(caller, after, Micros.now(clock), size + 1);

    var response = ListDeletedPostsResponse.newBuilder();
    List<PostRow> page = rows.subList(0, Math.min(size, rows.size()));
    response.addAllPosts(visiblePosts.ofAuthor(caller, page));
    if (rows.size() > size) {
      PostRow last = page.getLast();
      response.setNextPageToken(tokens.seal(LIST, scope, last.deleteMicros(), last.ref().id()));
    }
    return response.build();
  }
}
