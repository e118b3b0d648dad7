package tintype.engine;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** Numbers one after another, for a {@link StateReader} to read in the same order. */
final class StateWriter {
  private ByteBuffer bytes = ByteBuffer.allocate(1 << 12);

  void putInt(int value) {
    room(Integer.BYTES).putInt(value);
  }

  void putLong(long value) {
    room(Long.BYTES).putLong(value);
  }

  /** The first so many of an array, and how many they are. */
  void putInts(int[] values, int count) {
    putInt(count);
    room((long) Integer.BYTES * count).asIntBuffer().put(values, 0, count);
    bytes.position(bytes.position() + Integer.BYTES * count);
  }

  void putBytes(byte[] values) {
    putInt(values.length);
    room(values.length).put(values);
  }

  byte[] toBytes() {
    return Arrays.copyOf(bytes.array(), bytes.position());
  }

  private ByteBuffer room(long needed) {
    if (bytes.remaining() < needed) {
      int size = Math.toIntExact(Math.max(2L * bytes.capacity(), bytes.position() + needed));
      bytes = ByteBuffer.allocate(size).put(bytes.flip());
    }
    return bytes;
  }
}
