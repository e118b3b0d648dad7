package tintype.media;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tintype.media.v1.Post;
import tintype.platform.rpc.IdText.Owned;

/**
 * What one viewer is shown of the saves of some posts: their own, and of their own posts how many
 * others there are.
 *
 * @param counts of the viewer's own posts; others are absent
 * @param saved the posts that the viewer has saved
 */
record SaveFacts(Map<Owned, Integer> counts, Set<Owned> saved) {
  private static final SaveFacts OF_NOBODY = new SaveFacts(Map.of(), Set.of());

  static SaveFacts of(
      SaveStore saves, PostSaveStore counts, Optional<Long> viewer, Collection<Owned> posts) {
    if (viewer.isEmpty()) {
      return OF_NOBODY;
    }
    long account = viewer.get();
    List<Owned> own = posts.stream().filter(post -> post.owner() == account).toList();
    return new SaveFacts(counts.counts(own), saves.savedBy(account, posts));
  }

  /** The post with these facts. */
  Post.Builder on(Post.Builder post, Owned ref) {
    post.getCountsBuilder().setSaves(counts.getOrDefault(ref, 0));
    post.getViewerBuilder().setSaved(saved.contains(ref));
    return post;
  }
}
