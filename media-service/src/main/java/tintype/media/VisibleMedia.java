package tintype.media;

import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import tintype.platform.rpc.IdText.Owned;
import tintype.platform.visibility.People;
import tintype.platform.visibility.People.Person;

/** Media as a viewer meets them: one's own, and those in posts that one may see. */
final class VisibleMedia {
  private final MediaStore media;
  private final PostStore posts;
  private final People people;

  @Inject
  VisibleMedia(MediaStore media, PostStore posts, People people) {
    this.media = media;
    this.posts = posts;
    this.people = people;
  }

  /** The media, unless it is not there or not for the viewer's eyes. */
  Optional<MediaRow> find(Optional<Long> viewer, Owned id) {
    Aside<Person> met = Aside.start(() -> people.meet(viewer, id.owner()));
    Optional<MediaRow> row = Optional.ofNullable(media.find(List.of(id)).get(id));
    Person owner = met.get();
    return row.filter(found -> owner.facts().self() || isShown(found, owner));
  }

  private boolean isShown(MediaRow row, Person owner) {
    return row.isUsed()
        && posts.find(List.of(row.post())).stream()
            .anyMatch(post -> !post.deleted() && owner.canView(VisiblePosts.audience(post)));
  }
}
