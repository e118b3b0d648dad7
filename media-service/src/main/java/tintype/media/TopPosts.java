package tintype.media;

import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tintype.platform.rpc.IdText.Owned;

/**
 * The best liked of a topic's newest posts, of those that a viewer may see: what others may not see
 * takes no place in a ranking. So an old favourite leaves in time, and ranking costs the same
 * whatever a topic has.
 */
final class TopPosts {
  /** The newest that are ranked. */
  private static final int WINDOW = 500;

  /** Rows that are read in one go. */
  private static final int CHUNK = 500;

  /** Rows that are looked at to find as many; what is older is not ranked. */
  private static final int MAX_ROWS = 5_000;

  /** The best of them that are listed: a page token names all that are still to come. */
  static final int MAX = 100;

  /** The optimizer's work grows with the square of a list of keys. */
  private static final int POSTS_A_STATEMENT = 100;

  private final TopicStore topics;
  private final VisiblePosts visiblePosts;
  private final LikeStore likes;

  @Inject
  TopPosts(TopicStore topics, VisiblePosts visiblePosts, LikeStore likes) {
    this.topics = topics;
    this.visiblePosts = visiblePosts;
    this.likes = likes;
  }

  /** Best first; of two that are liked as much, the newer one. */
  List<Owned> of(Topic topic, Optional<Long> viewer) {
    List<Owned> window = window(topic, viewer);
    Map<Owned, Integer> liked = likes(window);
    Comparator<Owned> best =
        Comparator.<Owned>comparingInt(liked::get).thenComparingLong(Owned::id).reversed();
    List<Owned> ranked = new ArrayList<>(window);
    ranked.sort(best);
    return ranked.subList(0, Math.min(MAX, ranked.size()));
  }

  private List<Owned> window(Topic topic, Optional<Long> viewer) {
    List<Owned> window = new ArrayList<>();
    long before = Long.MAX_VALUE;
    for (int looked = 0; looked < MAX_ROWS && window.size() < WINDOW; looked += CHUNK) {
      List<Owned> rows = topics.newest(topic, before, CHUNK);
      window.addAll(visiblePosts.visible(viewer, rows));
      if (rows.size() < CHUNK) {
        break;
      }
      before = rows.getLast().id();
    }
    return window.subList(0, Math.min(WINDOW, window.size()));
  }

  private Map<Owned, Integer> likes(List<Owned> posts) {
    Map<Owned, Integer> liked = new HashMap<>();
    for (int from = 0; from < posts.size(); from += POSTS_A_STATEMENT) {
      int to = Math.min(posts.size(), from + POSTS_A_STATEMENT);
      liked.putAll(likes.counts(posts.subList(from, to)));
    }
    return liked;
  }
}
