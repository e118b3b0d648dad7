package tintype.engine;

/**
 * Which readers have a list of followees in memory, and where: 8 bytes a slot. The top bit of a
 * slot says that the list is cold, so that one load tells both.
 */
final class ResidentReaders implements Persistent {
  private static final int COLD = 1 << 31;

  private final SlotTable table;
  private volatile boolean complete = true;

  ResidentReaders(SlotTable table) {
    this.table = table;
  }

  /**
   * What is known of a reader's list: 0 if it is not held, negative if it is cold; {@link #ref} is
   * where.
   */
  long find(int reader) {
    SlotTable.View view = table.view();
    long slot = slot(view, reader);
    long entry = slot < 0 ? 0 : view.entry(slot);
    return (int) entry == 0 ? 0 : entry;
  }

  static int ref(long found) {
    return (int) found;
  }

  static int reader(long found) {
    return ((int) (found >>> 32) & ~COLD) - 1;
  }

  /** Whether a reader's list is cold and lies there. */
  boolean isCold(int reader, int ref) {
    long found = find(reader);
    return found < 0 && ref(found) == ref;
  }

  /** Whether whoever has no list here follows nobody; else the list may exist elsewhere. */
  boolean isComplete() {
    return complete;
  }

  /** Said before the first list leaves memory: who then finds none knows that it may exist. */
  void setIncomplete() {
    complete = false;
  }

  /** Makes sure that the next {@link #put} of the reader finds room. */
  void reserve(int reader) {
    if (slot(table.view(), reader) < 0) {
      table.reserve();
    }
  }

  /** Publishes a hot list, or with 0 its absence. */
  void put(int reader, int ref) {
    set(reader, tag(reader), ref);
  }

  /** Publishes a cold list. */
  void putCold(int reader, int ref) {
    set(reader, tag(reader) | COLD, ref);
  }

  /** How many places {@link #at} has; it grows. */
  long places() {
    return table.view().capacity();
  }

  /** What {@link #find} says of whoever has a place, 0 if nobody has. */
  long at(long place) {
    long entry = table.view().entry(place);
    return (int) entry == 0 ? 0 : entry;
  }

  @Override
  public void save(StateWriter out) {
    out.putInt(complete ? 1 : 0);
  }

  @Override
  public void load(StateReader in) {
    complete = in.getInt() == 1;
  }

  private void set(int reader, int tag, int ref) {
    SlotTable.View view = table.view();
    long slot = slot(view, reader);
    if (slot < 0) {
      table.insert(tag, ref);
    } else {
      view.set(slot, tag, ref);
    }
  }

  private static long slot(SlotTable.View view, int reader) {
    if (view.isEmpty()) {
      return -1;
    }
    int tag = tag(reader);
    for (long slot = view.home(tag); ; slot = view.next(slot)) {
      long entry = view.entry(slot);
      if (entry == 0) {
        return -1;
      }
      if (((int) (entry >>> 32) & ~COLD) == tag) {
        return slot;
      }
    }
  }

  /** A dense id plus one, so that no slot in use is zero. */
  private static int tag(int reader) {
    return reader + 1;
  }
}
