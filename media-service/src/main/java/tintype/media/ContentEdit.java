package tintype.media;

import java.util.List;
import java.util.Optional;
import tintype.media.PostContent.Mention;
import tintype.media.PostContent.Tag;

/**
 * What an author says anew of a post; what is absent stays.
 *
 * @param mentions those of the caption
 * @param place an empty one takes it away
 */
record ContentEdit(
    Optional<String> caption,
    Optional<List<Mention>> mentions,
    Optional<Optional<Spot>> place,
    Optional<List<Tag>> people) {

  /**
   * The row with what differs; the same one where nothing does. A caption that stays keeps its
   * mentions, whoever has taken the names since.
   */
  PostRow on(PostRow row, long micros) {
    String said = caption.orElse(row.caption());
    PostContent before = row.content();
    PostContent content =
        PostContent.of(
            said,
            place.orElse(before.place()),
            said.equals(row.caption()) ? before.mentions() : mentions.orElse(List.of()),
            people.orElse(before.people()));
    boolean same = said.equals(row.caption()) && content.equals(before);
    return same ? row : row.saying(said, content, micros);
  }
}
