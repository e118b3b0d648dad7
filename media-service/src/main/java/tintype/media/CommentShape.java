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
    Comment.Builder comment =
        Comment.newBuilder()
            .setId(row.ref().toString())
            .setPostId(row.post().toString())
            .setDeleted(row.deleted())
            .setPinned(facts.pinned().contains(row.ref().id()))
            .setCreateTime(ProtoTimes.ofMicros(row.createMicros()));
    comment
        .getCountsBuilder()
        .setLikes(facts.likes().getOrDefault(row.ref(), 0))
        .setReplies(row.replies());
    comment.getViewerBuilder().setLiked(facts.liked().contains(row.ref()));
    if (!row.deleted()) {
      comment
          .setAuthor(commenters.summary(row.account()))
          .setText(row.text())
          .setEdited(row.edited());
    }
    if (row.isReply()) {
      comment.setThreadId(row.threadRef().toString());
      addAnswered(comment, answered, commenters);
    }
    return comment.build();
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
