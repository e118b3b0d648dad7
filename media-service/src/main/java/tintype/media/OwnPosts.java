package tintype.media;

import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Optional;
import tintype.media.v1.Post;
import tintype.platform.rpc.Caller;
import tintype.platform.rpc.IdText;
import tintype.platform.rpc.IdText.Owned;

/** What an author does with a post, from its id in a request to the post in the answer. */
final class OwnPosts {
  private final PostStore posts;
  private final VisiblePosts visiblePosts;
  private final Authorship authorship;
  private final Clock clock;

  @Inject
  OwnPosts(PostStore posts, VisiblePosts visiblePosts, Authorship authorship, Clock clock) {
    this.posts = posts;
    this.visiblePosts = visiblePosts;
    this.authorship = authorship;
    this.clock = clock;
  }

  /**
   * The post of this id, which need not be there.
   *
   * @throws tintype.platform.rpc.ApiException INVALID_FIELD, or that it is not the caller's
   */
  Owned parse(String postId) {
    Owned id = IdText.parseOwned("post_id", postId);
    authorship.require(Caller.current().requireAccount(), id);
    return id;
  }

  /** Moves the caller's post and shows it; a move that does not apply changes nothing. */
  Post move(String postId, PostMove move) {
    Owned id = parse(postId);
    posts.move(id, move, Micros.now(clock));
    return show(id);
  }

  /**
   * The caller's post, also an archived one.
   *
   * @throws tintype.platform.rpc.ApiException POST_NOT_FOUND where it is deleted or was never there
   */
  Post show(Owned id) {
    return visiblePosts.get(Optional.of(id.owner()), id).orElseThrow(Refusals::noPost);
  }
}
