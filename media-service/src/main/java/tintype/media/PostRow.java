package tintype.media;

import tintype.media.v1.Post;
import tintype.platform.rpc.IdText.Owned;

/**
 * A row of table post.
 *
 * @param ref its id and its author
 * @param commentsOff nobody can comment on it
 * @param deleteMicros when it was deleted or removed; 0 where it is neither
 * @param pinMicros when it was pinned; 0 where it is not
 * @param likesHidden the number of its likes is for its author alone
 */
record PostRow(
    Owned ref,
    PostState state,
    Post.Audience audience,
    String caption,
    PostContent content,
    long createMicros,
    long updateMicros,
    long deleteMicros,
    long pinMicros,
    boolean likesHidden,
    boolean commentsOff) {

  boolean isPublished() {
    return state == PostState.PUBLISHED;
  }

  boolean isPinned() {
    return pinMicros > 0;
  }

  /** An edit is always later than the publication, whatever the clock says. */
  boolean edited() {
    return updateMicros > createMicros;
  }

  /** The same post with another caption or content, by which it is an edited one. */
  PostRow saying(String newCaption, PostContent newContent, long micros) {
    long update = Math.max(micros, createMicros + 1);
    return new PostRow(
        ref,
        state,
        audience,
        newCaption,
        newContent,
        createMicros,
        update,
        deleteMicros,
        pinMicros,
        likesHidden,
        commentsOff);
  }

  /** The same post for others, or with or without the number of its likes. */
  PostRow shown(Post.Audience newAudience, boolean hidesLikes) {
    return new PostRow(
        ref,
        state,
        newAudience,
        caption,
        content,
        createMicros,
        updateMicros,
        deleteMicros,
        pinMicros,
        hidesLikes,
        commentsOff);
  }

  /** A post published now for everyone. */
  static PostRow published(
      Owned ref, String caption, PostContent content, boolean commentsOff, long micros) {
    return new PostRow(
        ref,
        PostState.PUBLISHED,
        Post.Audience.EVERYONE,
        caption,
        content,
        micros,
        micros,
        0,
        0,
        false,
        commentsOff);
  }
}
