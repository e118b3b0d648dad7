package tintype.media;

import java.util.List;
import java.util.Optional;
import tintype.media.TopicEntry.Label;
import tintype.platform.rpc.IdText.Owned;

/** The pages of topics, as {@link TopicIndex} has written them. */
interface TopicStore {
  /**
   * A place that posts are of.
   *
   * @param posts how many
   */
  record PlaceRow(Label label, int posts) {}

  /**
   * The posts of a topic with ids below this one, newest first. They are candidates: a post may
   * have changed a moment ago.
   */
  List<Owned> newest(Topic topic, long before, int limit);

  /** How many posts have the hashtag; 0 where none has. */
  int posts(TagName tag);

  /** The place, unless no post is of it. */
  Optional<PlaceRow> place(long id);
}
