package tintype.media;

import jakarta.inject.Inject;
import java.time.Clock;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tintype.media.v1.CreatePostRequest;
import tintype.media.v1.CreatePostResponse;
import tintype.media.v1.ErrorReason;
import tintype.media.v1.Media.State;
import tintype.media.v1.Post;
import tintype.platform.ids.IdGenerator;
import tintype.platform.rpc.ApiException;
import tintype.platform.rpc.Caller;
import tintype.platform.rpc.IdText;
import tintype.platform.rpc.IdText.Owned;
import tintype.platform.rpc.UnaryHandler;
import tintype.platform.sql.DuplicateKeyException;
import tintype.platform.sql.RequestIds;

/**
 * Publishes pictures of the caller as a post.
 *
 * <p>Fails with {@code MEDIA_NOT_FOUND} (also for another's media), {@code MEDIA_ALREADY_USED},
 * {@code MEDIA_NOT_READY}, {@code MEDIA_REPEATED}, {@code INVALID_FIELD} (a caption that is too
 * long) or {@code REQUEST_ID_REUSED}.
 */
final class CreatePost implements UnaryHandler<CreatePostRequest, CreatePostResponse> {
  private final PostStore posts;
  private final MediaStore media;
  private final VisiblePosts visiblePosts;
  private final IdGenerator ids;
  private final Clock clock;

  @Inject
  CreatePost(
      PostStore posts, MediaStore media, VisiblePosts visiblePosts, IdGenerator ids, Clock clock) {
    this.posts = posts;
    this.media = media;
    this.visiblePosts = visiblePosts;
    this.ids = ids;
    this.clock = clock;
  }

  @Override
  public CreatePostResponse handle(CreatePostRequest request) {
    long author = Caller.current().requireAccount();
    Caption.check("caption", request.getCaption());
    Set<Owned> wanted = mediaIds(request);

    byte[] fingerprint = RequestIds.fingerprint(request);
    Optional<Long> before = posts.publishedBefore(author, request.getRequestId(), fingerprint);
    long id = before.isPresent() ? before.get() : publish(author, request, wanted, fingerprint);

    Post post =
        visiblePosts.get(Optional.of(author), new Owned(id, author)).orElseThrow(Refusals::noPost);
    return CreatePostResponse.newBuilder().setPost(post).build();
  }

  private static Set<Owned> mediaIds(CreatePostRequest request) {
    Set<Owned> wanted = new LinkedHashSet<>();
    for (int i = 0; i < request.getMediaIdsCount(); i++) {
      Owned id = IdText.parseOwned("media_ids[" + i + "]", request.getMediaIds(i));
      if (!wanted.add(id)) {
        throw ApiException.invalidArgument(
                ErrorReason.MEDIA_REPEATED, "the same media stands twice in the request")
            .with("media_id", id);
      }
    }
    return wanted;
  }

  /**
   * The transaction alone tells who gets the media; what stood in its way is looked up after it.
   */
  private long publish(
      long author, CreatePostRequest request, Set<Owned> wanted, byte[] fingerprint) {
    checkOwner(author, wanted);
    Owned ref = new Owned(ids.next(), author);
    PostRow post =
        PostRow.published(ref, request.getCaption(), request.getCommentsOff(), Micros.now(clock))
            .shown(audience(request), request.getLikeCountHidden());
    List<Long> mediaIds = wanted.stream().map(Owned::id).toList();
    try {
      posts.publish(post, mediaIds, request.getRequestId(), fingerprint);
      return ref.id();
    } catch (DuplicateKeyException | PostStore.MediaTakenException e) {
      // The same request may have come twice at once, and the other one was first.
      Optional<Long> before = posts.publishedBefore(author, request.getRequestId(), fingerprint);
      if (before.isEmpty()) {
        checkFree(wanted);
      }
      return before.orElseThrow(() -> e);
    }
  }

  private static Post.Audience audience(CreatePostRequest request) {
    Post.Audience audience = request.getAudience();
    return audience == Post.Audience.AUDIENCE_UNSPECIFIED ? Post.Audience.EVERYONE : audience;
  }

  /** Another's media looks absent. */
  private static void checkOwner(long author, Set<Owned> wanted) {
    for (Owned id : wanted) {
      if (id.owner() != author) {
        throw Refusals.noMedia().with("media_id", id);
      }
    }
  }

  private void checkFree(Set<Owned> wanted) {
    Map<Owned, MediaRow> found = media.find(wanted);
    for (Owned id : wanted) {
      MediaRow row = found.get(id);
      if (row == null) {
        throw Refusals.noMedia().with("media_id", id);
      }
      if (row.isInPost() || row.avatar()) {
        throw Refusals.alreadyUsed(id);
      }
      if (row.state() != State.READY) {
        throw Refusals.notReady(id);
      }
    }
  }
}
