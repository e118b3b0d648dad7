package tintype.engine;

import java.nio.ByteBuffer;
import net.openhft.chronicle.hash.Data;
import net.openhft.chronicle.map.ChronicleMap;
import net.openhft.chronicle.map.ChronicleMapBuilder;
import net.openhft.chronicle.map.ExternalMapQueryContext;
import org.jspecify.annotations.Nullable;
import tintype.engine.EngineFullException.Bound;

/**
 * Pages of 64 KiB, owned by one Chronicle Map and used by address.
 *
 * <p>The map hands out entries of one size from one segment in order, so pages lie at a constant
 * stride. That is checked page by page, and makes an address out of a reference by arithmetic
 * alone. A reference is 32 bits: 22 of page and 10 of unit, where a unit is 64 bytes, the size of a
 * cache line. Page 0 is kept for the store's own facts, so 0 refers to nothing.
 */
final class Pages implements AutoCloseable {
  static final int PAGE_BYTES = 1 << 16;
  static final int UNIT_BYTES = 64;
  static final int UNITS = PAGE_BYTES / UNIT_BYTES;

  private static final int UNIT_BITS = 10;
  private static final int UNIT_MASK = UNITS - 1;

  /** Made early, to learn the stride from; the first to be taken. */
  private static final int STRIDE_PAGE = 1;

  private final ChronicleMap<Integer, ByteBuffer> map;
  private final ByteBuffer zeros = ByteBuffer.allocateDirect(PAGE_BYTES);
  private final Tally tally;
  private final int maxPages;
  private final long base;
  private final long stride;
  private int count;

  /** Only the applier looks, so it costs a plain read where no snapshot is under way. */
  private @Nullable PagesOfAMoment moment;

  Pages(long maxBytes, Tally tally) {
    this.tally = tally;
    maxPages = (int) (maxBytes / PAGE_BYTES);
    // No checksums: writing in place would make every entry look damaged. Values at 64 bytes,
    // because the default of 4 is unfit for 8-byte atomics. No hook at the JVM's exit: it would
    // unmap the pages under readers whose calls are being finished at that very moment.
    map =
        ChronicleMapBuilder.of(Integer.class, ByteBuffer.class)
            .name("feed-pages")
            .constantValueSizeBySample(ByteBuffer.allocateDirect(PAGE_BYTES))
            .entries(maxPages)
            .actualSegments(1)
            .entryAndValueOffsetAlignment(UNIT_BYTES)
            .checksumEntries(false)
            .skipCloseOnExitHook(true)
            .create();
    base = insert(0, zeros);
    stride = insert(STRIDE_PAGE, zeros) - base;
    HugePages.advise(base, pageAddress(maxPages));
    count = 1;
    tally.add(Tally.Count.PAGES, 1);
  }

  int max() {
    return maxPages;
  }

  boolean isFull() {
    return count == maxPages;
  }

  /** Takes a new page, all zeros, and returns the reference to its first unit. */
  int take() {
    if (count == maxPages) {
      throw new EngineFullException(Bound.MEMORY, maxPages);
    }
    int page = count;
    if (page != STRIDE_PAGE) {
      insertNext(zeros);
    }
    count++;
    tally.add(Tally.Count.PAGES, 1);
    return page << UNIT_BITS;
  }

  int count() {
    return count;
  }

  /** Sets a page as it was in another life; to be called for each in order, before all else. */
  void restore(int page, PageBuffer content) {
    if (page <= STRIDE_PAGE) {
      Memory.copy(content.address(), pageAddress(page), PAGE_BYTES);
      count = Math.max(count, page + 1);
    } else {
      insertNext(content.bytes());
      count++;
    }
  }

  /**
   * To be called before anything in a page is changed that others can know, a free block's link
   * included: while a snapshot is under way the page may have to be copied first.
   *
   * @param address anywhere in the page; blocks never reach into a second one
   */
  void beforeWrite(long address) {
    PagesOfAMoment before = moment;
    if (before == null) {
      return;
    }
    if (before.isOver()) {
      moment = null;
    } else {
      before.beforeWrite((int) ((address - base) / stride));
    }
  }

  /** Holds on to the pages as they are now; between two operations of the applier. */
  PagesOfAMoment hold() {
    PagesOfAMoment now = new PagesOfAMoment(this);
    moment = now;
    return now;
  }

  /** The reference to the page's first unit that an address lies in. */
  int pageRef(long address) {
    return (int) ((address - base) / stride) << UNIT_BITS;
  }

  long pageAddress(int page) {
    return base + page * stride;
  }

  long address(int ref) {
    return base + (ref >>> UNIT_BITS) * stride + (long) (ref & UNIT_MASK) * UNIT_BYTES;
  }

  @Override
  public void close() {
    map.close();
  }

  private void insertNext(ByteBuffer content) {
    long address = insert(count, content);
    if (address != pageAddress(count)) {
      throw new IllegalStateException(
          "page " + count + " lies at " + address + ", off the stride of " + stride);
    }
  }

  private long insert(int page, ByteBuffer content) {
    content.clear();
    map.put(page, content);
    try (ExternalMapQueryContext<Integer, ByteBuffer, ?> query = map.queryContext(page)) {
      query.readLock().lock();
      Data<ByteBuffer> value = query.entry().value();
      long address = value.bytes().addressForRead(value.offset());
      if (address % UNIT_BYTES != 0 || value.size() != PAGE_BYTES) {
        throw new IllegalStateException("page " + page + " is unaligned or short: " + address);
      }
      return address;
    }
  }
}
