package tintype.media;

import jakarta.inject.Inject;
import java.time.Clock;
import tintype.media.v1.LikeCommentRequest;
import tintype.media.v1.LikeCommentResponse;
import tintype.platform.rpc.Caller;
import tintype.platform.rpc.IdText;
import tintype.platform.rpc.IdText.Owned;
import tintype.platform.rpc.UnaryHandler;

/**
 * Likes a comment; again is fine and answers the same.
 *
 * <p>Fails with {@code POST_NOT_FOUND} or {@code COMMENT_NOT_FOUND}: never was, deleted, or not for
 * the caller's eyes.
 */
final class LikeComment implements UnaryHandler<LikeCommentRequest, LikeCommentResponse> {
  private final VisibleComments visibleComments;
  private final CommentLikeStore likes;
  private final Clock clock;

  @Inject
  LikeComment(VisibleComments visibleComments, CommentLikeStore likes, Clock clock) {
    this.visibleComments = visibleComments;
    this.likes = likes;
    this.clock = clock;
  }

  @Override
  public LikeCommentResponse handle(LikeCommentRequest request) {
    long caller = Caller.current().requireAccount();
    Owned post = IdText.parseOwned("post_id", request.getPostId());
    CommentView view = visibleComments.under(post, caller);
    CommentRow comment = view.require("comment_id", request.getCommentId());

    try {
      likes.add(comment, caller, Micros.now(clock));
    } catch (CommentStore.GoneException e) {
      throw Refusals.noComment();
    }

    return LikeCommentResponse.newBuilder().setComment(view.show(comment.ref())).build();
  }
}
