package tintype.media;

import java.util.Map;
import tintype.media.PostContent.Mention;
import tintype.media.PostContent.Tag;
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
    for (Tag tag : content.people()) {
      Person person = met.get(tag.account());
      if (isShown(person)) {
        post.addPeopleTagsBuilder()
            .setAccountId(Long.toString(tag.account()))
            .setUsername(person.summary().getUsername())
            .setMediaId(new Owned(tag.media(), row.ref().owner()).toString())
            .setX(tag.x())
            .setY(tag.y());
      }
    }
    return post;
  }

  private static boolean isShown(Person person) {
    return person.canBeSeen() && !person.facts().blocking();
  }
}
