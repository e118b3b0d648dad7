package tintype.media;

import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tintype.platform.rpc.IdText.Owned;

/**
 * The best liked of a topic's newest posts. So an old favourite leaves in time, and ranking costs
 * the same whatever a topic has.
 */
final class TopPosts {
  /** The newest that are looked at. */
  private static final int WINDOW = 500;

  /** The best of them that are listed: a page token names all that are still to come. */
  static final int MAX = 100;

  /** The optimizer's work grows with the square of a list of keys. */
  private static final int POSTS_A_STATEMENT = 100;

  private final TopicStore topics;
  private final LikeStore likes;

  @Inject
  TopPosts(TopicStore topics, LikeStore likes) {
    this.topics = topics;
    this.likes = likes;
  }

  /** Best first; of two that are liked as much, the newer one. */
  List<Owned> of(Topic topic) {
    List<Owned> window = topics.newest(topic, Long.MAX_VALUE, WINDOW);
    Map<Owned, Integer> liked = likes(window);
    Comparator<Owned> best =
        Comparator.<Owned>comparingInt(liked::get).thenComparingLong(Owned::id).reversed();
    List<Owned> ranked = new ArrayList<>(window);
    ranked.sort(best);
    return ranked.subList(0, Math.min(MAX, ranked.size()));
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
