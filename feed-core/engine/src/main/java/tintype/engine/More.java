package tintype.engine;

/**
 * What stands next to an author's {@code latest}: the reference of the ring (32 bits, 0 if there is
 * none), how far below {@code latest} the second newest post is at least (8 bits), and a number of
 * the change that made it so (24 bits).
 *
 * <p>With it a reader knows without the ring that only the newest of an author's posts reaches the
 * page. A change of the two newest first makes it unsettled, then changes ring and {@code latest},
 * then settles it; so who reads the same settled value before {@code latest} and after has read
 * what belongs together.
 *
 * <p>The distance is a power of two and a quarter of steps, rounded down: {@code 1 + 4 * log2(d)},
 * and all ones where there is no second post, and nothing that may exist elsewhere.
 */
final class More {
  private static final int GAP_SHIFT = 24;
  private static final int GAP_MASK = 0xFF;
  private static final int ALONE = GAP_MASK;
  private static final int REF_SHIFT = 32;
  private static final long CHANGE_MASK = (1L << GAP_SHIFT) - 1;

  private More() {}

  static int ringRef(long more) {
    return (int) (more >>> REF_SHIFT);
  }

  /** The same ring, while the posts are being changed. */
  static long unsettled(long more) {
    return more & ~((long) GAP_MASK << GAP_SHIFT);
  }

  /** The same while they begin to be changed: no reader takes it for what was before. */
  static long beginChange(long more) {
    return unsettled(more) & ~CHANGE_MASK | more + 1 & CHANGE_MASK;
  }

  /** After a change: the ring, and the two newest ids, where 0 means that there is none. */
  static long settled(long more, int ringRef, long newest, long second) {
    long gap = second == 0 ? ALONE : gap(newest - second);
    return (long) ringRef << REF_SHIFT | gap << GAP_SHIFT | more & CHANGE_MASK;
  }

  /** The same, where nothing is said about the second newest. */
  static long unknown(long more, int ringRef) {
    return (long) ringRef << REF_SHIFT | more & CHANGE_MASK;
  }

  /** Whether an author has at most the newest post at a bound or above, if that is the latest. */
  static boolean hasOneAbove(long more, long latest, long bound) {
    int gap = (int) (more >>> GAP_SHIFT) & GAP_MASK;
    return gap == ALONE || gap != 0 && latest - leastDistance(gap) < bound;
  }

  /** Of a distance of 1 or more: twice its power of two and the two bits below the highest. */
  private static int gap(long distance) {
    int power = 63 - Long.numberOfLeadingZeros(distance);
    int quarter = (int) (power >= 2 ? distance >>> power - 2 : distance << 2 - power) & 3;
    return 1 + 4 * power + quarter;
  }

  private static long leastDistance(int gap) {
    int power = gap - 1 >>> 2;
    long bits = 4 | gap - 1 & 3;
    return power >= 2 ? bits << power - 2 : bits >>> 2 - power;
  }
}
