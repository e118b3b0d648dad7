package tintype.media;

import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import tintype.media.v1.Post;
import tintype.platform.rpc.IdText.Owned;

/**
 * Pages of lists of many people's posts, as one viewer may see them. What is left out is made up
 * for from the rows that follow.
 */
final class PostPages {
  /** Rows that are looked at for one page at most; a page short by that still has a token. */
  private static final int MAX_ROWS = 1_000;

  /** Posts that are looked at in one go. */
  private static final int MAX_CHUNK = 100;

  /** Where the rows come from: those after a place, in the order of the list. */
  @FunctionalInterface
  interface Rows {
    /**
     * @param last the last one looked at; empty before the first
     */
    List<Owned> after(Optional<Owned> last, int limit);
  }

  /**
   * A page.
   *
   * @param last the last row that was looked at, where another one follows it
   */
  record Page(List<Post> posts, Optional<Owned> last) {}

  private final VisiblePosts visiblePosts;

  @Inject
  PostPages(VisiblePosts visiblePosts) {
    this.visiblePosts = visiblePosts;
  }

  /**
   * Fills a page.
   *
   * @param start the last row of the page before; empty for the first page
   * @param belongs whether a post that the viewer may see is in the list still
   */
  Page fill(
      Optional<Long> viewer, Optional<Owned> start, int size, Rows rows, Predicate<Post> belongs) {
    List<Post> page = new ArrayList<>(size);
    Optional<Owned> last = start;
    int looked = 0;
    for (int limit = Math.min(size + 1, MAX_CHUNK); ; limit = Math.min(2 * limit, MAX_CHUNK)) {
      List<Owned> chunk = rows.after(last, limit);
      if (page.size() == size || looked == MAX_ROWS) {
        // Nothing of it is shown: only whether there is another page has to be known.
        return new Page(page, chunk.isEmpty() ? Optional.empty() : last);
      }
      Map<Owned, Post> visible = visiblePosts.find(viewer, chunk);
      for (Owned row : chunk) {
        if (page.size() == size || looked == MAX_ROWS) {
          return new Page(page, last);
        }
        Post post = visible.get(row);
        if (post != null && belongs.test(post)) {
          page.add(post);
        }
        last = Optional.of(row);
        looked++;
      }
      if (chunk.size() < limit) {
        return new Page(page, Optional.empty());
      }
    }
  }
}
