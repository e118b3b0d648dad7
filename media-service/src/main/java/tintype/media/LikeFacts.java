package tintype.media;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tintype.media.v1.Post;
import tintype.platform.rpc.IdText.Owned;

/**
 * What one viewer is shown of the likes of some posts, from two queries however many they are.
 *
 * @param counts absent where nobody likes a post
 * @param liked the posts that the viewer likes
 */
record LikeFacts(Map<Owned, Integer> counts, Set<Owned> liked) {
  static LikeFacts of(LikeStore likes, Optional<Long> viewer, Collection<Owned> posts) {
    return new LikeFacts(
        likes.counts(posts), viewer.map(account -> likes.likedBy(account, posts)).orElse(Set.of()));
  }

  /** The post with these facts. */
  Post.Builder on(Post.Builder post, Owned ref) {
    post.getCountsBuilder().setLikes(counts.getOrDefault(ref, 0));
    post.getViewerBuilder().setLiked(liked.contains(ref));
    return post;
  }
}
