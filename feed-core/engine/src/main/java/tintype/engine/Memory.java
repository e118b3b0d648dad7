package tintype.engine;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Reads and writes raw addresses. There is no check of any kind: whoever calls owns the address, or
 * holds the {@link Epoch} that keeps it.
 */
final class Memory {
  private static final MemorySegment ALL = everything();
  private static final VarHandle LONG = ValueLayout.JAVA_LONG.varHandle();
  private static final VarHandle INT = ValueLayout.JAVA_INT.varHandle();
  private static final VarHandle SHORT = ValueLayout.JAVA_SHORT.varHandle();
  private static final VarHandle BYTE = ValueLayout.JAVA_BYTE.varHandle();
  private static final VarHandle ANY_LONG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN).varHandle();

  /** Without the test for alignment, which costs loads in a row a third of their speed. */
  private static final ValueLayout.OfLong LOOSE_LONG = ValueLayout.JAVA_LONG_UNALIGNED;

  private Memory() {}

  @SuppressWarnings("restricted")
  private static MemorySegment everything() {
    return MemorySegment.NULL.reinterpret(Long.MAX_VALUE);
  }

  /** Whole, but in no order with other reads: the form that lets misses of the cache overlap. */
  static long getLong(long address) {
    return (long) LONG.getOpaque(ALL, address);
  }

  static int getInt(long address) {
    return (int) INT.getOpaque(ALL, address);
  }

  static byte getByte(long address) {
    return (byte) BYTE.getOpaque(ALL, address);
  }

  static short getShort(long address) {
    return (short) SHORT.getOpaque(ALL, address);
  }

  /** Eight bytes from any address, the lowest first; only of what no longer changes. */
  static long getLongUnaligned(long address) {
    return (long) ANY_LONG.get(ALL, address);
  }

  static long getLongAcquire(long address) {
    return (long) LONG.getAcquire(ALL, address);
  }

  static int getIntAcquire(long address) {
    return (int) INT.getAcquire(ALL, address);
  }

  static void putLong(long address, long value) {
    LONG.setOpaque(ALL, address, value);
  }

  static void putInt(long address, int value) {
    INT.setOpaque(ALL, address, value);
  }

  static void putByte(long address, byte value) {
    BYTE.setOpaque(ALL, address, value);
  }

  static void putShort(long address, short value) {
    SHORT.setOpaque(ALL, address, value);
  }

  static void putLongRelease(long address, long value) {
    LONG.setRelease(ALL, address, value);
  }

  static void putIntRelease(long address, int value) {
    INT.setRelease(ALL, address, value);
  }

  static void copy(long from, long to, long bytes) {
    MemorySegment.copy(ALL, from, ALL, to, bytes);
  }

  static void copy(byte[] from, long to, int bytes) {
    MemorySegment.copy(from, 0, ALL, ValueLayout.JAVA_BYTE, to, bytes);
  }

  /**
   * Puts the long at each address in the address's place. Nothing but loads, so that the processor
   * has dozens of misses under way at a time; each is whole, as the addresses are aligned.
   */
  static void loadLongs(long[] addresses, int count) {
    for (int i = 0; i < count; i++) {
      addresses[i] = ALL.get(LOOSE_LONG, addresses[i]);
    }
  }

  /** Copies ints that do not change any more. */
  static void copyInts(long from, int[] into, int count) {
    MemorySegment.copy(ALL, ValueLayout.JAVA_INT, from, into, 0, count);
  }

  static void zero(long address, long bytes) {
    ALL.asSlice(address, bytes).fill((byte) 0);
  }
}
