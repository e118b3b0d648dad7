package tintype.engine;

import java.util.Arrays;

/**
 * An open-addressing table of 8-byte slots in pages: 32 bits of tag, 32 of value, zero when free.
 * What a tag means, and whether equal tags are equal keys, is the user's affair; a tag's top bit
 * moves no slot. A slot is written whole, so readers need no lock; a grown table is published as
 * one object and the old pages are retired. Slots whose value is 0 are left behind then.
 */
final class SlotTable implements Persistent {
  private static final int SLOT_BITS = 13;
  private static final int SLOTS_A_PAGE = 1 << SLOT_BITS;

  private final Pages pages;
  private final Blocks blocks;
  private final Tally tally;
  private volatile View view;
  private long used;

  SlotTable(Pages pages, Blocks blocks, Tally tally) {
    this.pages = pages;
    this.blocks = blocks;
    this.tally = tally;
    this.view = new View(new int[0]);
  }

  /** The table as of now. It stays whole for a reader as long as the reader's epoch lasts. */
  View view() {
    return view;
  }

  /** Makes sure that one more slot may be taken; at most four fifths of them ever are. */
  void reserve() {
    View now = view;
    if ((used + 1) * 5 <= now.capacity() * 4) {
      return;
    }
    long live = countLive(now);
    boolean grows = live * 2 >= used;
    View grown = allocate(grows ? now.refs.length + (now.refs.length + 2) / 2 : now.refs.length);
    for (long slot = 0; slot < now.capacity(); slot++) {
      long entry = now.entry(slot);
      if ((int) entry != 0) {
        grown.insert(entry);
      }
    }
    view = grown;
    used = live;
    for (int ref : now.refs) {
      blocks.retire(ref, SizeClass.PAGE);
    }
    account(-now.refs.length);
  }

  private static long countLive(View view) {
    long live = 0;
    for (long slot = 0; slot < view.capacity(); slot++) {
      live += (int) view.entry(slot) == 0 ? 0 : 1;
    }
    return live;
  }

  /** Takes a free slot after {@link #reserve}. */
  void insert(int tag, int value) {
    view.insert(entry(tag, value));
    used++;
  }

  static long entry(int tag, int value) {
    return (long) tag << 32 | value & 0xFFFF_FFFFL;
  }

  private View allocate(int count) {
    int[] refs = new int[count];
    int taken = 0;
    try {
      for (; taken < count; taken++) {
        refs[taken] = blocks.allocate(SizeClass.PAGE);
        long page = pages.address(refs[taken]);
        pages.beforeWrite(page);
        Memory.zero(page, Pages.PAGE_BYTES);
      }
    } catch (EngineFullException e) {
      while (--taken >= 0) {
        blocks.free(refs[taken], SizeClass.PAGE);
      }
      throw e;
    }
    account(count);
    return new View(refs);
  }

  private void account(int pageCount) {
    tally.add(Tally.Count.DICTIONARY_BYTES, (long) pageCount * Pages.PAGE_BYTES);
  }

  @Override
  public void save(StateWriter out) {
    out.putInts(view.refs, view.refs.length);
    out.putLong(used);
  }

  @Override
  public void load(StateReader in) {
    view = new View(in.getInts());
    used = in.getLong();
  }

  /** One size of the table. */
  final class View {
    private final int[] refs;
    private final long[] addresses;

    private View(int[] refs) {
      this.refs = refs;
      this.addresses = Arrays.stream(refs).mapToLong(pages::address).toArray();
    }

    long capacity() {
      return (long) addresses.length << SLOT_BITS;
    }

    boolean isEmpty() {
      return addresses.length == 0;
    }

    /** Where the search for a tag begins. */
    long home(int tag) {
      long hash = ((tag & Integer.MAX_VALUE) * 0x9E37_79B9_7F4A_7C15L) >>> 32;
      return (hash * capacity()) >>> 32;
    }

    long next(long slot) {
      return slot + 1 == capacity() ? 0 : slot + 1;
    }

    long entry(long slot) {
      return Memory.getLongAcquire(address(slot));
    }

    void set(long slot, int tag, int value) {
      put(slot, SlotTable.entry(tag, value));
    }

    private void put(long slot, long entry) {
      long address = address(slot);
      pages.beforeWrite(address);
      Memory.putLongRelease(address, entry);
    }

    private void insert(long entry) {
      long slot = home((int) (entry >>> 32));
      while (entry(slot) != 0) {
        slot = next(slot);
      }
      put(slot, entry);
    }

    private long address(long slot) {
      return addresses[(int) (slot >>> SLOT_BITS)] + ((slot & (SLOTS_A_PAGE - 1)) << 3);
    }
  }
}
