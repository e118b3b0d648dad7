package tintype.engine;

/** Which readers have a list of followees in memory, and where: 8 bytes a slot. */
final class ResidentReaders {
  private final SlotTable table;

  ResidentReaders(SlotTable table) {
    this.table = table;
  }

  /** The reference of a reader's list, or 0. */
  int find(int reader) {
    SlotTable.View view = table.view();
    long slot = slot(view, reader);
    return slot < 0 ? 0 : (int) view.entry(slot);
  }

  /** Makes sure that the next {@link #put} of the reader finds room. */
  void reserve(int reader) {
    if (slot(table.view(), reader) < 0) {
      table.reserve();
    }
  }

  /** Publishes a list, or with 0 its absence. */
  void put(int reader, int ref) {
    SlotTable.View view = table.view();
    long slot = slot(view, reader);
    if (slot < 0) {
      table.insert(tag(reader), ref);
    } else {
      view.set(slot, tag(reader), ref);
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
      if ((int) (entry >>> 32) == tag) {
        return slot;
      }
    }
  }

  /** A dense id plus one, so that no slot in use is zero. */
  private static int tag(int reader) {
    return reader + 1;
  }
}
