package tintype.media;

import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.Set;

/** What posts can be found by. The id is that of a hashtag, place or account. */
record Topic(Kind kind, long id) implements Comparable<Topic> {
  private static final Comparator<Topic> ORDER =
      Comparator.comparing(Topic::kind).thenComparingLong(Topic::id);

  /** Column post_former_topic.kind is the place here, from 1. */
  enum Kind {
    HASHTAG,
    PLACE,
    PERSON;

    int number() {
      return ordinal() + 1;
    }

    static Kind of(int number) {
      return values()[number - 1];
    }
  }

  static Topic of(TagName tag) {
    return new Topic(Kind.HASHTAG, tag.id());
  }

  static Topic ofPlace(long id) {
    return new Topic(Kind.PLACE, id);
  }

  static Topic ofPerson(long account) {
    return new Topic(Kind.PERSON, account);
  }

  /** Those of a post with this content. */
  static Set<Topic> of(PostContent content) {
    Set<Topic> topics = new LinkedHashSet<>();
    content.hashtags().forEach(tag -> topics.add(of(tag)));
    content.place().ifPresent(spot -> topics.add(ofPlace(spot.id())));
    content.people().forEach(tag -> topics.add(ofPerson(tag.account())));
    return topics;
  }

  @Override
  public int compareTo(Topic other) {
    return ORDER.compare(this, other);
  }
}
