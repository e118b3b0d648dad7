package tintype.media;

import jakarta.inject.Inject;
import java.time.Clock;
import tintype.media.v1.UnlikeCommentRequest;
import tintype.media.v1.UnlikeCommentResponse;
import tintype.platform.rpc.Caller;
import tintype.platform.rpc.IdText;
import tintype.platform.rpc.IdText.Owned;
import tintype.platform.rpc.UnaryHandler;

/**
 * Takes the caller's like of a comment back; without one is fine.
 *
 * <p>Fails with {@code POST_NOT_FOUND} or {@code COMMENT_NOT_FOUND}: never was, deleted, or not for
 * the caller's eyes.
 */
final class UnlikeComment implements UnaryHandler<UnlikeCommentRequest, UnlikeCommentResponse> {
  private final VisibleComments visibleComments;
  private final CommentLikeStore likes;
  private final Clock clock;

  @Inject
  UnlikeComment(VisibleComments visibleComments, CommentLikeStore likes, Clock clock) {
    this.visibleComments = visibleComments;
    this.likes = likes;
    this.clock = clock;
  }

  @Override
  public UnlikeCommentResponse handle(UnlikeCommentRequest request) {
    long caller = Caller.current().requireAccount();
    Owned post = IdText.parseOwned("post_id", request.getPostId());
    CommentView view = visibleComments.under(post, caller);
    CommentRow comment = view.require("comment_id", request.getCommentId());

    likes.remove(comment, caller, Micros.now(clock));

    return UnlikeCommentResponse.newBuilder().setComment(view.show(comment.ref())).build();
  }
}
