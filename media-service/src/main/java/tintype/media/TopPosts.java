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
 * whatever a topic has. Where few of many rows are for the viewer, the rest is ranked by itself
 * when a page asks for it.
 */
final class TopPosts {
  /** The newest that are ranked. */
  private static final int WINDOW = 500;

  /** Rows that are read in one go. */
  private static final int CHUNK = 500;

  /** Rows that are looked at to find as many, in one go; what is older comes after these. */
  private static final int MAX_ROWS = 5_000;

  /** The best of them that are listed: a page token names all that are still to come. */
  static final int MAX = 100;

  /** The optimizer's work grows with the square of a list of keys. */
  private static final int POSTS_A_STATEMENT = 100;

  /**
   * Some of the best.
   *
   * @param posts best first; of two that are liked as much, the newer one
   * @param before the id below which there may be more; 0 where these are the last
   * @param room how many more are listed after these at most
   */
  record Ranked(List<Owned> posts, long before, int room) {
    /** Before the first. */
    static final Ranked START = new Ranked(List.of(), Long.MAX_VALUE, MAX);

    /** What is left of them; empty where that is nothing. */
    Optional<Ranked> left(List<Owned> rest) {
      return rest.isEmpty() && before == 0
          ? Optional.empty()
          : Optional.of(new Ranked(rest, before, room));
    }
  }

  private final TopicStore topics;
  private final VisiblePosts visiblePosts;
  private final LikeStore likes;

  @Inject
  TopPosts(TopicStore topics, VisiblePosts visiblePosts, LikeStore likes) {
    this.topics = topics;
    this.visiblePosts = visiblePosts;
    this.likes = likes;
  }

  /** Ranks what comes after others: at first the newest, then what is older than all looked at. */
  Ranked after(Topic topic, Optional<Long> viewer, Ranked last) {
    List<Owned> window = new ArrayList<>();
    long before = last.before();
    for (int looked = 0;
        before > 0 && looked < MAX_ROWS && window.size() < WINDOW;
        looked += CHUNK) {
      List<Owned> rows = topics.newest(topic, before, CHUNK);
      window.addAll(visiblePosts.visible(viewer, rows));
      before = rows.size() < CHUNK ? 0 : rows.getLast().id();
    }
    List<Owned> best = best(window.subList(0, Math.min(WINDOW, window.size())), last.room());
    int room = last.room() - best.size();
    return new Ranked(best, room == 0 || window.size() >= WINDOW ? 0 : before, room);
  }

  private List<Owned> best(List<Owned> window, int limit) {
    Map<Owned, Integer> liked = likes(window);
    Comparator<Owned> best =
        Comparator.<Owned>comparingInt(liked::get).thenComparingLong(Owned::id).reversed();
    List<Owned> ranked = new ArrayList<>(window);
    ranked.sort(best);
    return ranked.subList(0, Math.min(limit, ranked.size()));
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
