package tintype.engine;

import java.util.concurrent.atomic.AtomicLongArray;

/** Counts that the applier moves and metrics read. */
final class Tally {
  enum Count {
    ACCOUNTS,
    RESIDENT_READERS,
    EDGES,
    POSTS,
    PAGES,
    COLUMN_BYTES,
    RING_BYTES,
    ADJACENCY_BYTES,
    DICTIONARY_BYTES
  }

  private final AtomicLongArray values = new AtomicLongArray(Count.values().length);

  /** One thread writes, so a plain sum published in order is enough. */
  void add(Count count, long delta) {
    int index = count.ordinal();
    values.setRelease(index, values.getPlain(index) + delta);
  }

  long get(Count count) {
    return values.getAcquire(count.ordinal());
  }
}
