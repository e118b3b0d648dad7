package tintype.media;

import io.grpc.Status.Code;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import tintype.media.v1.ErrorReason;
import tintype.platform.rpc.ApiException;
import tintype.platform.rpc.IdText.Owned;
import tintype.platform.visibility.People;
import tintype.platform.visibility.People.Person;

/**
 * Media as a viewer meets them: one's own, those in posts that one may see, and avatars of accounts
 * that one may see.
 */
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

  /**
   * Lets only the owner pass; the media itself need not be there.
   *
   * @throws ApiException NOT_THE_OWNER where the caller sees another's media, else MEDIA_NOT_FOUND
   */
  void requireOwner(long caller, Owned id) {
    if (id.owner() == caller) {
      return;
    }
    throw find(Optional.of(caller), id).isPresent()
        ? ApiException.of(
            Code.PERMISSION_DENIED, ErrorReason.NOT_THE_OWNER, "the media is somebody else's")
        : Refusals.noMedia();
  }

  private boolean isShown(MediaRow row, Person owner) {
    return isAvatar(row, owner) || isInVisiblePost(row, owner);
  }

  /** The account is asked for anyway, and alone says which avatar it has at this moment. */
  private static boolean isAvatar(MediaRow row, Person owner) {
    return owner.canBeSeen() && owner.summary().getAvatar().getId().equals(row.ref().toString());
  }

  private boolean isInVisiblePost(MediaRow row, Person owner) {
    return row.isInPost()
        && posts.find(List.of(row.post())).stream()
            .anyMatch(post -> !post.deleted() && owner.canView(VisiblePosts.audience(post)));
  }
}
