package tintype.media;

import tintype.media.v1.Post;
import tintype.platform.rpc.IdText.Owned;

/**
 * A row of table post.
 *
 * @param ref its id and its author
 * @param commentsOff nobody can comment on it
 */
record PostRow(
    Owned ref,
    boolean deleted,
    Post.Audience audience,
    String caption,
    long createMicros,
    long updateMicros,
    boolean commentsOff) {

  /** An edit is always later than the publication, whatever the clock says. */
  boolean edited() {
    return updateMicros > createMicros;
  }

  /** A post published now. */
  static PostRow published(Owned ref, String caption, boolean commentsOff, long micros) {
    return new PostRow(ref, false, Post.Audience.EVERYONE, caption, micros, micros, commentsOff);
  }
}
