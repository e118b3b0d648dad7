package tintype.media;

import java.util.Optional;
import tintype.media.v1.Post;

/** What an author changes of a post; what is absent stays. */
record PostEdit(
    ContentEdit content, Optional<Post.Audience> audience, Optional<Boolean> likesHidden) {

  /** The row with what differs; the same one where nothing does. */
  PostRow on(PostRow row, long micros) {
    PostRow said = content.on(row, micros);
    return said.shown(audience.orElse(row.audience()), likesHidden.orElse(row.likesHidden()));
  }
}
