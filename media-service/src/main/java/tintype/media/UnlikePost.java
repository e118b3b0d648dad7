package tintype.media;

import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import tintype.media.v1.Post;
import tintype.media.v1.UnlikePostRequest;
import tintype.media.v1.UnlikePostResponse;
import tintype.platform.rpc.Caller;
import tintype.platform.rpc.IdText;
import tintype.platform.rpc.IdText.Owned;
import tintype.platform.rpc.UnaryHandler;

/**
 * Takes the caller's like of a post back; without one is fine.
 *
 * <p>Fails with {@code POST_NOT_FOUND}: never was, deleted, or not for the caller's eyes.
 */
final class UnlikePost implements UnaryHandler<UnlikePostRequest, UnlikePostResponse> {
  private final VisiblePosts visiblePosts;
  private final LikeStore likes;
  private final Clock clock;

  @Inject
  UnlikePost(VisiblePosts visiblePosts, LikeStore likes, Clock clock) {
    this.visiblePosts = visiblePosts;
    this.likes = likes;
    this.clock = clock;
  }

  @Override
  public UnlikePostResponse handle(UnlikePostRequest request) {
    long caller = Caller.current().requireAccount();
    Owned id = IdText.parseOwned("post_id", request.getPostId());

    Post post = visiblePosts.get(Optional.of(caller), id).orElseThrow(Refusals::noPost);

    likes.remove(id, caller, Micros.now(clock));

    LikeFacts now = LikeFacts.of(likes, Optional.of(caller), List.of(id));
    return UnlikePostResponse.newBuilder().setPost(now.on(post.toBuilder(), id)).build();
  }
}
