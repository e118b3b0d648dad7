package tintype.benchmarks;

import java.util.Arrays;
import java.util.BitSet;
import tintype.engine.FeedPage;
import tintype.engine.FeedReader;
import tintype.engine.FeedStore;

/** What a network and {@link Changes} come to, in plain arrays, next to what a store holds. */
final class ChangesCheck implements Changes.Listener {
  /** How far back an author's posts are compared: beyond, the store may hold less. */
  private static final int HELD = 1_000;

  private final Changes changes;
  private final BitSet deleted = new BitSet();
  private final BitSet hidden = new BitSet();
  private final BitSet[] unfollowed;
  private int[] starts = new int[0];
  private int[] byAuthor = new int[0];
  private long missing;
  private long wrong;

  /** Draws as many changes as were made, from a beginning of its own. */
  ChangesCheck(Changes fromStart, long count) {
    changes = fromStart;
    unfollowed = new BitSet[changes.readers()];
    Arrays.setAll(unfollowed, reader -> new BitSet());
    for (long i = 0; i < count; i++) {
      changes.next(this);
    }
    sortByAuthor();
  }

  @Override
  public void post(int author, int number) {}

  @Override
  public void delete(int author, int number) {
    deleted.set(number);
  }

  @Override
  public void follow(int reader, int place, boolean follows) {
    unfollowed[reader].set(place, !follows);
  }

  @Override
  public void hide(int author, boolean isHidden) {
    hidden.set(author, isHidden);
  }

  /** Posts that ought to be somewhere and are not. */
  long missing() {
    return missing;
  }

  /** Posts that ought not to be where they are: doubled, deleted, or somebody else's. */
  long wrong() {
    return wrong;
  }

  /** Compares what is held of every author, and returns how many posts that were. */
  long compareAuthors(FeedReader reader) {
    long compared = 0;
    for (int author = 0; author < changes.accounts(); author++) {
      long[] expected = newest(author, HELD);
      long[] held = reader.posts(Network.accountId(author));
      compare(expected, Arrays.copyOf(held, Math.min(held.length, HELD)));
      compared += expected.length;
    }
    return compared;
  }

  /** Compares the head of every reader's feed, and returns how many posts that were. */
  long compareFeeds(FeedStore store, int limit) {
    FeedPage page = new FeedPage();
    long compared = 0;
    for (int reader = 0; reader < changes.readers(); reader++) {
      long[] expected = feed(reader, limit);
      store.reader().gather(Network.accountId(reader), Long.MAX_VALUE, limit, page);
      long[] read = new long[page.size()];
      Arrays.setAll(read, page::postId);
      compare(expected, read);
      compared += expected.length;
    }
    return compared;
  }

  private void compare(long[] expected, long[] found) {
    if (Arrays.equals(expected, found)) {
      return;
    }
    missing += Arrays.stream(expected).filter(id -> count(found, id) == 0).count();
    wrong += Arrays.stream(found).filter(id -> count(expected, id) == 0).count();
    wrong += found.length - Arrays.stream(found).distinct().count();
  }

  private static long count(long[] ids, long id) {
    return Arrays.stream(ids).filter(other -> other == id).count();
  }

  private long[] feed(int reader, int limit) {
    long[] best = new long[limit];
    int size = addAuthor(reader, best, 0);
    int[] list = changes.list(reader);
    for (int place = 0; place < list.length; place++) {
      if (!unfollowed[reader].get(place)) {
        size = addAuthor(list[place], best, size);
      }
    }
    return Arrays.copyOf(best, size);
  }

  /** Puts an author's posts where they belong, newest first, as long as they do. */
  private int addAuthor(int author, long[] best, int size) {
    int left = size;
    for (int i = starts[author + 1] - 1; i >= starts[author] && !hidden.get(author); i--) {
      if (deleted.get(byAuthor[i])) {
        continue;
      }
      long id = Changes.postId(byAuthor[i]);
      if (left == best.length && id < best[left - 1]) {
        break;
      }
      left = insert(id, best, left);
    }
    return left;
  }

  private static int insert(long id, long[] best, int size) {
    int at = Math.min(size, best.length - 1);
    for (; at > 0 && best[at - 1] < id; at--) {
      best[at] = best[at - 1];
    }
    best[at] = id;
    return Math.min(size + 1, best.length);
  }

  private long[] newest(int author, int limit) {
    long[] ids = new long[Math.min(limit, starts[author + 1] - starts[author])];
    int size = 0;
    for (int i = starts[author + 1] - 1; i >= starts[author] && size < ids.length; i--) {
      if (!deleted.get(byAuthor[i])) {
        ids[size++] = Changes.postId(byAuthor[i]);
      }
    }
    return Arrays.copyOf(ids, size);
  }

  /** The numbers of posts, by author and then in order. */
  private void sortByAuthor() {
    starts = new int[changes.accounts() + 1];
    for (int number = 0; number < changes.posts(); number++) {
      starts[changes.author(number) + 1]++;
    }
    for (int author = 0; author < changes.accounts(); author++) {
      starts[author + 1] += starts[author];
    }
    byAuthor = new int[changes.posts()];
    int[] next = starts.clone();
    for (int number = 0; number < changes.posts(); number++) {
      byAuthor[next[changes.author(number)]++] = number;
    }
  }
}
