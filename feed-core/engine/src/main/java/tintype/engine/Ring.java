package tintype.engine;

import java.lang.invoke.VarHandle;

/**
 * The recent posts of an author as they lie in their block: a header of 8 bytes, then a circle of
 * ids, and, in a block half as large again, 4 bytes of engagement for each.
 *
 * <p>The header is one word: a sequence number (32 bits), the class (8), the truncated flag, the
 * slot of the newest id (11) and how many ids there are (11). It is replaced whole, and a slot is
 * written only while no header in force counts it. So a reader copies and then looks whether the
 * header still stands; unlike under a plain seqlock, it never has to wait for a writer to finish.
 *
 * <p>A truncated ring keeps one more slot behind its oldest id, the <em>limit</em>: posts with that
 * id or a lower one may exist elsewhere.
 */
final class Ring {
  static final int MAX_SLOTS = 1_023;

  /** What stands where the reference 0 leads, in page 0; no ring has such a header. */
  static final long NONE = 0;

  private static final int HEADER_BYTES = 8;
  private static final int COUNT_BITS = 11;
  private static final int COUNT_MASK = (1 << COUNT_BITS) - 1;
  private static final int TRUNCATED_SHIFT = 2 * COUNT_BITS;
  private static final int CLASS_SHIFT = 24;
  private static final int MIN_SLOTS = 15;
  private static final int[] SLOTS = slotsByClass();

  private Ring() {}

  // Of a header.

  static int count(long header) {
    return (int) header & COUNT_MASK;
  }

  static int head(long header) {
    return (int) (header >>> COUNT_BITS) & COUNT_MASK;
  }

  static boolean isTruncated(long header) {
    return (header >>> TRUNCATED_SHIFT & 1) != 0;
  }

  static int sizeClass(long header) {
    return (int) (header >>> CLASS_SHIFT) & 0xFF;
  }

  /** Slots in use: the ids, and the limit of a truncated ring. */
  static int used(long header) {
    return count(header) + (isTruncated(header) ? 1 : 0);
  }

  static int slots(int sizeClass) {
    return SLOTS[sizeClass];
  }

  private static int[] slotsByClass() {
    int[] slots = new int[SizeClass.COUNT];
    for (int sizeClass = 0; sizeClass < slots.length; sizeClass++) {
      slots[sizeClass] = SizeClass.bytes(sizeClass) / slotBytes(hasEngagements(sizeClass)) - 1;
    }
    return slots;
  }

  private static int slotBytes(boolean engagements) {
    return engagements ? Long.BYTES + Integer.BYTES : Long.BYTES;
  }

  /** Blocks with them are three times a power of two, those without are a power of two. */
  static boolean hasEngagements(int sizeClass) {
    return SizeClass.units(sizeClass) % 3 == 0;
  }

  /** The smallest class for so many slots: they double, 15 to 1,023. */
  static int classFor(int slots, boolean engagements) {
    int room = MIN_SLOTS;
    while (room < slots) {
      room = 2 * room + 1;
    }
    return SizeClass.holding((room + 1) * slotBytes(engagements));
  }

  // Of a ring.

  static long header(long ring) {
    return Memory.getLongAcquire(ring);
  }

  /** The id so many places after the newest, which is 0; at {@link #count} stands the limit. */
  static long id(long ring, long header, int place) {
    return Memory.getLong(address(ring, slot(header, place)));
  }

  private static int slot(long header, int place) {
    int slot = head(header) - place;
    return slot < 0 ? slot + slots(sizeClass(header)) : slot;
  }

  /** The place of an id, or -1. */
  static int placeOf(long ring, long header, long id) {
    int place = firstBelow(ring, header, id + 1);
    return place < count(header) && id(ring, header, place) == id ? place : -1;
  }

  /** What ranks the post of a place; 0 if the block has no room for it. */
  static int engagement(long ring, long header, int place) {
    return hasEngagements(sizeClass(header))
        ? Memory.getInt(engagementAddress(ring, sizeClass(header), slot(header, place)))
        : 0;
  }

  /** The same of a post, as it stood at one moment; 0 if it is not there. */
  static int engagementOf(long ring, long id) {
    while (true) {
      long header = header(ring);
      int place = placeOf(ring, header, id);
      int engagement = place < 0 ? 0 : engagement(ring, header, place);
      VarHandle.acquireFence();
      if (header(ring) == header) {
        return engagement;
      }
    }
  }

  /** In place: whoever reads sees the old one or the new one. */
  static void setEngagement(long ring, long header, int place, int engagement) {
    Memory.putIntRelease(
        engagementAddress(ring, sizeClass(header), slot(header, place)), engagement);
  }

  private static long engagementAddress(long ring, int sizeClass, int slot) {
    return address(ring, slots(sizeClass)) + (long) Integer.BYTES * slot;
  }

  /** The highest id that may exist elsewhere only; 0 if everything is here. */
  static long limit(long ring, long header) {
    return isTruncated(header) ? id(ring, header, count(header)) : 0;
  }

  /** The first place whose id is below a bound; {@link #count} if there is none. */
  static int firstBelow(long ring, long header, long bound) {
    int low = 0;
    int high = count(header);
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (id(ring, header, middle) < bound) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }

  /** Fills a block that no reader knows yet. */
  static void write(long ring, int sizeClass, Window window, boolean truncated) {
    int used = window.used;
    for (int slot = 0; slot < used; slot++) {
      Memory.putLong(address(ring, slot), window.ids[slot]);
      if (hasEngagements(sizeClass)) {
        Memory.putInt(engagementAddress(ring, sizeClass, slot), window.engagements[slot]);
      }
    }
    int count = truncated ? used - 1 : used;
    Memory.putLongRelease(ring, header(0, sizeClass, truncated, Math.max(0, used - 1), count));
  }

  /** Puts a new id in front, into a slot that no header in force counts. */
  static void push(long ring, long id) {
    long header = header(ring);
    int sizeClass = sizeClass(header);
    int head = head(header) + 1;
    if (head == slots(sizeClass)) {
      head = 0;
    }
    if (hasEngagements(sizeClass)) {
      // Not before what took the slot's last post away.
      Memory.putIntRelease(engagementAddress(ring, sizeClass, head), 0);
    }
    Memory.putLongRelease(address(ring, head), id);
    publish(ring, header, isTruncated(header), head, count(header) + 1);
  }

  /** Takes the newest id away. */
  static void pop(long ring) {
    long header = header(ring);
    int head = head(header) == 0 ? slots(sizeClass(header)) - 1 : head(header) - 1;
    publish(ring, header, isTruncated(header), head, count(header) - 1);
  }

  /** Leaves so many of the newest ids; the next older one becomes the limit. */
  static void cut(long ring, int count) {
    long header = header(ring);
    publish(ring, header, true, head(header), count);
  }

  private static void publish(long ring, long old, boolean truncated, int head, int count) {
    int sequence = (int) (old >>> 32) + 1;
    Memory.putLongRelease(ring, header(sequence, sizeClass(old), truncated, head, count));
  }

  private static long header(int sequence, int sizeClass, boolean truncated, int head, int count) {
    return (long) sequence << 32
        | (long) sizeClass << CLASS_SHIFT
        | (truncated ? 1L << TRUNCATED_SHIFT : 0)
        | (long) head << COUNT_BITS
        | count;
  }

  private static long address(long ring, int slot) {
    return ring + HEADER_BYTES + 8L * slot;
  }
}
