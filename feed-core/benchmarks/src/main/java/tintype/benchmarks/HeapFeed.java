package tintype.benchmarks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.ConcurrentHashMap;

/** The peer on the heap: the posts of each author in a map, merged through a queue of cursors. */
final class HeapFeed {
  private final ConcurrentHashMap<Integer, long[]> posts = new ConcurrentHashMap<>();

  /** Adds a newer post. */
  void post(int author, long post) {
    posts.merge(author, new long[] {post}, HeapFeed::append);
  }

  /** The newest posts of some authors, newest first. */
  List<Long> newest(int[] authors, int limit) {
    PriorityQueue<Cursor> queue = new PriorityQueue<>(authors.length);
    for (int author : authors) {
      long[] ids = posts.get(author);
      if (ids != null) {
        queue.add(new Cursor(ids));
      }
    }
    List<Long> page = new ArrayList<>(limit);
    while (page.size() < limit && !queue.isEmpty()) {
      Cursor cursor = queue.poll();
      page.add(cursor.id());
      if (cursor.advance()) {
        queue.add(cursor);
      }
    }
    return page;
  }

  private static long[] append(long[] old, long[] added) {
    long[] both = Arrays.copyOf(old, old.length + 1);
    both[old.length] = added[0];
    return both;
  }

  /** A place among an author's posts. */
  private static final class Cursor implements Comparable<Cursor> {
    private final long[] ids;
    private int place;

    Cursor(long[] ids) {
      this.ids = ids;
      place = ids.length - 1;
    }

    long id() {
      return ids[place];
    }

    boolean advance() {
      return --place >= 0;
    }

    @Override
    public int compareTo(Cursor other) {
      return Long.compare(other.id(), id());
    }
  }
}
