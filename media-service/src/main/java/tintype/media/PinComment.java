package tintype.media;

import jakarta.inject.Inject;
import tintype.media.v1.PinCommentRequest;
import tintype.media.v1.PinCommentResponse;
import tintype.platform.rpc.Caller;
import tintype.platform.rpc.IdText;
import tintype.platform.rpc.IdText.Owned;
import tintype.platform.rpc.UnaryHandler;

/**
 * Puts a comment under a post of the caller before all others; again is fine.
 *
 * <p>Fails with {@code POST_NOT_FOUND}, {@code COMMENT_NOT_FOUND}, {@code NOT_THE_AUTHOR} where the
 * post is another's, {@code REPLY_NOT_PINNED} or {@code TOO_MANY_PINNED_COMMENTS}.
 */
final class PinComment implements UnaryHandler<PinCommentRequest, PinCommentResponse> {
  private final VisibleComments visibleComments;
  private final CommentPinStore pins;
  private final MediaConfig config;

  @Inject
  PinComment(VisibleComments visibleComments, CommentPinStore pins, MediaConfig config) {
    this.visibleComments = visibleComments;
    this.pins = pins;
    this.config = config;
  }

  @Override
  public PinCommentResponse handle(PinCommentRequest request) {
    long caller = Caller.current().requireAccount();
    Owned post = IdText.parseOwned("post_id", request.getPostId());
    CommentView view = visibleComments.under(post, caller);
    CommentRow comment = view.require("comment_id", request.getCommentId());
    if (!view.isOfViewer()) {
      throw Refusals.notTheAuthor();
    }
    if (comment.isReply()) {
      throw Refusals.replyNotPinned();
    }

    try {
      pins.pin(comment, config.pinnedCommentsLimit());
    } catch (CommentStore.GoneException e) {
      throw Refusals.noComment();
    } catch (CommentPinStore.FullException e) {
      throw Refusals.tooManyPinned(config.pinnedCommentsLimit());
    }

    return PinCommentResponse.newBuilder().setComment(view.show(comment.ref())).build();
  }
}
