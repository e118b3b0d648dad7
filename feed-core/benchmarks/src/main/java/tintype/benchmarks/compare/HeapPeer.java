package tintype.benchmarks.compare;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.ConcurrentHashMap;
import tintype.benchmarks.Network;

/**
 * What one would write first, on the heap: the posts of each author in a map, merged through a
 * queue of cursors.
 */
final class HeapPeer implements Peer {
  private final ConcurrentHashMap<Integer, long[]> posts = new ConcurrentHashMap<>();
  private final Network network;
  private List<Long> page = List.of();

  HeapPeer(Network network) {
    this.network = network;
    network.forEachPost(this::post);
  }

  @Override
  public int feed(int reader, int limit) {
    int[] followees = network.followees(reader);
    PriorityQueue<Cursor> queue = new PriorityQueue<>(followees.length + 1);
    add(reader, queue);
    for (int followee : followees) {
      add(followee, queue);
    }
    List<Long> newest = new ArrayList<>(limit);
    while (newest.size() < limit && !queue.isEmpty()) {
      Cursor cursor = queue.poll();
      newest.add(cursor.id());
      if (cursor.advance()) {
        queue.add(cursor);
      }
    }
    page = newest;
    return newest.size();
  }

  @Override
  public long id(int place) {
    return page.get(place);
  }

  @Override
  public void post(int author, long post) {
    posts.merge(author, new long[] {post}, HeapPeer::append);
  }

  private void add(int author, PriorityQueue<Cursor> queue) {
    long[] ids = posts.get(author);
    if (ids != null) {
      queue.add(new Cursor(ids));
    }
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
