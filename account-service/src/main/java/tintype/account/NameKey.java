package tintype.account;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A username as the key of a page token, which is made of longs. */
final class NameKey {
  /** Longs that hold the longest name: 30 characters of a byte each. */
  static final int PARTS = 4;

  private NameKey() {}

  static long[] of(String username) {
    byte[] name = username.getBytes(StandardCharsets.US_ASCII);
    long[] key = new long[PARTS];
    ByteBuffer.wrap(Arrays.copyOf(name, PARTS * Long.BYTES)).asLongBuffer().get(key);
    return key;
  }

  static String toName(long[] key) {
    ByteBuffer bytes = ByteBuffer.allocate(PARTS * Long.BYTES);
    bytes.asLongBuffer().put(key);
    int length = 0;
    while (length < bytes.capacity() && bytes.get(length) != 0) {
      length++;
    }
    return new String(bytes.array(), 0, length, StandardCharsets.US_ASCII);
  }
}
