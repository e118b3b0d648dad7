package tintype.engine;

/**
 * A compressed list of followees as it lies in a {@link ColdPages page}: 8 bytes of header, then
 * the gaps between ascending dense ids as Golomb-Rice codes (Rice and Plaunt 1971), then mutes, and
 * when those of them end that end by themselves.
 *
 * <pre>
 * owner 30 | has mutes 1 | touched 1      count 13 | k 5 | words 14
 * low k bits of each gap, one behind the other
 * the rest of each gap in unary: so many zeros, then a one
 * ends, 8 bytes each
 * mutes: 2 bytes each (place 13 | not followed 1 | has an end 1), their number in the record's last
 * 2 bytes; both go down from the end, the lowest place last
 * </pre>
 *
 * <p>Lows and unary lie apart, so that decoding is one search for a bit and one shifted load an
 * entry. Reads go up to 7 bytes past the record; a page has as many behind its last one. But for
 * the touched bit a record never changes.
 */
final class ColdList {
  static final int HEADER_BYTES = 8;
  static final int MAX_SHIFT = 30;

  static final int HAS_MUTES = 1 << 30;
  static final int MUTE_BYTES = 2;
  static final int NOT_FOLLOWED = 1 << 13;
  static final int HAS_END = 1 << 14;
  static final int END_BYTES = 8;

  private static final int TOUCHED = 1 << 31;
  private static final int SHAPE = 4;
  private static final int COUNT_BITS = 13;
  private static final int COUNT_MASK = (1 << COUNT_BITS) - 1;
  private static final int SHIFT_BITS = 5;
  private static final int SHIFT_MASK = (1 << SHIFT_BITS) - 1;

  private ColdList() {}

  /** The header's second word. */
  static int shape(int count, int shift, int bytes) {
    return count | shift << COUNT_BITS | bytes / Integer.BYTES << COUNT_BITS + SHIFT_BITS;
  }

  static int count(long list) {
    return Memory.getInt(list + SHAPE) & COUNT_MASK;
  }

  /** What the record takes, in bytes. */
  static int bytes(long list) {
    return (Memory.getInt(list + SHAPE) >>> COUNT_BITS + SHIFT_BITS) * Integer.BYTES;
  }

  static int owner(long list) {
    return Memory.getInt(list) & HAS_MUTES - 1;
  }

  static boolean isTouched(long list) {
    return Memory.getInt(list) < 0;
  }

  /** Says that somebody reads it, unless somebody has said so before. */
  static void touch(long list) {
    int owner = Memory.getInt(list);
    if (owner >= 0) {
      Memory.putInt(list, owner | TOUCHED);
    }
  }

  static void untouch(long list) {
    Memory.putInt(list, Memory.getInt(list) & ~TOUCHED);
  }

  /** Writes the entries, as {@link FolloweeList} has them, ascending, and returns their number. */
  static int decode(long list, int[] entries) {
    int shape = Memory.getInt(list + SHAPE);
    int count = shape & COUNT_MASK;
    int shift = shape >>> COUNT_BITS & SHIFT_MASK;
    long lows = list + HEADER_BYTES;
    long unary = lows + lowBytes(count, shift);
    long mask = (1L << shift) - 1;
    long lowAt = 0;
    int dense = -1;
    // Zeros of a code that are in words before this one, less the bits of this one passed.
    int before = 0;
    for (int i = 0; i < count; unary += Long.BYTES) {
      long ones = Memory.getLongUnaligned(unary);
      for (; ones != 0 && i < count; ones &= ones - 1) {
        int at = Long.numberOfTrailingZeros(ones);
        long low = Memory.getLongUnaligned(lows + (lowAt >>> 3)) >>> (lowAt & 7) & mask;
        dense += (before + at << shift) + (int) low + 1;
        before = -at - 1;
        lowAt += shift;
        entries[i++] = dense;
      }
      before += Long.SIZE;
    }
    if (hasMutes(list)) {
      decodeMutes(list, entries);
    }
    return count;
  }

  static int lowBytes(int count, int shift) {
    return count * shift + 7 >>> 3;
  }

  /** How many of the entries are follows, muted or not. */
  static int countFollowed(long list) {
    int followed = count(list);
    if (hasMutes(list)) {
      long end = list + bytes(list);
      for (int i = mutes(end); i > 0; i--) {
        followed -= (mute(end, i) & NOT_FOLLOWED) == 0 ? 0 : 1;
      }
    }
    return followed;
  }

  /** Makes those of the decoded entries visible that are followed, their mutes ended by now. */
  static void lift(long list, int[] entries, long now) {
    long end = list + bytes(list);
    int mutes = mutes(end);
    for (int i = 1, ends = 0; i <= mutes; i++) {
      int mute = mute(end, i);
      if ((mute & HAS_END) != 0) {
        int place = mute & NOT_FOLLOWED - 1;
        entries[place] = Ends.lifted(entries[place], end(end, mutes, ends++), now);
      }
    }
  }

  /** Sets when the mutes end, by the places of the decoded entries; leaves alone those for good. */
  static void loadEnds(long list, long[] untils) {
    long end = list + bytes(list);
    int mutes = hasMutes(list) ? mutes(end) : 0;
    for (int i = 1, ends = 0; i <= mutes; i++) {
      int mute = mute(end, i);
      if ((mute & HAS_END) != 0) {
        untils[mute & NOT_FOLLOWED - 1] = end(end, mutes, ends++);
      }
    }
  }

  static boolean hasMutes(long list) {
    return (Memory.getInt(list) & HAS_MUTES) != 0;
  }

  private static long end(long end, int mutes, int index) {
    return Memory.getLongUnaligned(end - MUTE_BYTES * (mutes + 1L) - END_BYTES * (index + 1L));
  }

  private static void decodeMutes(long list, int[] entries) {
    long end = list + bytes(list);
    for (int i = mutes(end); i > 0; i--) {
      int mute = mute(end, i);
      int place = mute & NOT_FOLLOWED - 1;
      int entry = FolloweeList.muted(entries[place]);
      entries[place] = (mute & NOT_FOLLOWED) == 0 ? entry : FolloweeList.unfollowed(entry);
    }
  }

  private static int mutes(long end) {
    return mute(end, 0);
  }

  private static int mute(long end, int index) {
    return (int) Memory.getLongUnaligned(end - MUTE_BYTES * (index + 1L)) & 0xFFFF;
  }
}
