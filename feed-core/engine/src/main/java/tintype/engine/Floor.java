package tintype.engine;

/**
 * Finds a number that enough of many numbers reach, and not many more than enough: the k-th
 * largest, or one a little below it. Partitions like quickselect, but without a branch on a
 * comparison, as half of those would be mispredicted.
 */
final class Floor {
  /** Numbers that are few enough to be sorted. */
  private static final int FEW = 12;

  private static final int SAMPLE = 9;

  private final long[] sample = new long[FEW];
  private long[] upper = new long[256];
  private long[] lower = new long[256];
  private long[] work = new long[256];

  /**
   * A value such that {@code k} or more of the first {@code count} that are below {@code before}
   * reach it, and few more than {@code k}; 0 if there are fewer. Values are positive.
   */
  long find(long[] values, int count, long before, int k) {
    ensure(count);
    int left = 0;
    for (int i = 0; i < count; i++) {
      work[left] = values[i];
      left += isBelow(values[i], before);
    }
    if (left < k) {
      return 0;
    }
    int wanted = k;
    while (left > FEW) {
      long pivot = pivot(left, wanted);
      int above = partition(left, pivot);
      if (above >= wanted && above <= wanted + (k >>> 3)) {
        return pivot;
      }
      if (above < wanted) {
        wanted -= above;
        left -= above;
        swapLower();
      } else if (above < left) {
        left = above;
        swapUpper();
      } else {
        // The pivot is the least there is.
        above = partition(left, pivot + 1);
        if (above < wanted) {
          return pivot;
        }
        left = above;
        swapUpper();
      }
    }
    return sorted(left, left)[wanted - 1];
  }

  /** A value that about so many of the first should reach, judged by a few of them. */
  private long pivot(int left, int wanted) {
    int place = (int) ((long) wanted * SAMPLE / left);
    return sorted(SAMPLE, left)[Math.min(place, SAMPLE - 1)];
  }

  /** Some of the first {@code left}, evenly spaced, the largest first. */
  private long[] sorted(int size, int left) {
    int step = left / size;
    for (int i = 0; i < size; i++) {
      long value = work[i * step];
      int at = i;
      for (; at > 0 && sample[at - 1] < value; at--) {
        sample[at] = sample[at - 1];
      }
      sample[at] = value;
    }
    return sample;
  }

  /**
   * Divides the first {@code left} between upper, which reach the pivot, and lower; counts upper.
   */
  private int partition(int left, long pivot) {
    int above = 0;
    for (int i = 0; i < left; i++) {
      long value = work[i];
      int below = isBelow(value, pivot);
      upper[above] = value;
      lower[i - above] = value;
      above += 1 - below;
    }
    return above;
  }

  /** 1 or 0, by the sign of the difference, which cannot overflow. */
  static int isBelow(long value, long bound) {
    return (int) ((value - bound) >>> 63);
  }

  private void swapUpper() {
    long[] swapped = work;
    work = upper;
    upper = swapped;
  }

  private void swapLower() {
    long[] swapped = work;
    work = lower;
    lower = swapped;
  }

  /** One place more than the numbers, as a value is written before it is known to count. */
  private void ensure(int count) {
    if (work.length <= count) {
      int length = Math.max(count + 1, 2 * work.length);
      work = new long[length];
      upper = new long[length];
      lower = new long[length];
    }
  }
}
