package tintype.engine;

import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.LongAdder;

/**
 * Merges a feed. First the {@code latest} of every followee, in loads that do not depend on each
 * other; the k-th largest is a floor that no author below can rise above. Then, of those at the
 * floor or above it, what stands next to it; and the rings of those only whose second newest post
 * may reach the floor too.
 *
 * <p>The floor is a guess while posts are being deleted, and where {@code latest} is only a bound.
 * So the result is checked: should fewer than k posts be at the floor or above, all rings are read.
 */
final class Gather {
  private final Columns columns;
  private final FolloweeLists lists;
  private final Pages pages;
  final LongAdder tornReads = new LongAdder();
  final LongAdder repeatedMerges = new LongAdder();

  Gather(Columns columns, FolloweeLists lists, Pages pages) {
    this.columns = columns;
    this.lists = lists;
    this.pages = pages;
  }

  /** Fills the page of a reader known by dense id; the caller holds an epoch. */
  void fill(int reader, long before, int limit, FeedPage out) {
    Candidates candidates = out.candidates;
    if (!collect(reader, candidates)) {
      out.setAbsent();
      return;
    }
    long floor = out.floor.find(candidates.latest, candidates.count, before, limit);
    merge(candidates, floor, before, limit, out);
    out.top.sort();
    if (!out.top.isFull() && floor > 0) {
      candidates.repeated++;
      merge(candidates, 0, before, limit, out);
      out.top.sort();
    }
    out.finish();
    note(candidates);
  }

  /** Both are rare, so the counters that all readers share are seldom touched. */
  private void note(Candidates candidates) {
    if ((candidates.torn | candidates.repeated) != 0) {
      tornReads.add(candidates.torn);
      repeatedMerges.add(candidates.repeated);
      candidates.torn = 0;
      candidates.repeated = 0;
    }
  }

  /** Copies all that is held of an author into {@code ringIds}, newest first, and says how much. */
  int copyAll(int author, Candidates scratch) {
    long latest = columns.latest(author) & ~Columns.HIDDEN;
    VarHandle.acquireFence();
    int ref = More.ringRef(columns.more(author));
    if (ref == 0) {
      scratch.ringIds[0] = latest;
      return latest == 0 ? 0 : 1;
    }
    scratch.rings[0] = pages.address(ref);
    scratch.headers[0] = Ring.header(scratch.rings[0]);
    return copyRing(scratch, 0, 0, Long.MAX_VALUE, Ring.MAX_SLOTS);
  }

  /**
   * Everybody whom the reader follows, and the reader, with the newest post of each; 0 where there
   * is none to be seen. False if it is not known whom. Loops that do one thing each: then as many
   * loads as can be are under way at a time, and the rest runs in vector registers.
   */
  private boolean collect(int reader, Candidates candidates) {
    long found = lists.find(reader);
    // Not looked for again: a list that is set meanwhile would count as one that is empty.
    if (found == 0 && !lists.isComplete()) {
      return false;
    }
    int count = found == 0 ? 0 : lists.copy(reader, found, candidates);
    int[] entries = candidates.entries;
    entries[count++] = reader;
    candidates.count = count;
    long[] latest = candidates.latest;
    columns.loadLatest(entries, latest, count);
    for (int i = 0; i < count; i++) {
      // Negative if muted or hidden.
      latest[i] &= ~((latest[i] | entries[i]) >> 63);
    }
    return true;
  }

  /** Merges the posts not below the floor. */
  private void merge(Candidates candidates, long floor, long before, int limit, FeedPage out) {
    TopPosts top = out.top;
    top.reset(limit);
    out.clearTruncated();
    int opened = open(candidates, Math.max(floor, 1));
    int deep = offerNewest(candidates, opened, Math.max(floor, 1), before, top);
    loadRings(candidates, deep);
    for (int i = 0; i < deep; i++) {
      int author = candidates.deep[i];
      top.reserve(limit);
      if (candidates.headers[i] == Ring.NONE) {
        long only = candidates.latest[candidates.opened[author]];
        if (only < before) {
          top.offer(only, author);
        }
        continue;
      }
      int ids = copyRing(candidates, i, Math.max(floor, top.floor()), before, limit);
      for (int k = 0; k < ids; k++) {
        top.offer(candidates.ringIds[k], author);
      }
      if (candidates.ringLimit != 0) {
        out.addTruncated(candidates.accounts[author], candidates.ringLimit + 1);
      }
    }
  }

  /** Picks those at the floor or above it, and loads what stands next to their newest posts. */
  private int open(Candidates candidates, long floor) {
    int[] places = candidates.opened;
    int opened = 0;
    for (int i = 0; i < candidates.count; i++) {
      places[opened] = i;
      opened += 1 - Floor.isBelow(candidates.latest[i], floor);
    }
    // Who has read a latest and then finds no ring knows the author's whole list, in this order
    // only.
    VarHandle.acquireFence();
    columns.loadMore(candidates.entries, places, candidates.more, candidates.newest, opened);
    columns.loadAccountIds(candidates.entries, places, candidates.accounts, opened);
    return opened;
  }

  /**
   * Offers the newest post of everybody whose second newest is below the floor, nine in ten as a
   * rule; the others are deep, and returned is how many.
   */
  private static int offerNewest(
      Candidates candidates, int opened, long floor, long before, TopPosts top) {
    int deep = 0;
    for (int i = 0; i < opened; i++) {
      long newest = candidates.newest[i];
      if (!More.hasOneAbove(candidates.more[i], newest, floor)) {
        candidates.deep[deep++] = i;
      } else if (newest >= floor && newest < before) {
        top.reserve(1);
        top.offer(newest, i);
      }
    }
    return deep;
  }

  /** Loads the headers of the rings of those who are deep, without one waiting for another. */
  private void loadRings(Candidates candidates, int deep) {
    for (int i = 0; i < deep; i++) {
      long ring = pages.address(More.ringRef(candidates.more[candidates.deep[i]]));
      candidates.rings[i] = ring;
      candidates.headers[i] = ring;
    }
    VarHandle.acquireFence();
    Memory.loadLongs(candidates.headers, deep);
    VarHandle.acquireFence();
  }

  /** Copies a ring's ids of [floor, before), newest first, as they stood at one moment. */
  private static int copyRing(Candidates from, int index, long floor, long before, int limit) {
    long ring = from.rings[index];
    long header = from.headers[index];
    while (true) {
      int count = Ring.count(header);
      int first = before == Long.MAX_VALUE ? 0 : Ring.firstBelow(ring, header, before);
      int end = Math.min(count, first + limit);
      int place = first;
      while (place < end) {
        long id = Ring.id(ring, header, place);
        if (id < floor) {
          break;
        }
        from.ringIds[place++ - first] = id;
      }
      from.ringLimit = Ring.limit(ring, header);
      VarHandle.acquireFence();
      long now = Ring.header(ring);
      if (now == header) {
        return place - first;
      }
      from.torn++;
      header = now;
    }
  }
}
