package tintype.engine;

import java.lang.invoke.VarHandle;

/**
 * Merges a feed. First the {@code latest} of every followee, in loads that do not depend on each
 * other; the k-th largest is a floor that no author below can rise above. Then only the rings of
 * those at the floor or above it.
 *
 * <p>The floor is a guess while posts are being deleted, and where {@code latest} is only a bound.
 * So the result is checked: should fewer than k posts be at the floor or above, all rings are read.
 */
final class Gather {
  private final Columns columns;
  private final FolloweeLists lists;
  private final Pages pages;

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
    if (out.top.floor() < floor) {
      merge(candidates, 0, before, limit, out);
    }
    out.top.sort();
    out.finish();
  }

  /** Copies all that is held of an author into {@code ringIds}, newest first, and says how much. */
  int copyAll(int author, Candidates scratch) {
    long latest = columns.latest(author) & ~Columns.HIDDEN;
    VarHandle.acquireFence();
    int ref = columns.ringRef(author);
    if (ref == 0) {
      scratch.ringIds[0] = latest;
      return latest == 0 ? 0 : 1;
    }
    scratch.rings[0] = pages.address(ref);
    scratch.headers[0] = Ring.header(scratch.rings[0]);
    return copyRing(scratch, 0, 0, Long.MAX_VALUE, Ring.MAX_SLOTS);
  }

  /** Everybody whom the reader may see posts of, and the reader; false if that is not known. */
  private boolean collect(int reader, Candidates candidates) {
    long found = lists.find(reader);
    if (found == 0 && lists.isAbsent(reader)) {
      return false;
    }
    int count = 0;
    if (found > 0) {
      count = collectHot(lists.read(found), candidates);
    } else if (found < 0) {
      count = collectCold(lists.decode(reader, found, candidates), candidates);
    }
    candidates.authors[count] = reader;
    candidates.latest[count] = columns.latest(reader);
    candidates.count = candidates.latest[count] > 0 ? count + 1 : count;
    return true;
  }

  private int collectHot(long list, Candidates candidates) {
    int entries = FolloweeList.count(list);
    candidates.ensure(entries + 1);
    int[] authors = candidates.authors;
    long[] latest = candidates.latest;
    int count = 0;
    // No branch on what was loaded, so that the loads run ahead of it.
    for (int i = 0; i < entries; i++) {
      int entry = FolloweeList.entry(list, i);
      int author = FolloweeList.dense(entry);
      long newest = columns.latest(author);
      authors[count] = author;
      latest[count] = newest;
      count += isShown(entry, newest);
    }
    return count;
  }

  /** The same of entries that stand among the authors already. */
  private int collectCold(int entries, Candidates candidates) {
    int[] authors = candidates.authors;
    long[] latest = candidates.latest;
    int count = 0;
    for (int i = 0; i < entries; i++) {
      int entry = authors[i];
      int author = FolloweeList.dense(entry);
      long newest = columns.latest(author);
      authors[count] = author;
      latest[count] = newest;
      count += isShown(entry, newest);
    }
    return count;
  }

  /** 1 if neither is negative (muted, hidden) and there is a post, else 0. */
  private static int isShown(int entry, long newest) {
    return ~entry >>> 31 & (int) ((-newest & ~newest) >>> 63);
  }

  /** Merges the posts not below the floor. */
  private void merge(Candidates candidates, long floor, long before, int limit, FeedPage out) {
    int opened = open(candidates, floor);
    out.top.reset(limit);
    out.clearTruncated();
    for (int i = 0; i < opened; i++) {
      int at = candidates.opened[i];
      if (candidates.rings[i] == 0) {
        if (candidates.latest[at] < before) {
          out.top.offer(candidates.latest[at], i);
        }
        continue;
      }
      int ids = copyRing(candidates, i, Math.max(floor, out.top.floor()), before, limit);
      for (int k = 0; k < ids; k++) {
        out.top.offer(candidates.ringIds[k], i);
      }
      if (candidates.ringLimit != 0) {
        out.addTruncated(candidates.accounts[i], candidates.ringLimit + 1);
      }
    }
  }

  /** Loads account ids and ring references, then headers, again without one waiting for another. */
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
    for (int i = 0; i < opened; i++) {
      int author = candidates.authors[places[i]];
      candidates.accounts[i] = columns.accountId(author);
      int ref = columns.ringRef(author);
      candidates.rings[i] = ref == 0 ? 0 : pages.address(ref);
    }
    VarHandle.acquireFence();
    for (int i = 0; i < opened; i++) {
      long ring = candidates.rings[i];
      candidates.headers[i] = ring == 0 ? 0 : Ring.header(ring);
    }
    return opened;
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
      header = now;
    }
  }
}
