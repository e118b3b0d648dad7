package tintype.feed;

import java.util.Arrays;

/** Ids in the order in which they were added, without a box each. */
final class LongList {
  private long[] values = new long[1024];
  private int size;

  void add(long value) {
    if (size == values.length) {
      values = Arrays.copyOf(values, 2 * size);
    }
    values[size++] = value;
  }

  int size() {
    return size;
  }

  void clear() {
    size = 0;
  }

  /** The first {@link #size} are valid, until the next addition. */
  long[] array() {
    return values;
  }

  long[] toArray() {
    return Arrays.copyOf(values, size);
  }

  long[] sorted() {
    long[] copy = toArray();
    Arrays.sort(copy);
    return copy;
  }
}
