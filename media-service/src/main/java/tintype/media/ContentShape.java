package tintype.media;

import java.util.List;
import java.util.Map;
import tintype.media.PostContent.Mention;
import tintype.media.PostContent.Tag;
import tintype.media.v1.PeopleTag;
import tintype.media.v1.Post;
import tintype.platform.rpc.IdText.Owned;
import tintype.platform.visibility.People.Person;

/** A post's content as a viewer sees it: without people who are not for the viewer's eyes. */
final class ContentShape {
  private ContentShape() {}

  /**
   * Adds a row's content to a post.
   *
   * @param met everybody whom the content names, as the viewer meets them
   */
  static Post.Builder on(Post.Builder post, PostRow row, Map<Long, Person> met) {
    PostContent content = row.content();
    content.hashtags().forEach(tag -> post.addHashtags(tag.name()));
    content.place().ifPresent(spot -> post.setPlace(spot.toProto()));
    for (Mention mention : content.mentions()) {
      if (isShown(met.get(mention.account()))) {
        post.addMentionsBuilder()
            .setAccountId(Long.toString(mention.account()))
            .setUsername(mention.username());
      }
    }
    return post.addAllPeopleTags(tags(content.people(), row.ref().owner(), met));
  }

  /**
   * Who is in pictures.
   *
   * @param author of the pictures
   * @param met all of them, as the viewer meets them
   */
  static List<PeopleTag> tags(List<Tag> tags, long author, Map<Long, Person> met) {
    return tags.stream()
        .filter(tag -> isShown(met.get(tag.account())))
        .map(tag -> shape(tag, author, met.get(tag.account())))
        .toList();
  }

  private static PeopleTag shape(Tag tag, long author, Person person) {
    return PeopleTag.newBuilder()
        .setAccountId(Long.toString(tag.account()))
        .setUsername(person.summary().getUsername())
        .setMediaId(new Owned(tag.media(), author).toString())
        .setX(tag.x())
        .setY(tag.y())
        .build();
  }

  private static boolean isShown(Person person) {
    return person.canBeSeen() && !person.facts().blocking();
  }
}
