package tintype.media;

import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import tintype.media.CommentPages.Chunk;
import tintype.media.CommentPages.Cursor;
import tintype.media.CommentPages.Listed;
import tintype.media.CommentPages.Page;
import tintype.media.CommentStore.Place;
import tintype.media.v1.ListCommentsRequest;
import tintype.media.v1.ListCommentsResponse;
import tintype.platform.rpc.Caller;
import tintype.platform.rpc.IdText;
import tintype.platform.rpc.IdText.Owned;
import tintype.platform.rpc.PageSize;
import tintype.platform.rpc.PageTokens;
import tintype.platform.rpc.UnaryHandler;

/**
 * The comments of a post that begin threads and that the caller sees: pinned ones first, then the
 * others, each newest first. A list shows as pinned what was so when its first page was made, and
 * each comment once, whatever is pinned meanwhile.
 *
 * <p>Fails with {@code POST_NOT_FOUND} or {@code PAGE_TOKEN_INVALID}.
 */
final class ListComments implements UnaryHandler<ListCommentsRequest, ListCommentsResponse> {
  private static final String LIST = "ListComments";

  private final VisibleComments visibleComments;
  private final CommentStore comments;
  private final CommentPinStore pins;
  private final PageTokens tokens;
  private final int maxPins;

  @Inject
  ListComments(
      VisibleComments visibleComments,
      CommentStore comments,
      CommentPinStore pins,
      PageTokens tokens,
      MediaConfig config) {
    this.visibleComments = visibleComments;
    this.comments = comments;
    this.pins = pins;
    this.tokens = tokens;
    this.maxPins = config.pinnedCommentsLimit();
  }

  @Override
  public ListCommentsResponse handle(ListCommentsRequest request) {
    long caller = Caller.current().requireAccount();
    Owned post = IdText.parseOwned("post_id", request.getPostId());
    int size = PageSize.of(request.getPageSize());
    String scope = caller + "/" + post;
    long[] key = tokens.open(LIST, scope, 3 + maxPins, request.getPageToken());
    CommentView view = visibleComments.under(post, caller);

    List<Long> pinned = key == null ? pins.of(post) : pinned(key);
    List<Long> shown = pinned.subList(0, Math.min(maxPins, pinned.size()));
    Cursor start =
        key == null
            ? Cursor.at(Place.BEFORE_NEWEST)
            : new Cursor((int) key[0], new Place(key[1], key[2]));
    Page page =
        CommentPages.fill(view, (last, limit) -> chunk(post, shown, last, limit), start, size);

    var response = ListCommentsResponse.newBuilder().addAllComments(view.show(page.rows()));
    page.last()
        .map(last -> tokens.seal(LIST, scope, key(last, shown)))
        .ifPresent(response::setNextPageToken);
    return response.build();
  }

  private Chunk chunk(Owned post, List<Long> pinned, Cursor last, int limit) {
    List<Listed> rows = new ArrayList<>(pinned(post, pinned, last.pinned()));
    // So many more, as those that were before all others are not repeated where their time has
    // them.
    int enough = limit + pinned.size();
    List<CommentRow> byTime = comments.comments(post, last.place(), enough);
    byTime.stream()
        .filter(row -> !pinned.contains(row.ref().id()))
        .map(row -> new Listed(row, new Cursor(pinned.size(), Place.of(row))))
        .forEach(rows::add);
    return new Chunk(rows, byTime.size() < enough);
  }

  /** The pinned ones from one of them on; those that are gone meanwhile are left out. */
  private List<Listed> pinned(Owned post, List<Long> pinned, int from) {
    List<Owned> refs = pinned.stream().map(id -> new Owned(id, post.owner())).toList();
    Map<Owned, CommentRow> found = comments.find(refs.subList(from, refs.size()));
    List<Listed> rows = new ArrayList<>();
    for (int i = from; i < refs.size(); i++) {
      CommentRow row = found.get(refs.get(i));
      if (row != null) {
        rows.add(new Listed(row, new Cursor(i + 1, Place.BEFORE_NEWEST)));
      }
    }
    return rows;
  }

  /** What a token holds: the place, and what was pinned when the first page was made. */
  private long[] key(Cursor last, List<Long> pinned) {
    long[] key = new long[3 + maxPins];
    key[0] = last.pinned();
    key[1] = last.place().micros();
    key[2] = last.place().id();
    for (int i = 0; i < pinned.size(); i++) {
      key[3 + i] = pinned.get(i);
    }
    return key;
  }

  private static List<Long> pinned(long[] key) {
    return Arrays.stream(key).skip(3).filter(id -> id != 0).boxed().toList();
  }
}
