package tintype.engine;

import java.util.Arrays;

/**
 * Where compressed lists lie: pages of their own, filled from the bottom in steps of 4 bytes, each
 * with a directory that grows down from its last 16 bytes. A reference is a page and a place in its
 * directory. A size class would waste more than compression saves.
 *
 * <pre>
 * record | record | ...   free   ... | offset 1 | offset 0 | end | slots | dead | live
 *                                      2 B each              4 B each
 * </pre>
 *
 * <p>A page whose dead bytes are an eighth of it is cleaned: what lives moves to an open page. Only
 * the applier's thread comes here, but for {@link #address}.
 */
final class ColdPages implements Persistent {
  private static final int TAIL = Pages.PAGE_BYTES - 16;
  private static final int END = TAIL;
  private static final int SLOTS = TAIL + 4;
  private static final int DEAD = TAIL + 8;
  private static final int LIVE = TAIL + 12;

  private static final int SLOT_BYTES = 2;
  private static final int MAX_SLOTS = 1 << 10;
  private static final int SLOT_MASK = MAX_SLOTS - 1;
  private static final int DEAD_LIMIT = Pages.PAGE_BYTES / 8;

  /** The longest record, in bytes. */
  static final int MAX_RECORD = TAIL - SLOT_BYTES & ~3;

  /** Several, so that a long list that does not fit closes none that has room for short ones. */
  private static final int OPEN = 8;

  private final Pages pages;
  private final Blocks blocks;
  private final ResidentReaders readers;
  private final Tally tally;
  private final int[] open = new int[OPEN];
  private int[] dirty = new int[64];
  private int dirtyCount;

  ColdPages(Pages pages, Blocks blocks, ResidentReaders readers, Tally tally) {
    this.pages = pages;
    this.blocks = blocks;
    this.readers = readers;
    this.tally = tally;
  }

  /** Where the record of a reference lies. Readers hold an epoch around its use. */
  long address(int ref) {
    long page = pages.address(ref & ~SLOT_MASK);
    return page + offset(page, ref & SLOT_MASK);
  }

  /** Stores a record and returns the reference to it, or throws {@link EngineFullException}. */
  int add(byte[] record, int length) {
    int pageRef = openFor(length);
    long page = pages.address(pageRef);
    pages.beforeWrite(page);
    Memory.copy(record, page + Memory.getInt(page + END), length);
    return link(pageRef, page, length);
  }

  /** Gives a record up; readers may still be in it. */
  void release(int ref) {
    int pageRef = ref & ~SLOT_MASK;
    long page = pages.address(pageRef);
    int length = ColdList.bytes(address(ref));
    pages.beforeWrite(page);
    int dead = Memory.getInt(page + DEAD) + length + SLOT_BYTES;
    Memory.putInt(page + DEAD, dead);
    Memory.putInt(page + LIVE, Memory.getInt(page + LIVE) - 1);
    tally.add(Tally.Count.COLD_BYTES, -(length + SLOT_BYTES));
    if (dead >= DEAD_LIMIT && dead - length - SLOT_BYTES < DEAD_LIMIT && !isOpen(pageRef)) {
      soil(pageRef);
    }
  }

  /**
   * Frees a page that has many holes; false if there is none. What fails is tried again after the
   * others, as an empty page needs no room to be freed.
   */
  boolean clean() {
    if (dirtyCount == 0) {
      return false;
    }
    int pageRef = dirty[--dirtyCount];
    try {
      moveAll(pageRef, pages.address(pageRef));
    } catch (EngineFullException e) {
      soil(pageRef);
      dirty[dirtyCount - 1] = dirty[0];
      dirty[0] = pageRef;
      throw e;
    }
    tally.add(Tally.Count.COLD_PAGES, -1);
    blocks.retire(pageRef, SizeClass.PAGE);
    return true;
  }

  private void moveAll(int pageRef, long page) {
    int slots = Memory.getInt(page + SLOTS);
    for (int slot = 0; slot < slots && Memory.getInt(page + LIVE) > 0; slot++) {
      move(pageRef | slot, page);
    }
  }

  private void move(int ref, long page) {
    long record = page + offset(page, ref & SLOT_MASK);
    int owner = ColdList.owner(record);
    if (!readers.isCold(owner, ref)) {
      return;
    }
    int length = ColdList.bytes(record);
    int toRef = openFor(length);
    long to = pages.address(toRef);
    pages.beforeWrite(to);
    Memory.copy(record, to + Memory.getInt(to + END), length);
    readers.putCold(owner, link(toRef, to, length));
    release(ref);
  }

  /** Makes the bytes behind the last record one more. */
  private int link(int pageRef, long page, int length) {
    int end = Memory.getInt(page + END);
    int slot = Memory.getInt(page + SLOTS);
    Memory.putShort(page + TAIL - SLOT_BYTES * (slot + 1L), (short) (end >>> 2));
    Memory.putInt(page + END, end + length);
    Memory.putInt(page + SLOTS, slot + 1);
    Memory.putInt(page + LIVE, Memory.getInt(page + LIVE) + 1);
    tally.add(Tally.Count.COLD_BYTES, length + SLOT_BYTES);
    return pageRef | slot;
  }

  /** An open page with room; a new one takes the place of the fullest. */
  private int openFor(int length) {
    int fullest = 0;
    int least = Integer.MAX_VALUE;
    for (int i = 0; i < OPEN; i++) {
      int room = open[i] == 0 ? 0 : room(pages.address(open[i]));
      if (room >= length + SLOT_BYTES) {
        return open[i];
      }
      if (room < least) {
        least = room;
        fullest = i;
      }
    }
    int fresh = blocks.allocate(SizeClass.PAGE);
    long page = pages.address(fresh);
    pages.beforeWrite(page);
    Memory.zero(page + TAIL, Pages.PAGE_BYTES - TAIL);
    tally.add(Tally.Count.COLD_PAGES, 1);
    close(open[fullest]);
    open[fullest] = fresh;
    return fresh;
  }

  private void close(int pageRef) {
    if (pageRef != 0 && Memory.getInt(pages.address(pageRef) + DEAD) >= DEAD_LIMIT) {
      soil(pageRef);
    }
  }

  private static int room(long page) {
    int slots = Memory.getInt(page + SLOTS);
    return slots == MAX_SLOTS ? 0 : TAIL - SLOT_BYTES * slots - Memory.getInt(page + END);
  }

  @Override
  public void save(StateWriter out) {
    out.putInts(open, OPEN);
    out.putInts(dirty, dirtyCount);
  }

  @Override
  public void load(StateReader in) {
    System.arraycopy(in.getInts(), 0, open, 0, OPEN);
    dirty = in.getInts();
    dirtyCount = dirty.length;
  }

  private void soil(int pageRef) {
    if (dirtyCount == dirty.length) {
      dirty = Arrays.copyOf(dirty, 2 * dirtyCount + 64);
    }
    dirty[dirtyCount++] = pageRef;
  }

  private boolean isOpen(int pageRef) {
    for (int ref : open) {
      if (ref == pageRef) {
        return true;
      }
    }
    return false;
  }

  private static int offset(long page, int slot) {
    return (Memory.getShort(page + TAIL - SLOT_BYTES * (slot + 1L)) & 0xFFFF) << 2;
  }
}
