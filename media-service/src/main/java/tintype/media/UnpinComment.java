package tintype.media;

import jakarta.inject.Inject;
import tintype.media.v1.UnpinCommentRequest;
import tintype.media.v1.UnpinCommentResponse;
import tintype.platform.rpc.Caller;
import tintype.platform.rpc.IdText;
import tintype.platform.rpc.IdText.Owned;
import tintype.platform.rpc.UnaryHandler;

/**
 * Puts a comment under a post of the caller back among the others; without a pin is fine.
 *
 * <p>Fails with {@code POST_NOT_FOUND}, {@code COMMENT_NOT_FOUND} or {@code NOT_THE_AUTHOR} where
 * the post is another's.
 */
final class UnpinComment implements UnaryHandler<UnpinCommentRequest, UnpinCommentResponse> {
  private final VisibleComments visibleComments;
  private final CommentPinStore pins;

  @Inject
  UnpinComment(VisibleComments visibleComments, CommentPinStore pins) {
    this.visibleComments = visibleComments;
    this.pins = pins;
  }

  @Override
  public UnpinCommentResponse handle(UnpinCommentRequest request) {
    long caller = Caller.current().requireAccount();
    Owned post = IdText.parseOwned("post_id", request.getPostId());
    CommentView view = visibleComments.under(post, caller);
    CommentRow comment = view.require("comment_id", request.getCommentId());
    if (!view.isOfViewer()) {
      throw Refusals.notTheAuthor();
    }

    pins.unpin(comment);

    return UnpinCommentResponse.newBuilder().setComment(view.show(comment.ref())).build();
  }
}
