package tintype.engine;

/**
 * The recent posts of an author as they lie in their block: a header of 8 bytes, then a circle of
 * ids.
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
  static final int MIN_CLASS = SizeClass.holding(128);
  static final int MAX_CLASS = SizeClass.holding(8192);
  static final int MAX_SLOTS = slots(MAX_CLASS);

  /** What stands where the reference 0 leads, in page 0; no ring has such a header. */
  static final long NONE = 0;

  private static final int HEADER_BYTES = 8;
  private static final int COUNT_BITS = 11;
  private static final int COUNT_MASK = (1 << COUNT_BITS) - 1;
  private static final int TRUNCATED_SHIFT = 2 * COUNT_BITS;
  private static final int CLASS_SHIFT = 24;

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
    return SizeClass.bytes(sizeClass) / Long.BYTES - 1;
  }

  /** The smallest class for so many slots: sizes double, 15 slots to 1,023. */
  static int classFor(int slots) {
    int bytes = 128;
    while (bytes / Long.BYTES - 1 < slots) {
      bytes *= 2;
    }
    return SizeClass.holding(bytes);
  }

  // Of a ring.

  static long header(long ring) {
    return Memory.getLongAcquire(ring);
  }

  /** The id so many places after the newest, which is 0; at {@link #count} stands the limit. */
  static long id(long ring, long header, int place) {
    return Memory.getLong(idAddress(ring, header, place));
  }

  /** Where that id stands. */
  static long idAddress(long ring, long header, int place) {
    int slot = head(header) - place;
    return address(ring, slot < 0 ? slot + slots(sizeClass(header)) : slot);
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

  /**
   * Fills a block that no reader knows yet; {@code window} ascends and begins with the limit if
   * any.
   */
  static void write(long ring, int sizeClass, long[] window, int from, int to, boolean truncated) {
    for (int i = from; i < to; i++) {
      Memory.putLong(address(ring, i - from), window[i]);
    }
    int used = to - from;
    int count = truncated ? used - 1 : used;
    Memory.putLongRelease(ring, header(0, sizeClass, truncated, Math.max(0, used - 1), count));
  }

  /** Puts a new id in front, into a slot that no header in force counts. */
  static void push(long ring, long id) {
    long header = header(ring);
    int head = head(header) + 1;
    if (head == slots(sizeClass(header))) {
      head = 0;
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
