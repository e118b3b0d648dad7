package tintype.engine;

import tintype.engine.EngineFullException.Bound;

/**
 * What is known of each author, by dense id, in pages: a record of {@code latest} (8 B) and {@code
 * more} (8 B), and in a column of its own {@code accountId} (8 B).
 *
 * <p>{@code latest} is the newest post id, or 0; for a truncated author of whom nothing is held it
 * is the highest id that may exist elsewhere. Its top bit says that the author is hidden, so a
 * hidden author compares below everybody. {@code more} is a {@link More}.
 */
final class Columns implements Persistent {
  static final long HIDDEN = Long.MIN_VALUE;

  private static final int ID_PAGE_BITS = 13;
  private static final int IDS_A_PAGE = 1 << ID_PAGE_BITS;
  private static final int AUTHOR_PAGE_BITS = 12;
  private static final int AUTHORS_A_PAGE = 1 << AUTHOR_PAGE_BITS;
  private static final int MORE = 8;

  private final Pages pages;
  private final Blocks blocks;
  private final Tally tally;
  private final long[] authors;
  private final long[] accountIds;

  Columns(Pages pages, Blocks blocks, Tally tally, int maxAccounts) {
    this.pages = pages;
    this.blocks = blocks;
    this.tally = tally;
    authors = new long[Math.min(pages.max(), (maxAccounts - 1) / AUTHORS_A_PAGE + 1)];
    accountIds = new long[Math.min(pages.max(), (maxAccounts - 1) / IDS_A_PAGE + 1)];
  }

  /** Makes room for a dense id; its fields are zero. */
  void reserve(int dense) {
    reserve(authors, dense >>> AUTHOR_PAGE_BITS);
    reserve(accountIds, dense >>> ID_PAGE_BITS);
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
    return Memory.getLong(author(dense));
  }

  /** The {@code latest} of many entries of a list. */
  void loadLatest(int[] entries, long[] into, int count) {
    for (int i = 0; i < count; i++) {
      into[i] = author(FolloweeList.dense(entries[i]));
    }
    Memory.loadLongs(into, count);
  }

  /**
   * The {@code more} of some entries, chosen by their places, and their {@code latest} where it
   * belongs to that; else {@code more} is unsettled. Read no earlier than another {@code latest}
   * behind a fence.
   */
  void loadMore(int[] entries, int[] places, long[] more, long[] latest, int count) {
    for (int i = 0; i < count; i++) {
      long author = author(FolloweeList.dense(entries[places[i]]));
      long before = Memory.getLongAcquire(author + MORE);
      latest[i] = Memory.getLongAcquire(author) & ~HIDDEN;
      long after = Memory.getLong(author + MORE);
      more[i] = before == after ? before : More.unsettled(before);
    }
  }

  /** The account ids of some entries, chosen by their places. */
  void loadAccountIds(int[] entries, int[] places, long[] into, int count) {
    for (int i = 0; i < count; i++) {
      into[i] = idAddress(FolloweeList.dense(entries[places[i]]));
    }
    Memory.loadLongs(into, count);
  }

  void setLatest(int dense, long value) {
    long address = author(dense);
    pages.beforeWrite(address);
    Memory.putLongRelease(address, value);
  }

  /** Takes an author's posts out of every feed, or brings them back. */
  void setHidden(int dense, boolean hidden) {
    long latest = latest(dense);
    long next = hidden ? latest | HIDDEN : latest & ~HIDDEN;
    if (next != latest) {
      setLatest(dense, next);
    }
  }

  /** Reads no earlier than a {@link #latest} before it only behind an acquire fence. */
  long more(int dense) {
    return Memory.getLongAcquire(author(dense) + MORE);
  }

  void setMore(int dense, long value) {
    long address = author(dense) + MORE;
    pages.beforeWrite(address);
    Memory.putLongRelease(address, value);
  }

  long accountId(int dense) {
    return Memory.getLong(idAddress(dense));
  }

  void setAccountId(int dense, long account) {
    long address = idAddress(dense);
    pages.beforeWrite(address);
    Memory.putLong(address, account);
  }

  @Override
  public void save(StateWriter out) {
    save(out, authors);
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
    load(in, authors);
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

  private long author(int dense) {
    return authors[dense >>> AUTHOR_PAGE_BITS] + ((long) (dense & (AUTHORS_A_PAGE - 1)) << 4);
  }

  private long idAddress(int dense) {
    return accountIds[dense >>> ID_PAGE_BITS] + ((long) (dense & (IDS_A_PAGE - 1)) << 3);
  }
}
