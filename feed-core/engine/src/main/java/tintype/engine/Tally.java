package tintype.engine;

import java.util.concurrent.atomic.AtomicLongArray;

/** Counts that the applier moves and metrics read. */
final class Tally implements Persistent {
  enum Count {
    ACCOUNTS,
    RESIDENT_READERS,
    COLD_READERS,
    EDGES,
    POSTS,
    PAGES,
    COLUMN_BYTES,
    RING_BYTES,
    ADJACENCY_BYTES,
    COLD_BYTES,
    COLD_PAGES,
    DICTIONARY_BYTES,
    PROMOTIONS,
    DEMOTIONS,
    EVICTIONS
  }

  private final AtomicLongArray values = new AtomicLongArray(Count.values().length);

  /** One thread writes, so a plain sum published in order is enough. */
  void add(Count count, long delta) {
    int index = count.ordinal();
    values.setRelease(index, values.getPlain(index) + delta);
  }

  @Override
  public void save(StateWriter out) {
    for (Count count : Count.values()) {
      out.putLong(get(count));
    }
  }

  @Override
  public void load(StateReader in) {
    for (Count count : Count.values()) {
      values.setRelease(count.ordinal(), in.getLong());
    }
  }

  long get(Count count) {
    return values.getAcquire(count.ordinal());
  }
}
