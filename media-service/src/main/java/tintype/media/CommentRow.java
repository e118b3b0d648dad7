package tintype.media;

import tintype.platform.rpc.IdText.Owned;

/**
 * A row of table post_comment.
 *
 * @param ref its id and the post's author
 * @param thread the comment whose thread a reply is in; 0 for what begins a thread
 * @param replyTo what a reply answers: the same, or another reply in the thread; else 0
 * @param account who wrote it, also where it is deleted
 * @param deleted it is a placeholder
 * @param replies in its thread, without deleted ones
 * @param hiddenReplies how many of these do not count, since who wrote them is hidden
 * @param hiddenTurn of which state of its account it knows, as {@link HiddenTurn} says
 */
record CommentRow(
    Owned ref,
    long postId,
    long thread,
    long replyTo,
    long account,
    boolean deleted,
    int replies,
    int hiddenReplies,
    int hiddenTurn,
    String text,
    long createMicros,
    long updateMicros) {

  Owned post() {
    return new Owned(postId, ref.owner());
  }

  boolean isReply() {
    return thread != 0;
  }

  /** Whether it counts for its post, and as a reply for its thread. */
  boolean counts() {
    return !deleted && HiddenTurn.counts(hiddenTurn);
  }

  /** Those of the replies that count. */
  int countedReplies() {
    return replies - hiddenReplies;
  }

  /** What a reply's thread begins with. */
  Owned threadRef() {
    return new Owned(thread, ref.owner());
  }

  /** What a reply answers. */
  Owned answeredRef() {
    return new Owned(replyTo, ref.owner());
  }

  /** The thread that an answer to this one joins. */
  long threadOfAnswers() {
    return isReply() ? thread : ref.id();
  }

  /** An edit is always later than the writing, whatever the clock says. */
  boolean edited() {
    return updateMicros > createMicros;
  }

  /** Something written at another time. */
  CommentRow at(long micros) {
    return new CommentRow(
        ref,
        postId,
        thread,
        replyTo,
        account,
        deleted,
        replies,
        hiddenReplies,
        hiddenTurn,
        text,
        micros,
        micros);
  }

  /** A comment that begins a thread. */
  static CommentRow comment(Owned ref, Owned post, long account, String text, long micros) {
    return new CommentRow(ref, post.id(), 0, 0, account, false, 0, 0, 0, text, micros, micros);
  }

  /** A reply to a comment or another reply. */
  static CommentRow reply(Owned ref, CommentRow to, long account, String text, long micros) {
    return new CommentRow(
        ref,
        to.postId(),
        to.threadOfAnswers(),
        to.ref().id(),
        account,
        false,
        0,
        0,
        0,
        text,
        micros,
        micros);
  }
}
