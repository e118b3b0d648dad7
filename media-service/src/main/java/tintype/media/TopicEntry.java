package tintype.media;

import java.util.Comparator;
import java.util.Optional;
import tintype.platform.rpc.IdText.Owned;

/**
 * What a version of a post says of one of its topics.
 *
 * @param label the topic's name; absent where the post has it no more
 * @param listed whether the post is among the topic's posts
 * @param version of the post's row
 */
record TopicEntry(Topic topic, Owned post, Optional<Label> label, boolean listed, long version) {
  /** By topic, then by post: the order in which rows are locked. */
  static final Comparator<TopicEntry> ORDER =
      Comparator.comparing(TopicEntry::topic).thenComparingLong(entry -> entry.post().id());

  /**
   * How a topic is shown.
   *
   * @param latitude of a place, in hundredths of a degree; else 0
   * @param longitude likewise
   */
  record Label(String name, int latitude, int longitude) {
    static final Label NONE = new Label("", 0, 0);

    static Label of(TagName tag) {
      return new Label(tag.name(), 0, 0);
    }

    static Label of(Spot spot) {
      return new Label(spot.name(), spot.latitudeCell(), spot.longitudeCell());
    }
  }
}
