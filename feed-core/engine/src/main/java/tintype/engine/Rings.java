package tintype.engine;

import java.util.Arrays;

/**
 * Changes what is held of an author: {@code latest} alone for one post, a {@link Ring} from the
 * second on. A new newest post and the removal of the newest or oldest happen in place; whatever
 * touches the middle makes a new ring. The ring changes first, then {@code latest}; a ring is never
 * given up, so who has read a {@code latest} and then finds no ring knows the whole list.
 */
final class Rings {
  private final Pages pages;
  private final Blocks blocks;
  private final Columns columns;
  private final Tally tally;

  /** What a ring holds while it is changed: ascending, the limit first if it is truncated. */
  private final long[] window = new long[Ring.MAX_SLOTS + 1];

  Rings(Pages pages, Blocks blocks, Columns columns, Tally tally) {
    this.pages = pages;
    this.blocks = blocks;
    this.columns = columns;
    this.tally = tally;
  }

  /** The address of an author's ring, or 0. Readers hold an epoch around its use. */
  long find(int author) {
    int ref = columns.ringRef(author);
    return ref == 0 ? 0 : pages.address(ref);
  }

  void post(int author, long id) {
    long ring = find(author);
    if (ring != 0) {
      postToRing(author, ring, id);
      return;
    }
    long only = newest(author);
    if (only == 0) {
      setNewest(author, id);
      tally.add(Tally.Count.POSTS, 1);
    } else if (only != id) {
      window[0] = Math.min(only, id);
      window[1] = Math.max(only, id);
      replace(author, 2, false);
      tally.add(Tally.Count.POSTS, 1);
      setNewest(author, window[1]);
    }
  }

  void delete(int author, long id) {
    long ring = find(author);
    if (ring != 0) {
      deleteFromRing(author, ring, id);
    } else if (newest(author) == id) {
      setNewest(author, 0);
      tally.add(Tally.Count.POSTS, -1);
    }
  }

  /** Drops what is held below {@code before}, and remembers that such posts exist elsewhere. */
  void truncate(int author, long before) {
    long limit = before - 1;
    long ring = find(author);
    if (limit <= 0 || ring != 0 && Ring.limit(ring, Ring.header(ring)) >= limit) {
      return;
    }
    int used = load(author, ring);
    boolean truncated = ring != 0 && Ring.isTruncated(Ring.header(ring));
    int held = truncated ? used - 1 : used;
    int kept = used - below(used, before);
    if (kept == Ring.MAX_SLOTS) {
      // The limit takes a slot.
      kept--;
      limit = window[used - kept - 1];
    }
    System.arraycopy(window, used - kept, window, 1, kept);
    window[0] = limit;
    replace(author, kept + 1, true);
    tally.add(Tally.Count.POSTS, kept - held);
    setNewest(author, window[kept]);
  }

  private void postToRing(int author, long ring, long id) {
    long header = Ring.header(ring);
    boolean hasIds = Ring.count(header) > 0;
    long top = Ring.used(header) > 0 ? Ring.id(ring, header, 0) : 0;
    if (id == top && hasIds || id <= Ring.limit(ring, header)) {
      return;
    }
    if (id < top) {
      insert(author, ring, id);
      return;
    }
    int slots = Ring.slots(Ring.sizeClass(header));
    if (Ring.used(header) == slots && Ring.sizeClass(header) != Ring.MAX_CLASS) {
      int used = load(author, ring);
      window[used] = id;
      replace(author, used + 1, Ring.isTruncated(header));
    } else {
      pages.beforeWrite(ring);
      if (Ring.used(header) == slots) {
        // One slot for the limit and one for the newcomer.
        Ring.cut(ring, slots - 2);
        tally.add(Tally.Count.POSTS, slots - 2 - Ring.count(header));
      }
      Ring.push(ring, id);
    }
    tally.add(Tally.Count.POSTS, 1);
    setNewest(author, id);
  }

  /** Adds an id that is neither the newest nor beyond the limit. */
  private void insert(int author, long ring, long id) {
    int used = load(author, ring);
    int at = Arrays.binarySearch(window, 0, used, id);
    if (at >= 0) {
      return;
    }
    int place = -at - 1;
    System.arraycopy(window, place, window, place + 1, used - place);
    window[place] = id;
    boolean truncated = Ring.isTruncated(Ring.header(ring));
    if (used == Ring.MAX_SLOTS) {
      int held = truncated ? used - 1 : used;
      System.arraycopy(window, 1, window, 0, used);
      replace(author, used, true);
      tally.add(Tally.Count.POSTS, used - 1 - held);
    } else {
      replace(author, used + 1, truncated);
      tally.add(Tally.Count.POSTS, 1);
    }
  }

  private void deleteFromRing(int author, long ring, long id) {
    long header = Ring.header(ring);
    int count = Ring.count(header);
    int place = Ring.firstBelow(ring, header, id + 1);
    if (place == count || Ring.id(ring, header, place) != id) {
      return;
    }
    if (place == 0) {
      pages.beforeWrite(ring);
      Ring.pop(ring);
      header = Ring.header(ring);
      setNewest(author, Ring.used(header) > 0 ? Ring.id(ring, header, 0) : 0);
    } else {
      int used = load(author, ring);
      int at = used - 1 - place;
      System.arraycopy(window, at + 1, window, at, used - at - 1);
      replace(author, used - 1, Ring.isTruncated(header));
    }
    tally.add(Tally.Count.POSTS, -1);
  }

  /** Makes the window an author's ring; all that can fail comes first. */
  private void replace(int author, int used, boolean truncated) {
    int sizeClass = Ring.classFor(used);
    int ref = blocks.allocate(sizeClass);
    long ring = pages.address(ref);
    pages.beforeWrite(ring);
    Ring.write(ring, sizeClass, window, 0, used, truncated);
    int old = columns.ringRef(author);
    columns.setRingRef(author, ref);
    tally.add(Tally.Count.RING_BYTES, SizeClass.bytes(sizeClass));
    if (old != 0) {
      int oldClass = Ring.sizeClass(Ring.header(pages.address(old)));
      tally.add(Tally.Count.RING_BYTES, -SizeClass.bytes(oldClass));
      blocks.retire(old, oldClass);
    }
  }

  /** Fills the window with what an author has, and returns how much that is. */
  private int load(int author, long ring) {
    if (ring == 0) {
      window[0] = newest(author);
      return window[0] == 0 ? 0 : 1;
    }
    long header = Ring.header(ring);
    int used = Ring.used(header);
    for (int place = 0; place < used; place++) {
      window[used - 1 - place] = Ring.id(ring, header, place);
    }
    return used;
  }

  /** How many of the window's first are below a bound. */
  private int below(int used, long bound) {
    int at = Arrays.binarySearch(window, 0, used, bound);
    return at >= 0 ? at : -at - 1;
  }

  private long newest(int author) {
    return columns.latest(author) & ~Columns.HIDDEN;
  }

  private void setNewest(int author, long id) {
    columns.setLatest(author, columns.latest(author) & Columns.HIDDEN | id);
  }
}
