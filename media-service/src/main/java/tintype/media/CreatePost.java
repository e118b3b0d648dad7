package tintype.media;

import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tintype.media.v1.CreatePostRequest;
import tintype.media.v1.CreatePostResponse;
import tintype.media.v1.Post;
import tintype.platform.ids.IdGenerator;
import tintype.platform.rpc.Caller;
import tintype.platform.rpc.IdText.Owned;
import tintype.platform.rpc.UnaryHandler;
import tintype.platform.sql.DuplicateKeyException;
import tintype.platform.sql.RequestIds;

/**
 * Publishes pictures of the caller as a post.
 *
 * <p>Fails with {@code MEDIA_NOT_FOUND} (also for another's media), {@code MEDIA_ALREADY_USED},
 * {@code MEDIA_NOT_READY}, {@code MEDIA_REPEATED}, {@code ACCOUNT_NOT_FOUND} (somebody tagged),
 * {@code INVALID_FIELD} (a caption that is too long or names too much, a place or tag that is none)
 * or {@code REQUEST_ID_REUSED}.
 */
final class CreatePost implements UnaryHandler<CreatePostRequest, CreatePostResponse> {
  private final PostStore posts;
  private final FreeMedia freeMedia;
  private final VisiblePosts visiblePosts;
  private final ContentChecks contents;
  private final IdGenerator ids;
  private final Clock clock;

  @Inject
  CreatePost(
      PostStore posts,
      FreeMedia freeMedia,
      VisiblePosts visiblePosts,
      ContentChecks contents,
      IdGenerator ids,
      Clock clock) {
    this.posts = posts;
    this.freeMedia = freeMedia;
    this.visiblePosts = visiblePosts;
    this.contents = contents;
    this.ids = ids;
    this.clock = clock;
  }

  @Override
  public CreatePostResponse handle(CreatePostRequest request) {
    long author = Caller.current().requireAccount();
    Caption.check("caption", request.getCaption());
    CaptionWords.check("caption", request.getCaption());
    Set<Owned> wanted = FreeMedia.parse(author, request.getMediaIdsList());

    byte[] fingerprint = RequestIds.fingerprint(request);
    Optional<Long> before = posts.publishedBefore(author, request.getRequestId(), fingerprint);
    long id = before.isPresent() ? before.get() : publish(author, request, wanted, fingerprint);

    Post post =
        visiblePosts.get(Optional.of(author), new Owned(id, author)).orElseThrow(Refusals::noPost);
    return CreatePostResponse.newBuilder().setPost(post).build();
  }

  /**
   * The transaction alone tells who gets the media; what stood in its way is looked up after it.
   */
  private long publish(
      long author, CreatePostRequest request, Set<Owned> wanted, byte[] fingerprint) {
    PostContent content = contents.of(author, request, wanted);
    Owned ref = new Owned(ids.next(), author);
    PostRow post =
        PostRow.published(
                ref, request.getCaption(), content, request.getCommentsOff(), Micros.now(clock))
            .shown(Audiences.orEveryone(request.getAudience()), request.getLikeCountHidden());
    List<Long> mediaIds = wanted.stream().map(Owned::id).toList();
    try {
      posts.publish(post, mediaIds, request.getRequestId(), fingerprint);
      return ref.id();
    } catch (DuplicateKeyException | PostStore.MediaTakenException e) {
      // The same request may have come twice at once, and the other one was first.
      Optional<Long> before = posts.publishedBefore(author, request.getRequestId(), fingerprint);
      if (before.isEmpty()) {
        freeMedia.check(wanted);
      }
      return before.orElseThrow(() -> e);
    }
  }
}
