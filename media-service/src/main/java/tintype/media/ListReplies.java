package tintype.media;

import jakarta.inject.Inject;
import java.util.List;
import tintype.media.CommentPages.Chunk;
import tintype.media.CommentPages.Cursor;
import tintype.media.CommentPages.Listed;
import tintype.media.CommentPages.Page;
import tintype.media.CommentStore.Place;
import tintype.media.v1.ListRepliesRequest;
import tintype.media.v1.ListRepliesResponse;
import tintype.platform.rpc.Caller;
import tintype.platform.rpc.IdText;
import tintype.platform.rpc.IdText.Owned;
import tintype.platform.rpc.PageSize;
import tintype.platform.rpc.PageTokens;
import tintype.platform.rpc.UnaryHandler;

/**
 * The replies in a thread, oldest first, that the caller sees.
 *
 * <p>Fails with {@code POST_NOT_FOUND}, {@code COMMENT_NOT_FOUND} or {@code PAGE_TOKEN_INVALID}.
 */
final class ListReplies implements UnaryHandler<ListRepliesRequest, ListRepliesResponse> {
  private static final String LIST = "ListReplies";

  private final VisibleComments visibleComments;
  private final CommentStore comments;
  private final PageTokens tokens;

  @Inject
  ListReplies(VisibleComments visibleComments, CommentStore comments, PageTokens tokens) {
    this.visibleComments = visibleComments;
    this.comments = comments;
    this.tokens = tokens;
  }

  @Override
  public ListRepliesResponse handle(ListRepliesRequest request) {
    long caller = Caller.current().requireAccount();
    Owned post = IdText.parseOwned("post_id", request.getPostId());
    Owned thread = IdText.parseOwned("comment_id", request.getCommentId());
    int size = PageSize.of(request.getPageSize());
    String scope = caller + "/" + post + "/" + thread;
    long[] key = tokens.open(LIST, scope, 2, request.getPageToken());
    CommentView view = visibleComments.under(post, caller);
    view.requireThread("comment_id", request.getCommentId());

    Cursor start =
        key == null ? Cursor.at(Place.BEFORE_OLDEST) : Cursor.at(new Place(key[0], key[1]));
    Page page =
        CommentPages.fill(view, (last, limit) -> chunk(thread, post, last, limit), start, size);

    var response = ListRepliesResponse.newBuilder().addAllReplies(view.show(page.rows()));
    page.last()
        .map(Cursor::place)
        .map(last -> tokens.seal(LIST, scope, last.micros(), last.id()))
        .ifPresent(response::setNextPageToken);
    return response.build();
  }

  private Chunk chunk(Owned thread, Owned post, Cursor last, int limit) {
    List<CommentRow> rows = comments.replies(post, thread.id(), last.place(), limit);
    return new Chunk(
        rows.stream().map(row -> new Listed(row, Cursor.at(Place.of(row)))).toList(),
        rows.size() < limit);
  }
}
