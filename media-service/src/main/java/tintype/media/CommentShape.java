package tintype.media;

import org.jspecify.annotations.Nullable;
import tintype.media.v1.Comment;
import tintype.platform.rpc.IdText.Owned;
import tintype.platform.rpc.ProtoTimes;

/** How a comment is shown. */
final class CommentShape {
  private CommentShape() {}

  /**
   * @param answered what a reply answers; null where there is nothing, or it is gone
   * @param commenters have met both who wrote it and who wrote that
   */
  static Comment of(
      CommentRow row, @Nullable CommentRow answered, CommentFacts facts, Commenters commenters) {
    Comment.Builder comment = of(row).setPinned(facts.pinned().contains(row.ref().id()));
    comment.getCountsBuilder().setLikes(facts.likes().getOrDefault(row.ref(), 0));
    comment.getViewerBuilder().setLiked(facts.liked().contains(row.ref()));
    if (!row.deleted()) {
      comment.setAuthor(commenters.summary(row.account()));
    }
    if (row.isReply()) {
      addAnswered(comment, answered, commenters);
    }
    return comment.build();
  }

  /** What its row says, the same for everybody, without people. */
  static Comment.Builder of(CommentRow row) {
    Comment.Builder comment =
        Comment.newBuilder()
            .setId(row.ref().toString())
            .setPostId(row.post().toString())
            .setDeleted(row.deleted())
            .setCreateTime(ProtoTimes.ofMicros(row.createMicros()));
    comment.getCountsBuilder().setReplies(row.countedReplies());
    if (!row.deleted()) {
      comment.setText(row.text()).setEdited(row.edited());
    }
    if (row.isReply()) {
      comment.setThreadId(row.threadRef().toString());
    }
    return comment;
  }

  /** What the viewer does not see is not named either. */
  private static void addAnswered(
      Comment.Builder reply, @Nullable CommentRow answered, Commenters commenters) {
    if (answered == null || !commenters.reads(answered.account())) {
      return;
    }
    Owned ref = answered.ref();
    reply.setReplyTo(ref.toString());
    if (!answered.deleted()) {
      reply.setReplyToAuthor(commenters.summary(answered.account()));
    }
  }
}
