package tintype.engine;

/**
 * Finds a number that enough of many numbers reach, and not many more than enough: the k-th
 * largest, or one a little below it. It guesses from a sample and counts how many reach the guess,
 * as a count over an array runs in vector registers and mispredicts nothing.
 */
final class Floor {
  private static final int SAMPLE = 16;

  /** A guess gains an eighth or more of what is left, on average; the last good one does then. */
  private static final int MAX_COUNTS = 24;

  private final long[] sample = new long[SAMPLE];

  /**
   * A value such that {@code k} or more of the first {@code count} that are below {@code before}
   * reach it, and few more than {@code k}; 0 if there are fewer. Numbers that are not positive do
   * not count, and none is negative.
   */
  long find(long[] values, int count, long before, int k) {
    int wanted = before == Long.MAX_VALUE ? k : k + reaching(values, count, before);
    int positive = count < wanted ? count : reaching(values, count, 1);
    if (positive < wanted) {
      return 0;
    }
    int most = wanted + (k >>> 2);
    takeSample(values, count);
    long low = 1;
    int reachLow = positive;
    long high = Math.min(before, largest(values, count) + 1);
    int reachHigh = wanted - k;
    int place = (int) ((long) (wanted + most) * SAMPLE / (2L * count));
    for (int counts = 0; reachLow > most && high - low > 1 && counts < MAX_COUNTS; counts++) {
      long guess = place >= 0 && place < SAMPLE ? sample[place] : 0;
      if (guess <= low || guess >= high) {
        guess = between(low, reachLow, high, reachHigh, (wanted + most) / 2.0, counts);
      }
      int reach = reaching(values, count, guess);
      if (reach >= wanted) {
        low = guess;
        reachLow = reach;
        place--;
      } else {
        high = guess;
        reachHigh = reach;
        place++;
      }
    }
    return low;
  }

  /** Where so many would reach if the values in between lay evenly; at times just the middle. */
  private static long between(
      long low, int reachLow, long high, int reachHigh, double aim, int counts) {
    double share = (counts & 3) == 3 ? 0.5 : (reachLow - aim) / (reachLow - reachHigh);
    long step = (long) ((high - low) * share);
    return low + Math.min(Math.max(step, 1), high - low - 1);
  }

  private static long largest(long[] values, int count) {
    long largest = 0;
    for (int i = 0; i < count; i++) {
      largest = Math.max(largest, values[i]);
    }
    return largest;
  }

  /** How many of the first {@code count} are at the bound or above it. */
  static int reaching(long[] values, int count, long bound) {
    long below = 0;
    for (int i = 0; i < count; i++) {
      below += (values[i] - bound) >>> 63;
    }
    return count - (int) below;
  }

  /** Some of the values, evenly spaced, the largest first. */
  private void takeSample(long[] values, int count) {
    for (int i = 0; i < SAMPLE; i++) {
      long value = values[(int) ((long) i * count / SAMPLE)];
      int at = i;
      for (; at > 0 && sample[at - 1] < value; at--) {
        sample[at] = sample[at - 1];
      }
      sample[at] = value;
    }
  }

  /** 1 or 0, by the sign of the difference, which cannot overflow between numbers of one sign. */
  static int isBelow(long value, long bound) {
    return (int) ((value - bound) >>> 63);
  }
}
