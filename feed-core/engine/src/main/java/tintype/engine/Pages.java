package tintype.engine;

import java.nio.ByteBuffer;
import net.openhft.chronicle.hash.Data;
import net.openhft.chronicle.map.ChronicleMap;
import net.openhft.chronicle.map.ChronicleMapBuilder;
import net.openhft.chronicle.map.ExternalMapQueryContext;

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
    base = insert(0);
    stride = insert(STRIDE_PAGE) - base;
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
      throw new EngineFullException("pages of 64 KiB", maxPages);
    }
    int page = count;
    if (page != STRIDE_PAGE) {
      long address = insert(page);
      if (address != base + page * stride) {
        throw new IllegalStateException(
            "page " + page + " lies at " + address + ", off the stride of " + stride);
      }
    }
    count++;
    tally.add(Tally.Count.PAGES, 1);
    return page << UNIT_BITS;
  }

  long address(int ref) {
    return base + (ref >>> UNIT_BITS) * stride + (long) (ref & UNIT_MASK) * UNIT_BYTES;
  }

  @Override
  public void close() {
    map.close();
  }

  private long insert(int page) {
    zeros.clear();
    map.put(page, zeros);
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
