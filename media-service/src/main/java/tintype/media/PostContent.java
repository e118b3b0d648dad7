package tintype.media;

import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;

/**
 * What a post says beside its pictures. Hashtags are worked out from the caption each time a row is
 * read, so they cannot differ from it; all else is column {@code post.content}.
 *
 * @param mentions in the order of the caption
 * @param people in the order given
 */
record PostContent(
    List<TagName> hashtags, Optional<Spot> place, List<Mention> mentions, List<Tag> people) {
  /** Somebody whom the caption names, and by which name. */
  record Mention(long account, String username) {}

  /**
   * Somebody in a picture.
   *
   * @param media of the post's author
   * @param x from the left, 0..1
   * @param y from above, 0..1
   */
  record Tag(long account, long media, double x, double y) {}

  PostContent {
    mentions = List.copyOf(mentions);
    people = List.copyOf(people);
  }

  /** That of a caption alone. */
  static PostContent of(String caption) {
    return of(caption, Optional.empty(), List.of(), List.of());
  }

  static PostContent of(
      String caption, Optional<Spot> place, List<Mention> mentions, List<Tag> people) {
    return new PostContent(CaptionWords.of(caption).hashtags(), place, mentions, people);
  }

  /** Whom a viewer has to meet before the content can be shown. */
  LongStream accounts() {
    return LongStream.concat(
        mentions.stream().mapToLong(Mention::account), people.stream().mapToLong(Tag::account));
  }

  /** Whether there is nothing that the caption does not say. */
  boolean isOfCaption() {
    return place.isEmpty() && mentions.isEmpty() && people.isEmpty();
  }

  /** What it takes in memory, as estimated. */
  int bytes() {
    return 100 * hashtags.size()
        + 100 * mentions.size()
        + 48 * people.size()
        + (place.isPresent() ? 150 : 0);
  }
}
