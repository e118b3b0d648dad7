package tintype.feed;

import java.util.HashMap;
import java.util.Map;

/**
 * Puts follows and their mutes into the store, where a reader's list may be absent, or just be on
 * its way from the database. Used by the applier's thread alone.
 *
 * <p>The change of an absent list is dropped: the database has it, and whoever loads the list gets
 * it. While a list is loaded its changes queue as well, and are made to it once it is there. Some
 * of them may be in the list already, but within a stream the last word stands, so the end is the
 * same.
 *
 * <p>A log may tell of a commit shortly before the database shows it to others. So a load goes over
 * the last changes of before, too.
 */
final class FollowEdges {
  /** Edges that may come during one load; more, and the load is in vain. */
  private static final int MAX_QUEUED = 1 << 16;

  private final FollowLists lists;
  private final RecentEdges recent = new RecentEdges();
  private final Map<Long, LongList> loading = new HashMap<>();

  FollowEdges(FollowLists lists) {
    this.lists = lists;
  }

  /**
   * Says what is between the two.
   *
   * @param mutedUntil as the engine has it
   */
  void set(long follower, long followee, boolean following, long mutedUntil) {
    long edge = following ? followee : -followee;
    recent.add(follower, edge, mutedUntil);
    LongList queue = loading.get(follower);
    if (queue != null && queue.size() <= 2 * MAX_QUEUED) {
      queue.add(edge);
      queue.add(mutedUntil);
    }
    // Also where it queues: should the list be held after all, a load must not keep changes from
    // it.
    put(follower, edge, mutedUntil);
  }

  /** From now on changes of the reader's list queue. */
  void beginLoad(long reader) {
    LongList queue = new LongList();
    recent.addTo(queue, reader);
    loading.put(reader, queue);
  }

  /**
   * Sets the list as it was read since {@link #beginLoad}, and makes the queued changes to it. The
   * list is absent after whatever fails on the way, an {@code Error} included: half a list would
   * pass for the whole.
   *
   * @throws IllegalStateException if there were too many
   */
  void endLoad(long reader, Followees followees) {
    LongList queue = loading.get(reader);
    if (queue == null || queue.size() > 2 * MAX_QUEUED) {
      throw new IllegalStateException("more than " + MAX_QUEUED + " changes during a load");
    }
    boolean whole = false;
    try {
      lists.replace(reader, followees);
      for (int i = 0; i < queue.size(); i += 2) {
        put(reader, queue.array()[i], queue.array()[i + 1]);
      }
      whole = true;
    } finally {
      if (!whole) {
        lists.evict(reader);
      }
    }
    loading.remove(reader);
  }

  /** After whatever has failed; the list stays absent. */
  void abandonLoad(long reader) {
    loading.remove(reader);
  }

  private void put(long follower, long edge, long mutedUntil) {
    lists.set(follower, Math.abs(edge), edge > 0, mutedUntil);
  }

  /**
   * The last edges of all, put into the store or not; a negative followee is one unfollowed. With
   * some of them left out, an old one would undo what came after it.
   */
  private static final class RecentEdges {
    /** More than streams bring in the moment between a log's word and a commit's end. */
    private static final int MAX = 1 << 14;

    private final long[] followers = new long[MAX];
    private final long[] followees = new long[MAX];
    private final long[] mutedUntil = new long[MAX];
    private long count;

    void add(long follower, long followee, long until) {
      int at = (int) (count++ & MAX - 1);
      followers[at] = follower;
      followees[at] = followee;
      mutedUntil[at] = until;
    }

    void addTo(LongList queue, long follower) {
      for (long i = Math.max(0, count - MAX); i < count; i++) {
        int at = (int) (i & MAX - 1);
        if (followers[at] == follower) {
          queue.add(followees[at]);
          queue.add(mutedUntil[at]);
        }
      }
    }
  }
}
