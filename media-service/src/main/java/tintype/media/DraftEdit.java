package tintype.media;

import java.util.List;
import java.util.Optional;
import tintype.media.PostContent.Tag;
import tintype.media.v1.Draft;
import tintype.media.v1.Post;

/** What is changed of a draft; what is absent stays. */
record DraftEdit(
    Optional<List<Long>> mediaIds,
    Optional<String> caption,
    Optional<Post.Audience> audience,
    Optional<Boolean> likesHidden,
    Optional<Long> publishMicros,
    Optional<Optional<Spot>> place,
    Optional<List<Tag>> people) {

  /** Only when it is to be published. */
  static DraftEdit planned(long publishMicros) {
    return new DraftEdit(
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.of(publishMicros),
        Optional.empty(),
        Optional.empty());
  }

  /**
   * The row as changed at this time; what was in its way before is forgotten. With a picture go the
   * people in it.
   */
  DraftRow on(DraftRow row, long micros) {
    List<Long> media = mediaIds.orElse(row.mediaIds());
    return new DraftRow(
        row.ref(),
        media,
        caption.orElse(row.caption()),
        audience.orElse(row.audience()),
        likesHidden.orElse(row.likesHidden()),
        row.createMicros(),
        Math.max(micros, row.updateMicros() + 1),
        publishMicros.orElse(row.publishMicros()),
        Draft.Failure.FAILURE_UNSPECIFIED,
        place.orElse(row.place()),
        people.orElse(row.people()).stream().filter(tag -> media.contains(tag.media())).toList());
  }
}
