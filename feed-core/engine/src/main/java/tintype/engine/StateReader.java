package tintype.engine;

import java.nio.ByteBuffer;

/**
 * What a {@link StateWriter} wrote. Its bytes have been checked, so a read beyond them is a bug.
 */
final class StateReader {
  private final ByteBuffer bytes;

  StateReader(ByteBuffer bytes) {
    this.bytes = bytes;
  }

  int getInt() {
    return bytes.getInt();
  }

  long getLong() {
    return bytes.getLong();
  }

  int[] getInts() {
    int[] values = new int[getInt()];
    bytes.asIntBuffer().get(values);
    bytes.position(bytes.position() + Integer.BYTES * values.length);
    return values;
  }

  byte[] getBytes() {
    byte[] values = new byte[getInt()];
    bytes.get(values);
    return values;
  }
}
