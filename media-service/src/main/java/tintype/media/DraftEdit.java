package tintype.media;

import java.util.List;
import java.util.Optional;
import tintype.media.v1.Draft;
import tintype.media.v1.Post;

/** What is changed of a draft; what is absent stays. */
record DraftEdit(
    Optional<List<Long>> mediaIds,
    Optional<String> caption,
    Optional<Post.Audience> audience,
    Optional<Boolean> likesHidden,
    Optional<Long> publishMicros) {

  /** Only when it is to be published. */
  static DraftEdit planned(long publishMicros) {
    return new DraftEdit(
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.of(publishMicros));
  }

  /** The row as changed at this time; what was in its way before is forgotten. */
  DraftRow on(DraftRow row, long micros) {
    return new DraftRow(
        row.ref(),
        mediaIds.orElse(row.mediaIds()),
        caption.orElse(row.caption()),
        audience.orElse(row.audience()),
        likesHidden.orElse(row.likesHidden()),
        row.createMicros(),
        Math.max(micros, row.updateMicros()),
        publishMicros.orElse(row.publishMicros()),
        Draft.Failure.FAILURE_UNSPECIFIED);
  }
}
