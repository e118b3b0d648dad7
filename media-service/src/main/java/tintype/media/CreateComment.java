package tintype.media;

import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Optional;
import tintype.media.v1.Comment;
import tintype.media.v1.CreateCommentRequest;
import tintype.media.v1.CreateCommentResponse;
import tintype.platform.ids.IdGenerator;
import tintype.platform.rpc.Caller;
import tintype.platform.rpc.IdText;
import tintype.platform.rpc.IdText.Owned;
import tintype.platform.rpc.UnaryHandler;
import tintype.platform.sql.DuplicateKeyException;
import tintype.platform.sql.RequestIds;

/**
 * Comments on a post, or replies to what is said under it.
 *
 * <p>Fails with {@code POST_NOT_FOUND}, {@code COMMENT_NOT_FOUND} (what is answered, or a comment
 * that an earlier call made and that is deleted), {@code COMMENTS_OFF}, {@code INVALID_FIELD} (a
 * text that is blank or too long) or {@code REQUEST_ID_REUSED}.
 */
final class CreateComment implements UnaryHandler<CreateCommentRequest, CreateCommentResponse> {
  private final VisibleComments visibleComments;
  private final CommentStore comments;
  private final IdGenerator ids;
  private final Clock clock;

  @Inject
  CreateComment(
      VisibleComments visibleComments, CommentStore comments, IdGenerator ids, Clock clock) {
    this.visibleComments = visibleComments;
    this.comments = comments;
    this.ids = ids;
    this.clock = clock;
  }

  @Override
  public CreateCommentResponse handle(CreateCommentRequest request) {
    long caller = Caller.current().requireAccount();
    Owned post = IdText.parseOwned("post_id", request.getPostId());
    CommentText.check(request.getText());
    CommentView view = visibleComments.under(post, caller);

    byte[] fingerprint = RequestIds.fingerprint(request);
    Optional<Long> before = before(post, caller, request, fingerprint);
    Comment comment =
        before.isPresent()
            ? view.show(new Owned(before.get(), post.owner()))
            : create(view, caller, request, fingerprint);
    return CreateCommentResponse.newBuilder().setComment(comment).build();
  }

  private Optional<Long> before(
      Owned post, long caller, CreateCommentRequest request, byte[] fingerprint) {
    return comments.createdBefore(post.owner(), caller, request.getRequestId(), fingerprint);
  }

  private Comment create(
      CommentView view, long caller, CreateCommentRequest request, byte[] fingerprint) {
    if (view.post().getCommentsOff()) {
      throw Refusals.commentsOff();
    }
    CommentRow comment = written(view, caller, request);
    try {
      return view.showNew(comments.create(comment, request.getRequestId(), fingerprint));
    } catch (CommentStore.GoneException e) {
      throw Refusals.noComment();
    } catch (DuplicateKeyException e) {
      // The same request came twice at once, and the other one was first.
      long first = before(view.postRef(), caller, request, fingerprint).orElseThrow(() -> e);
      return view.show(new Owned(first, view.postRef().owner()));
    }
  }

  private CommentRow written(CommentView view, long caller, CreateCommentRequest request) {
    Owned post = view.postRef();
    String text = request.getText();
    if (request.getReplyTo().isEmpty()) {
      Owned ref = new Owned(ids.next(), post.owner());
      return CommentRow.comment(ref, post, caller, text, Micros.now(clock));
    }
    CommentRow answered = view.require("reply_to", request.getReplyTo());
    Owned ref = new Owned(ids.next(), post.owner());
    return CommentRow.reply(ref, answered, caller, text, Micros.now(clock));
  }
}
