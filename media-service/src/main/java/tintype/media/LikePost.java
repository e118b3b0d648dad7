package tintype.media;

import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tintype.media.v1.LikePostRequest;
import tintype.media.v1.LikePostResponse;
import tintype.media.v1.Post;
import tintype.platform.rpc.Caller;
import tintype.platform.rpc.IdText;
import tintype.platform.rpc.IdText.Owned;
import tintype.platform.rpc.UnaryHandler;

/**
 * Likes a post; again is fine and answers the same.
 *
 * <p>Fails with {@code POST_NOT_FOUND}: never was, deleted, or not for the caller's eyes.
 */
final class LikePost implements UnaryHandler<LikePostRequest, LikePostResponse> {
  private final VisiblePosts visiblePosts;
  private final LikeStore likes;
  private final Clock clock;

  @Inject
  LikePost(VisiblePosts visiblePosts, LikeStore likes, Clock clock) {
    this.visiblePosts = visiblePosts;
    this.likes = likes;
    this.clock = clock;
  }

  @Override
  public LikePostResponse handle(LikePostRequest request) {
    long caller = Caller.current().requireAccount();
    Owned id = IdText.parseOwned("post_id", request.getPostId());

    Post post = visiblePosts.get(Optional.of(caller), id).orElseThrow(Refusals::noPost);

    likes.add(id, caller, Micros.now(clock));

    LikeFacts now = new LikeFacts(Optional.of(caller), likes.counts(List.of(id)), Set.of(id));
    return LikePostResponse.newBuilder().setPost(now.on(post.toBuilder(), id)).build();
  }
}
