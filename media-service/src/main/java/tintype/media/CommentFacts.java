package tintype.media;

import jakarta.inject.Inject;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tintype.platform.rpc.IdText.Owned;

/**
 * What one viewer is shown of some comments beside their rows, from three queries at most however
 * many they are.
 *
 * @param likes of each
 * @param liked those that the viewer likes
 * @param pinned those of the post that are pinned
 */
record CommentFacts(Map<Owned, Integer> likes, Set<Owned> liked, Set<Long> pinned) {
  /** Of what nobody has seen yet. */
  static final CommentFacts NONE = new CommentFacts(Map.of(), Set.of(), Set.of());

  /** Where they are from. */
  static final class Source {
    private final CommentLikeStore likes;
    private final CommentPinStore pins;

    @Inject
    Source(CommentLikeStore likes, CommentPinStore pins) {
      this.likes = likes;
      this.pins = pins;
    }

    CommentFacts of(Owned post, long viewer, List<CommentRow> rows) {
      List<Owned> there = rows.stream().filter(row -> !row.deleted()).map(CommentRow::ref).toList();
      Map<Owned, Integer> counts = likes.counts(there);
      // As with likes of posts, in LikeFacts.
      Set<Owned> likedAtAll = new HashSet<>(there);
      likedAtAll.removeIf(ref -> counts.get(ref) == 0);
      boolean anyFirst = rows.stream().anyMatch(row -> !row.isReply());
      return new CommentFacts(
          counts,
          likes.likedBy(viewer, likedAtAll),
          anyFirst ? Set.copyOf(pins.of(post)) : Set.of());
    }
  }
}
