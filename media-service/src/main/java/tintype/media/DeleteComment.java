package tintype.media;

import jakarta.inject.Inject;
import java.time.Clock;
import tintype.media.v1.DeleteCommentRequest;
import tintype.media.v1.DeleteCommentResponse;
import tintype.platform.rpc.Caller;
import tintype.platform.rpc.IdText;
import tintype.platform.rpc.IdText.Owned;
import tintype.platform.rpc.UnaryHandler;

/**
 * Deletes a comment: the caller's own, or any under a post of the caller.
 *
 * <p>Fails with {@code POST_NOT_FOUND}, {@code COMMENT_NOT_FOUND}, also where it is deleted
 * already, or {@code NOT_THE_COMMENTER} where the caller sees another's under another's post.
 */
final class DeleteComment implements UnaryHandler<DeleteCommentRequest, DeleteCommentResponse> {
  private final VisibleComments visibleComments;
  private final CommentStore comments;
  private final Clock clock;

  @Inject
  DeleteComment(VisibleComments visibleComments, CommentStore comments, Clock clock) {
    this.visibleComments = visibleComments;
    this.comments = comments;
    this.clock = clock;
  }

  @Override
  public DeleteCommentResponse handle(DeleteCommentRequest request) {
    long caller = Caller.current().requireAccount();
    Owned post = IdText.parseOwned("post_id", request.getPostId());
    CommentView view = visibleComments.under(post, caller);
    CommentRow comment =
        view.isOfViewer()
            ? view.requireUnderOwn("comment_id", request.getCommentId())
            : view.require("comment_id", request.getCommentId());
    if (comment.account() != caller && !view.isOfViewer()) {
      throw Refusals.notTheCommenter();
    }

    if (!comments.delete(comment, Micros.now(clock))) {
      throw Refusals.noComment();
    }

    return DeleteCommentResponse.getDefaultInstance();
  }
}
