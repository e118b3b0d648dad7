package tintype.media;

import io.grpc.Status.Code;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import tintype.media.v1.DownloadRequest.Scope;
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
  /**
   * A media that may be shown.
   *
   * @param scope what its urls are to be signed for
   */
  record Seen(MediaRow row, Scope scope) {}

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
  Optional<Seen> find(Optional<Long> viewer, Owned id) {
    Aside<Person> met = Aside.start(() -> people.meet(viewer, id.owner()));
    Optional<MediaRow> row = row(id);
    Person owner = met.get();
    return row.flatMap(found -> see(found, owner));
  }

  /** The media for whoever has a url that was signed for this scope. */
  Optional<MediaRow> findByRight(Scope scope, Owned id) {
    if (scope == Scope.EVERYBODY) {
      return find(Optional.empty(), id).map(Seen::row);
    }
    if (scope == Scope.STAFF) {
      return row(id);
    }
    Aside<Person> met = Aside.start(() -> people.meet(Optional.empty(), id.owner()));
    Optional<MediaRow> row = row(id);
    Person owner = met.get();
    return row.filter(
        found -> owner.canBeSeen() && (scope == Scope.OWNER || isShownAtAll(found, owner)));
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

  private Optional<MediaRow> row(Owned id) {
    return Optional.ofNullable(media.find(List.of(id)).get(id));
  }

  private Optional<Seen> see(MediaRow row, Person owner) {
    if (owner.facts().self()) {
      return isTakenAway(row) ? Optional.empty() : Optional.of(new Seen(row, Scope.OWNER));
    }
    if (isAvatar(row, owner)) {
      return Optional.of(new Seen(row, Scope.EVERYBODY));
    }
    return post(row)
        .filter(post -> owner.canView(VisiblePosts.audience(post)))
        .map(post -> new Seen(row, VisiblePosts.scope(post, owner)));
  }

  /** In a post that staff have removed, or that is being purged: for its author neither. */
  private boolean isTakenAway(MediaRow row) {
    return row.isInPost()
        && posts.find(List.of(row.post())).stream().anyMatch(post -> post.state().isForNobody());
  }

  private boolean isShownAtAll(MediaRow row, Person owner) {
    return isAvatar(row, owner) || post(row).isPresent();
  }

  /** The account is asked for anyway, and alone says which avatar it has at this moment. */
  private static boolean isAvatar(MediaRow row, Person owner) {
    return owner.canBeSeen() && owner.summary().getAvatar().getId().equals(row.ref().toString());
  }

  /** The post that it is in, unless that is archived or deleted. */
  private Optional<PostRow> post(MediaRow row) {
    return row.isInPost()
        ? posts.find(List.of(row.post())).stream().filter(PostRow::isPublished).findFirst()
        : Optional.empty();
  }
}
