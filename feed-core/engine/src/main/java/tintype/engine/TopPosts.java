package tintype.engine;

import java.util.Arrays;

/**
 * The newest posts seen so far, at most so many. Posts are gathered in any order and sorted out
 * when there are too many of them, rather than kept in a heap: few enough are ranked by counting
 * how many are newer, which takes no branch on a comparison. Ids are positive.
 */
final class TopPosts {
  /** Posts that are few enough to be compared each with each. */
  private static final int FEW = 160;

  private long[] ids = new long[4 * FEW];
  private int[] authors = new int[4 * FEW];
  private long[] ranked = new long[4 * FEW];
  private int[] rankedAuthors = new int[4 * FEW];
  private final long[] newer = new long[FEW];
  private long[] ascending = new long[0];
  private int limit;
  private int size;
  private long floor;

  void reset(int newLimit) {
    limit = newLimit;
    size = 0;
    floor = 0;
  }

  int size() {
    return size;
  }

  long id(int index) {
    return ids[index];
  }

  /** Where the author stands among those opened. */
  int author(int index) {
    return authors[index];
  }

  /** Whether there are as many as there may be; to be asked after {@link #sort}. */
  boolean isFull() {
    return size == limit;
  }

  /** An id that a newcomer has to reach; 0 as long as there is none. */
  long floor() {
    return floor;
  }

  /** Makes room for so many more offers. */
  void reserve(int more) {
    if (size + more <= ids.length) {
      return;
    }
    if (size > limit) {
      sort();
      floor = ids[size - 1];
    }
    // With room for many more, or the next few would have everything sorted again.
    if (size + more + limit / 2 > ids.length) {
      grow(3 * limit + more);
    }
  }

  /** Takes a post, after {@link #reserve}. */
  void offer(long id, int author) {
    ids[size] = id;
    authors[size++] = author;
  }

  /** Puts the newest first and forgets those beyond the limit. */
  void sort() {
    if (size <= FEW) {
      rankFew();
    } else {
      rankMany();
    }
    long[] sorted = ranked;
    ranked = ids;
    ids = sorted;
    int[] sortedAuthors = rankedAuthors;
    rankedAuthors = authors;
    authors = sortedAuthors;
    size = Math.min(size, limit);
  }

  /** Counts for four posts at a time, over a length that vector registers like. */
  private void rankFew() {
    int all = size;
    int padded = all + 7 & -8;
    long[] counts = newer;
    Arrays.fill(counts, 0, padded, 0);
    Arrays.fill(ids, all, padded, 0);
    for (int i = 0; i < padded; i += 4) {
      long a = ids[i];
      long b = ids[i + 1];
      long c = ids[i + 2];
      long d = ids[i + 3];
      for (int k = 0; k < padded; k++) {
        long id = ids[k];
        counts[k] += (id - a >>> 63) + (id - b >>> 63) + (id - c >>> 63) + (id - d >>> 63);
      }
    }
    Arrays.fill(ranked, 0, all, 0);
    for (int i = 0; i < all; i++) {
      place((int) counts[i], i);
    }
    if (Floor.reaching(ranked, all, 1) < all) {
      rankMany();
    }
  }

  private void rankMany() {
    if (ascending.length < size) {
      ascending = new long[ids.length];
    }
    System.arraycopy(ids, 0, ascending, 0, size);
    Arrays.sort(ascending, 0, size);
    Arrays.fill(ranked, 0, size, 0);
    for (int i = 0; i < size; i++) {
      place(rank(ids[i]), i);
    }
  }

  /** Ids are posts and differ; should they not, each gets a place of its own all the same. */
  private int rank(long id) {
    int at = Arrays.binarySearch(ascending, 0, size, id);
    while (at + 1 < size && ascending[at + 1] == id) {
      at++;
    }
    int rank = size - 1 - at;
    while (ranked[rank] == id) {
      rank++;
    }
    return rank;
  }

  private void place(int rank, int from) {
    ranked[rank] = ids[from];
    rankedAuthors[rank] = authors[from];
  }

  private void grow(int length) {
    ids = Arrays.copyOf(ids, length);
    authors = Arrays.copyOf(authors, length);
    ranked = new long[length];
    rankedAuthors = new int[length];
  }
}
