package tintype.engine;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Compresses lists of followees into the layout of {@link ColdList}, one after the other. */
final class ColdEncoder {
  /** No list is longer: k is such that the unary part takes 3 bits an entry at most. */
  private static final int MAX_BYTES =
      ColdList.HEADER_BYTES + (ColdList.MAX_SHIFT + 3) * FolloweeList.MAX_ENTRIES / 8;

  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.nativeOrder());
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle SHORT =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);

  private static final int MAX_MUTE_BYTES =
      ColdList.MUTE_BYTES + (ColdList.MUTE_BYTES + ColdList.END_BYTES) * FolloweeList.MAX_ENTRIES;

  private final byte[] bytes = new byte[MAX_BYTES + MAX_MUTE_BYTES + Long.BYTES];

  /** Of those whose mutes end: the dense id, and in the lower half where the end stands. */
  private final long[] ending = new long[FolloweeList.MAX_ENTRIES];

  private int endingCount;

  /** What {@link #encode} has made. */
  byte[] bytes() {
    return bytes;
  }

  /**
   * Compresses entries, which it sorts by dense id; each id is there once.
   *
   * @param untils when the mute of each entry ends, in the order before; or {@link Ends#NONE}
   * @return the length of the record in bytes, a multiple of 4
   */
  int encode(int owner, int[] entries, long[] untils, int count) {
    collectEnding(entries, untils, untils.length == 0 ? 0 : count);
    int mutes = sort(entries, count);
    int shift = shiftFor(count, count == 0 ? 0 : FolloweeList.dense(entries[count - 1]) + 1);
    int lowBytes = ColdList.lowBytes(count, shift);
    int unaryBits = unaryBits(entries, count, shift);
    int streams = ColdList.HEADER_BYTES + lowBytes + (unaryBits + 7 >>> 3);
    int muteBytes = mutes == 0 ? 0 : ColdList.MUTE_BYTES * (mutes + 1);
    int length = streams + muteBytes + ColdList.END_BYTES * endingCount + 3 & ~3;
    Arrays.fill(bytes, 0, Math.min(bytes.length, length + Long.BYTES), (byte) 0);
    INT.set(bytes, 0, mutes == 0 ? owner : owner | ColdList.HAS_MUTES);
    INT.set(bytes, Integer.BYTES, ColdList.shape(count, shift, length));
    writeGaps(entries, count, shift, lowBytes);
    if (mutes > 0) {
      writeMutes(entries, count, mutes, untils, length);
    }
    return length;
  }

  private void collectEnding(int[] entries, long[] untils, int count) {
    endingCount = 0;
    for (int i = 0; i < count; i++) {
      if (untils[i] != Ends.NEVER) {
        ending[endingCount++] = (long) FolloweeList.dense(entries[i]) << 32 | i;
      }
    }
    Arrays.sort(ending, 0, endingCount);
  }

  /** By dense id; returns how many are muted. Two flags above 30 bits of id go below them. */
  private static int sort(int[] entries, int count) {
    int mutes = 0;
    for (int i = 0; i < count; i++) {
      mutes += entries[i] >>> 31;
      entries[i] = Integer.rotateLeft(entries[i], 2) ^ Integer.MIN_VALUE;
    }
    Arrays.sort(entries, 0, count);
    for (int i = 0; i < count; i++) {
      entries[i] = Integer.rotateRight(entries[i] ^ Integer.MIN_VALUE, 2);
    }
    return mutes;
  }

  /**
   * The k near the best for gaps of a mean: log2 of mean x ln 2 (Kiely 2004, "Selecting the Golomb
   * parameter in Rice coding"), rounded up, and never so low that the unary part grows beyond
   * bounds.
   */
  private static int shiftFor(int count, int universe) {
    if (count == 0) {
      return 0;
    }
    double target = Math.log((double) universe / count * Math.log(2)) / Math.log(2);
    return Math.clamp((int) Math.ceil(target), 0, ColdList.MAX_SHIFT);
  }

  private static int unaryBits(int[] entries, int count, int shift) {
    int bits = count;
    int last = -1;
    for (int i = 0; i < count; i++) {
      int dense = FolloweeList.dense(entries[i]);
      bits += dense - last - 1 >>> shift;
      last = dense;
    }
    return bits;
  }

  private void writeGaps(int[] entries, int count, int shift, int lowBytes) {
    int lowAt = ColdList.HEADER_BYTES * 8;
    int unaryAt = (ColdList.HEADER_BYTES + lowBytes) * 8;
    int last = -1;
    for (int i = 0; i < count; i++) {
      int dense = FolloweeList.dense(entries[i]);
      int gap = dense - last - 1;
      last = dense;
      or(lowAt, gap & (1L << shift) - 1);
      lowAt += shift;
      unaryAt += gap >>> shift;
      or(unaryAt++, 1);
    }
  }

  private void writeMutes(int[] entries, int count, int mutes, long[] untils, int length) {
    int at = length - ColdList.MUTE_BYTES;
    int endAt = at - ColdList.MUTE_BYTES * mutes;
    SHORT.set(bytes, at, (short) mutes);
    int ends = 0;
    for (int i = 0; i < count; i++) {
      if (!FolloweeList.isMuted(entries[i])) {
        continue;
      }
      int mute = FolloweeList.isFollowed(entries[i]) ? i : i | ColdList.NOT_FOLLOWED;
      if (ends < endingCount && ending[ends] >>> 32 == FolloweeList.dense(entries[i])) {
        mute |= ColdList.HAS_END;
        endAt -= ColdList.END_BYTES;
        LONG.set(bytes, endAt, untils[(int) ending[ends++]]);
      }
      at -= ColdList.MUTE_BYTES;
      SHORT.set(bytes, at, (short) mute);
    }
  }

  /** Sets up to 57 bits from a place on, counted in bits. */
  private void or(int bit, long value) {
    int at = bit >>> 3;
    LONG.set(bytes, at, (long) LONG.get(bytes, at) | value << (bit & 7));
  }
}
