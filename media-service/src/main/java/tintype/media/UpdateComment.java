package tintype.media;

import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Set;
import tintype.media.v1.UpdateCommentRequest;
import tintype.media.v1.UpdateCommentResponse;
import tintype.platform.rpc.Caller;
import tintype.platform.rpc.IdText;
import tintype.platform.rpc.IdText.Owned;
import tintype.platform.rpc.UnaryHandler;
import tintype.platform.rpc.UpdateMask;

/**
 * Changes the text of the caller's own comment; what it says already is no edit.
 *
 * <p>Fails with {@code POST_NOT_FOUND}, {@code COMMENT_NOT_FOUND}, {@code NOT_THE_COMMENTER} where
 * the caller sees another's, or {@code INVALID_FIELD} (a text that is blank or too long, a mask
 * that names what cannot be changed).
 */
final class UpdateComment implements UnaryHandler<UpdateCommentRequest, UpdateCommentResponse> {
  private static final String TEXT = "text";

  private final VisibleComments visibleComments;
  private final CommentStore comments;
  private final Clock clock;

  @Inject
  UpdateComment(VisibleComments visibleComments, CommentStore comments, Clock clock) {
    this.visibleComments = visibleComments;
    this.comments = comments;
    this.clock = clock;
  }

  @Override
  public UpdateCommentResponse handle(UpdateCommentRequest request) {
    long caller = Caller.current().requireAccount();
    Owned post = IdText.parseOwned("post_id", request.getPostId());
    Set<String> changed = UpdateMask.of(request, Set.of(TEXT));
    if (changed.contains(TEXT)) {
      CommentText.check(request.getText());
    }
    CommentView view = visibleComments.under(post, caller);
    CommentRow comment = view.require("comment_id", request.getCommentId());
    if (comment.account() != caller) {
      throw Refusals.notTheCommenter();
    }

    if (changed.contains(TEXT)) {
      edit(comment, request.getText());
    }

    return UpdateCommentResponse.newBuilder().setComment(view.show(comment.ref())).build();
  }

  private void edit(CommentRow comment, String text) {
    try {
      comments.edit(comment.ref(), text, Micros.now(clock));
    } catch (CommentStore.GoneException e) {
      throw Refusals.noComment();
    }
  }
}
