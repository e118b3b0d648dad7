package tintype.engine;

/** The newest posts seen so far, at most so many: a heap with the oldest of them on top. */
final class TopPosts {
  private final long[] ids = new long[FeedReader.MAX_LIMIT];
  private final int[] authors = new int[FeedReader.MAX_LIMIT];
  private int limit;
  private int size;

  void reset(int newLimit) {
    limit = newLimit;
    size = 0;
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

  boolean isFull() {
    return size == limit;
  }

  /** The id that a newcomer has to exceed. */
  long floor() {
    return size == limit ? ids[0] : 0;
  }

  /** Takes a post; false if it is no newer than all that there is room for. */
  boolean offer(long id, int author) {
    if (size < limit) {
      ids[size] = id;
      authors[size++] = author;
      if (size == limit) {
        heapify();
      }
      return true;
    }
    if (id <= ids[0]) {
      return false;
    }
    sink(0, size, id, author);
    return true;
  }

  /** Puts the newest first; after that only reading makes sense. */
  void sort() {
    if (size < limit) {
      heapify();
    }
    for (int last = size - 1; last > 0; last--) {
      long id = ids[last];
      int author = authors[last];
      ids[last] = ids[0];
      authors[last] = authors[0];
      sink(0, last, id, author);
    }
  }

  private void heapify() {
    for (int i = (size >>> 1) - 1; i >= 0; i--) {
      sink(i, size, ids[i], authors[i]);
    }
  }

  /** Puts a post at a place or below it, so that parents are older than their children. */
  private void sink(int from, int end, long id, int author) {
    int place = from;
    while (true) {
      int child = 2 * place + 1;
      if (child >= end) {
        break;
      }
      if (child + 1 < end && ids[child + 1] < ids[child]) {
        child++;
      }
      if (ids[child] >= id) {
        break;
      }
      ids[place] = ids[child];
      authors[place] = authors[child];
      place = child;
    }
    ids[place] = id;
    authors[place] = author;
  }
}
