package tintype.engine;

import tintype.engine.EngineFullException.Bound;

/**
 * What is known of each author, by dense id: {@code latest} (8 B), {@code ringRef} (4 B) and {@code
 * accountId} (8 B), each column in pages of its own.
 *
 * <p>{@code latest} is the newest post id, or 0; for a truncated author of whom nothing is held it
 * is the highest id that may exist elsewhere. Its top bit says that the author is hidden, so a
 * hidden author compares below everybody.
 */
final class Columns implements Persistent {
  static final long HIDDEN = Long.MIN_VALUE;

  private static final int LONGS_A_PAGE = Pages.PAGE_BYTES / Long.BYTES;
  private static final int INTS_A_PAGE = Pages.PAGE_BYTES / Integer.BYTES;
  private static final int LONG_PAGE_BITS = 13;
  private static final int INT_PAGE_BITS = 14;

  private final Pages pages;
  private final Blocks blocks;
  private final Tally tally;
  private final long[] latest;
  private final long[] ringRefs;
  private final long[] accountIds;

  Columns(Pages pages, Blocks blocks, Tally tally, int maxAccounts) {
    this.pages = pages;
    this.blocks = blocks;
    this.tally = tally;
    int longPages = Math.min(pages.max(), (maxAccounts - 1) / LONGS_A_PAGE + 1);
    latest = new long[longPages];
    ringRefs = new long[(longPages - 1) / 2 + 1];
    accountIds = new long[longPages];
  }

  /** Makes room for a dense id; its fields are zero. */
  void reserve(int dense) {
    reserve(latest, dense >>> LONG_PAGE_BITS);
    reserve(ringRefs, dense >>> INT_PAGE_BITS);
    reserve(accountIds, dense >>> LONG_PAGE_BITS);
  }

  private void reserve(long[] column, int index) {
    if (index >= column.length) {
      throw new EngineFullException(Bound.MEMORY, pages.max());
    }
    if (column[index] == 0) {
      long address = pages.address(blocks.allocate(SizeClass.PAGE));
      pages.beforeWrite(address);
      Memory.zero(address, Pages.PAGE_BYTES);
      column[index] = address;
      tally.add(Tally.Count.COLUMN_BYTES, Pages.PAGE_BYTES);
    }
  }

  long latest(int dense) {
    return Memory.getLong(longAddress(latest, dense));
  }

  /** The {@code latest} of many entries of a list. */
  void loadLatest(int[] entries, long[] into, int count) {
    long[] column = latest;
    for (int i = 0; i < count; i++) {
      into[i] = longAddress(column, FolloweeList.dense(entries[i]));
    }
    Memory.loadLongs(into, count);
  }

  /**
   * The account ids and ring references of some entries, chosen by their places; read no earlier
   * than {@code latest} behind a fence.
   */
  void loadIdsAndRings(int[] entries, int[] places, long[] accounts, long[] rings, int count) {
    long[] column = accountIds;
    long[] refs = ringRefs;
    for (int i = 0; i < count; i++) {
      int dense = FolloweeList.dense(entries[places[i]]);
      accounts[i] = longAddress(column, dense);
      rings[i] = intAddress(refs, dense);
    }
    Memory.loadLongsAndInts(accounts, rings, count);
  }

  void setLatest(int dense, long value) {
    long address = longAddress(latest, dense);
    pages.beforeWrite(address);
    Memory.putLongRelease(address, value);
  }

  /** Reads no earlier than a {@link #latest} before it only behind an acquire fence. */
  int ringRef(int dense) {
    return Memory.getInt(intAddress(ringRefs, dense));
  }

  void setRingRef(int dense, int ref) {
    long address = intAddress(ringRefs, dense);
    pages.beforeWrite(address);
    Memory.putIntRelease(address, ref);
  }

  long accountId(int dense) {
    return Memory.getLong(longAddress(accountIds, dense));
  }

  void setAccountId(int dense, long account) {
    long address = longAddress(accountIds, dense);
    pages.beforeWrite(address);
    Memory.putLong(address, account);
  }

  @Override
  public void save(StateWriter out) {
    save(out, latest);
    save(out, ringRefs);
    save(out, accountIds);
  }

  private void save(StateWriter out, long[] column) {
    int used = 0;
    int[] refs = new int[column.length];
    while (used < column.length && column[used] != 0) {
      refs[used] = pages.pageRef(column[used]);
      used++;
    }
    out.putInts(refs, used);
  }

  @Override
  public void load(StateReader in) {
    load(in, latest);
    load(in, ringRefs);
    load(in, accountIds);
  }

  private void load(StateReader in, long[] column) {
    int[] refs = in.getInts();
    if (refs.length > column.length) {
      throw new SnapshotRefusedException(
          "it has " + refs.length + " pages of a column (expected: 0.." + column.length + ")");
    }
    for (int i = 0; i < refs.length; i++) {
      column[i] = pages.address(refs[i]);
    }
  }

  private static long longAddress(long[] column, int dense) {
    return column[dense >>> LONG_PAGE_BITS] + ((long) (dense & (LONGS_A_PAGE - 1)) << 3);
  }

  private static long intAddress(long[] column, int dense) {
    return column[dense >>> INT_PAGE_BITS] + ((long) (dense & (INTS_A_PAGE - 1)) << 2);
  }
}
