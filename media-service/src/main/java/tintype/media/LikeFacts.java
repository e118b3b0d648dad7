package tintype.media;

import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tintype.media.v1.Post;
import tintype.platform.rpc.IdText.Owned;

/**
 * What one viewer is shown of the likes of some posts, from two queries at most however many they
 * are.
 *
 * @param viewer who looks
 * @param counts of each post
 * @param liked the posts that the viewer likes
 */
record LikeFacts(Optional<Long> viewer, Map<Owned, Integer> counts, Set<Owned> liked) {
  static LikeFacts of(LikeStore likes, Optional<Long> viewer, Collection<Owned> posts) {
    Map<Owned, Integer> counts = likes.counts(posts);
    // A like and its count commit together, so nobody likes a post that has none: but whoever was
    // hidden, until their likes count again a moment later.
    Set<Owned> likedAtAll = new HashSet<>(posts);
    likedAtAll.removeIf(post -> counts.get(post) == 0);
    return new LikeFacts(
        viewer, counts, viewer.map(account -> likes.likedBy(account, likedAtAll)).orElse(Set.of()));
  }

  /** The post with these facts; it must say already whether its number of likes is hidden. */
  Post.Builder on(Post.Builder post, Owned ref) {
    boolean hidden = isHidden(viewer, ref, post.getLikeCountHidden());
    post.getCountsBuilder().setLikes(hidden ? 0 : counts.get(ref));
    post.getViewerBuilder().setLiked(liked.contains(ref));
    return post;
  }

  /** Whether the viewer is kept from knowing how many like a post, and who. */
  static boolean isHidden(Optional<Long> viewer, Owned post, boolean likeCountHidden) {
    boolean own = viewer.isPresent() && viewer.get() == post.owner();
    return likeCountHidden && !own;
  }
}
