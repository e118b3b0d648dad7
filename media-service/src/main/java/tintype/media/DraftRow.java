package tintype.media;

import java.util.List;
import java.util.Optional;
import tintype.media.PostContent.Tag;
import tintype.media.v1.Draft;
import tintype.media.v1.Post;
import tintype.platform.rpc.IdText.Owned;

/**
 * A row of table draft: a post to be.
 *
 * @param ref its id and its author
 * @param mediaIds of its author, in the order of the post; none of them is claimed
 * @param updateMicros later with each edit, whatever the clock says
 * @param publishMicros when it is to be published; 0 where that is not planned
 * @param failure why it was not published at its time
 * @param people all of them in pictures that it has
 */
record DraftRow(
    Owned ref,
    List<Long> mediaIds,
    String caption,
    Post.Audience audience,
    boolean likesHidden,
    long createMicros,
    long updateMicros,
    long publishMicros,
    Draft.Failure failure,
    Optional<Spot> place,
    List<Tag> people) {

  boolean isDue(long micros) {
    return publishMicros > 0 && publishMicros <= micros;
  }

  /** The post that it becomes, with its content as that is at this moment. */
  PostRow post(Owned post, PostContent content, long micros) {
    return PostRow.published(post, caption, content, false, micros).shown(audience, likesHidden);
  }

  /** Whether a row that was read later says and plans the same. */
  boolean isStill(DraftRow later) {
    return updateMicros == later.updateMicros && publishMicros == later.publishMicros;
  }

  /** The same draft, to be published then; 0 means not planned. */
  DraftRow planned(long newPublishMicros) {
    return with(newPublishMicros, Draft.Failure.FAILURE_UNSPECIFIED);
  }

  /** The same draft, not planned any more. */
  DraftRow failed(Draft.Failure why) {
    return with(0, why);
  }

  private DraftRow with(long newPublishMicros, Draft.Failure why) {
    return new DraftRow(
        ref,
        mediaIds,
        caption,
        audience,
        likesHidden,
        createMicros,
        updateMicros,
        newPublishMicros,
        why,
        place,
        people);
  }
}
