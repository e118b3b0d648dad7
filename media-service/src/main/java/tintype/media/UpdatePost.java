package tintype.media;

import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tintype.media.v1.Post;
import tintype.media.v1.UpdatePostRequest;
import tintype.media.v1.UpdatePostResponse;
import tintype.platform.rpc.Caller;
import tintype.platform.rpc.IdText;
import tintype.platform.rpc.IdText.Owned;
import tintype.platform.rpc.UnaryHandler;
import tintype.platform.rpc.UpdateMask;

/**
 * Changes the caption of a post of the caller, or switches its comments off or on; what it says
 * already is no edit.
 *
 * <p>Fails with {@code POST_NOT_FOUND}, {@code NOT_THE_AUTHOR} where the caller sees another's, or
 * {@code INVALID_FIELD} (a caption that is too long, a mask that names what cannot be changed).
 */
final class UpdatePost implements UnaryHandler<UpdatePostRequest, UpdatePostResponse> {
  private static final String CAPTION = "caption";
  private static final String COMMENTS_OFF = "comments_off";

  private final PostStore posts;
  private final VisiblePosts visiblePosts;
  private final Authorship authorship;
  private final Clock clock;

  @Inject
  UpdatePost(PostStore posts, VisiblePosts visiblePosts, Authorship authorship, Clock clock) {
    this.posts = posts;
    this.visiblePosts = visiblePosts;
    this.authorship = authorship;
    this.clock = clock;
  }

  @Override
  public UpdatePostResponse handle(UpdatePostRequest request) {
    long caller = Caller.current().requireAccount();
    Owned id = IdText.parseOwned("post_id", request.getPostId());
    Set<String> changed = UpdateMask.of(request, Set.of(CAPTION, COMMENTS_OFF));
    Caption.check(CAPTION, request.getCaption());
    authorship.require(caller, id);

    if (changed.contains(CAPTION)) {
      posts.edit(id, request.getCaption(), Micros.now(clock));
    }
    if (changed.contains(COMMENTS_OFF)) {
      posts.setCommentsOff(id, request.getCommentsOff());
    }

    Post post = visiblePosts.find(Optional.of(caller), List.of(id)).get(id);
    if (post == null) {
      throw Refusals.noPost();
    }
    return UpdatePostResponse.newBuilder().setPost(post).build();
  }
}
