package tintype.media;

import java.util.Optional;
import tintype.media.v1.Post;

/** What an author says anew of a post; what is absent stays. */
record PostEdit(
    Optional<String> caption, Optional<Post.Audience> audience, Optional<Boolean> likesHidden) {

  /** The row with what differs; the same one where nothing does. */
  PostRow on(PostRow row, long micros) {
    PostRow said =
        caption
            .filter(text -> !text.equals(row.caption()))
            .map(text -> row.saying(text, micros))
            .orElse(row);
    return said.shown(audience.orElse(row.audience()), likesHidden.orElse(row.likesHidden()));
  }
}
