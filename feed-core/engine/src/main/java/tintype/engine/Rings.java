package tintype.engine;

/**
 * Changes what is held of an author: {@code latest} alone for one post, a {@link Ring} from the
 * second on, or once it says what the one engages, and next to {@code latest} what {@link More}
 * says. A new newest post and the removal of the newest or oldest happen in place; whatever touches
 * the middle makes a new ring. The ring changes first, then {@code latest}; a ring is never given
 * up, so who has read a {@code latest} and then finds no ring knows the whole list.
 */
final class Rings {
  private final Pages pages;
  private final Blocks blocks;
  private final Columns columns;
  private final Tally tally;

  private final boolean ranking;
  private final Window window = new Window();

  Rings(Pages pages, Blocks blocks, Columns columns, Tally tally, boolean ranking) {
    this.pages = pages;
    this.blocks = blocks;
    this.columns = columns;
    this.tally = tally;
    this.ranking = ranking;
  }

  /** The address of an author's ring, or 0. Readers hold an epoch around its use. */
  long find(int author) {
    int ref = More.ringRef(columns.more(author));
    return ref == 0 ? 0 : pages.address(ref);
  }

  /** One that is held, or beyond the limit, writes nothing: no page is copied for a repetition. */
  void post(int author, long id) {
    if (isNews(author, id)) {
      change(author, () -> add(author, id));
    }
  }

  private boolean isNews(int author, long id) {
    long ring = find(author);
    if (ring == 0) {
      return newest(author) != id;
    }
    long header = Ring.header(ring);
    return id > Ring.limit(ring, header)
        && (id > newest(author) || Ring.placeOf(ring, header, id) < 0);
  }

  private void add(int author, long id) {
    long ring = find(author);
    if (ring != 0) {
      postToRing(author, ring, id);
      return;
    }
    long only = newest(author);
    if (only == 0) {
      setNewest(author, id);
      tally.add(Tally.Count.POSTS, 1);
    } else {
      window.clear();
      window.add(Math.min(only, id), 0);
      window.add(Math.max(only, id), 0);
      replace(author, false);
      tally.add(Tally.Count.POSTS, 1);
      setNewest(author, Math.max(only, id));
    }
  }

  void delete(int author, long id) {
    if (holds(author, id)) {
      change(author, () -> remove(author, id));
    }
  }

  private boolean holds(int author, long id) {
    long ring = find(author);
    return ring == 0 ? newest(author) == id : Ring.placeOf(ring, Ring.header(ring), id) >= 0;
  }

  private void remove(int author, long id) {
    long ring = find(author);
    if (ring != 0) {
      deleteFromRing(author, ring, id);
    } else {
      setNewest(author, 0);
    }
    tally.add(Tally.Count.POSTS, -1);
  }

  /** Drops what is held below {@code before}, and remembers that such posts exist elsewhere. */
  void truncate(int author, long before) {
    long ring = find(author);
    long limit = ring == 0 ? 0 : Ring.limit(ring, Ring.header(ring));
    if (before - 1 > limit) {
      change(author, () -> cut(author, before));
    }
  }

  private void cut(int author, long before) {
    long limit = before - 1;
    long ring = find(author);
    load(author, ring);
    boolean truncated = ring != 0 && Ring.isTruncated(Ring.header(ring));
    int held = truncated ? window.used - 1 : window.used;
    int kept = window.used - window.below(before);
    if (kept == Ring.MAX_SLOTS) {
      // The limit takes a slot.
      kept--;
      limit = window.ids[window.used - kept - 1];
    }
    window.keep(kept, limit);
    replace(author, true);
    tally.add(Tally.Count.POSTS, kept - held);
    setNewest(author, window.ids[kept]);
  }

  /** Sets what ranks a post; false if it is not held. An only post gets a ring for it. */
  boolean setEngagement(int author, long id, int engagement) {
    long ring = find(author);
    long header = ring == 0 ? 0 : Ring.header(ring);
    int place = ring == 0 ? 0 : Ring.placeOf(ring, header, id);
    if (ring == 0 ? newest(author) != id : place < 0) {
      return false;
    }
    boolean hasRoom = ring != 0 && Ring.hasEngagements(Ring.sizeClass(header));
    if (hasRoom) {
      pages.beforeWrite(ring);
      Ring.setEngagement(ring, header, place, engagement);
    } else if (engagement != 0) {
      load(author, ring);
      window.engagements[window.find(id)] = engagement;
      change(author, () -> replace(author, ring != 0 && Ring.isTruncated(header)));
    }
    return true;
  }

  /** What ranks a post, as it stood at one moment; 0 if it is not held. */
  int engagement(int author, long id) {
    long ring = find(author);
    return ring == 0 ? 0 : Ring.engagementOf(ring, id);
  }

  private void postToRing(int author, long ring, long id) {
    long header = Ring.header(ring);
    long top = Ring.used(header) > 0 ? Ring.id(ring, header, 0) : 0;
    if (id < top) {
      insert(author, ring, id);
      return;
    }
    int slots = Ring.slots(Ring.sizeClass(header));
    if (Ring.used(header) == slots && slots != Ring.MAX_SLOTS) {
      load(author, ring);
      window.add(id, 0);
      replace(author, Ring.isTruncated(header));
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
    load(author, ring);
    window.insert(-window.find(id) - 1, id);
    boolean truncated = Ring.isTruncated(Ring.header(ring));
    if (window.used > Ring.MAX_SLOTS) {
      // The lowest is the limit now, or it was before and one post is.
      window.remove(0);
      replace(author, true);
      tally.add(Tally.Count.POSTS, truncated ? 0 : -1);
    } else {
      replace(author, truncated);
      tally.add(Tally.Count.POSTS, 1);
    }
  }

  private void deleteFromRing(int author, long ring, long id) {
    long header = Ring.header(ring);
    int place = Ring.placeOf(ring, header, id);
    if (place == 0) {
      pages.beforeWrite(ring);
      Ring.pop(ring);
      header = Ring.header(ring);
      setNewest(author, Ring.used(header) > 0 ? Ring.id(ring, header, 0) : 0);
    } else {
      load(author, ring);
      window.remove(window.used - 1 - place);
      replace(author, Ring.isTruncated(header));
    }
  }

  /** Makes the window an author's ring; all that can fail comes first. */
  private void replace(int author, boolean truncated) {
    int sizeClass = Ring.classFor(window.used, ranking);
    int ref = blocks.allocate(sizeClass);
    long ring = pages.address(ref);
    pages.beforeWrite(ring);
    Ring.write(ring, sizeClass, window, truncated);
    long more = columns.more(author);
    int old = More.ringRef(more);
    columns.setMore(author, More.unknown(more, ref));
    tally.add(Tally.Count.RING_BYTES, SizeClass.bytes(sizeClass));
    if (old != 0) {
      int oldClass = Ring.sizeClass(Ring.header(pages.address(old)));
      tally.add(Tally.Count.RING_BYTES, -SizeClass.bytes(oldClass));
      blocks.retire(old, oldClass);
    }
  }

  /** Fills the window with what an author has. */
  private void load(int author, long ring) {
    if (ring != 0) {
      window.load(ring);
      return;
    }
    window.clear();
    long newest = newest(author);
    if (newest != 0) {
      window.add(newest, 0);
    }
  }

  /** Makes a change, which is seen as none of the two newest posts until it is settled. */
  private void change(int author, Runnable change) {
    columns.setMore(author, More.beginChange(columns.more(author)));
    try {
      change.run();
    } finally {
      settle(author);
    }
  }

  /** Says next to {@code latest} what is so now, whether the change was made or failed. */
  private void settle(int author) {
    long more = columns.more(author);
    int ref = More.ringRef(more);
    long ring = ref == 0 ? 0 : pages.address(ref);
    long header = ref == 0 ? 0 : Ring.header(ring);
    if (Ring.isTruncated(header)) {
      return;
    }
    long newest = newest(author);
    long second = Ring.count(header) < 2 ? 0 : Ring.id(ring, header, 1);
    // Not above it where an Error left the change half made: then readers look into the ring.
    if (second == 0 || newest > second) {
      columns.setMore(author, More.settled(more, ref, newest, second));
    }
  }

  private long newest(int author) {
    return columns.latest(author) & ~Columns.HIDDEN;
  }

  private void setNewest(int author, long id) {
    columns.setLatest(author, columns.latest(author) & Columns.HIDDEN | id);
  }
}
