package tintype.media;

import java.util.Comparator;
import java.util.List;
import tintype.media.v1.CommentsChanged;
import tintype.media.v1.CommentsChanged.Change;
import tintype.platform.rpc.IdText.Owned;
import tintype.platform.rpc.ProtoTimes;

/** What the outbox tells of comments. */
final class CommentNews {
  private CommentNews() {}

  static CommentsChanged of(CommentRow comment, Change.Kind kind, long micros) {
    return of(comment.post(), List.of(comment), kind, micros);
  }

  /** The same of several of one post. */
  static CommentsChanged of(Owned post, List<CommentRow> comments, Change.Kind kind, long micros) {
    return CommentsChanged.newBuilder()
        .setAuthorId(post.owner())
        .setPostId(post.id())
        .addAllChanges(
            comments.stream()
                .sorted(Comparator.comparingLong(comment -> comment.ref().id()))
                .map(comment -> change(comment, kind))
                .toList())
        .setChangeTime(ProtoTimes.ofMicros(micros))
        .build();
  }

  private static Change change(CommentRow comment, Change.Kind kind) {
    return Change.newBuilder()
        .setCommentId(comment.ref().id())
        .setAccountId(comment.account())
        .setThreadId(comment.thread())
        .setReplyTo(comment.replyTo())
        .setKind(kind)
        .build();
  }
}
