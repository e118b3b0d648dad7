package tintype.engine;

/**
 * The sizes blocks come in, in units of 64 bytes: four steps to a doubling, from 64 B to 32 KiB,
 * then the whole page. Steps that fine keep the slack of a growing list near a tenth.
 */
final class SizeClass {
  static final int LARGEST_BLOCK = 31;
  static final int PAGE = 32;
  static final int COUNT = 33;

  private static final int[] UNITS = units();
  private static final byte[] BY_UNITS = byUnits();

  private SizeClass() {}

  static int units(int sizeClass) {
    return UNITS[sizeClass];
  }

  static int bytes(int sizeClass) {
    return UNITS[sizeClass] * Pages.UNIT_BYTES;
  }

  /** The smallest class that holds so many bytes; more than a page is the caller's error. */
  static int holding(int bytes) {
    if (bytes > Pages.PAGE_BYTES) {
      throw new IllegalArgumentException("bytes: " + bytes + " (expected: a page at most)");
    }
    int units = (bytes + Pages.UNIT_BYTES - 1) / Pages.UNIT_BYTES;
    return units < BY_UNITS.length ? BY_UNITS[units] : PAGE;
  }

  /** The largest class no larger than so many units. */
  static int within(int units) {
    if (units >= Pages.UNITS) {
      return PAGE;
    }
    if (units >= UNITS[LARGEST_BLOCK]) {
      return LARGEST_BLOCK;
    }
    int sizeClass = BY_UNITS[units];
    return UNITS[sizeClass] == units ? sizeClass : sizeClass - 1;
  }

  private static int[] units() {
    int[] units = new int[COUNT];
    for (int i = 0; i < 4; i++) {
      units[i] = i + 1;
    }
    for (int i = 4; i < PAGE; i++) {
      int doubling = i / 4 - 1;
      units[i] = (5 + i % 4) << doubling;
    }
    units[PAGE] = Pages.UNITS;
    return units;
  }

  private static byte[] byUnits() {
    byte[] classes = new byte[UNITS[LARGEST_BLOCK] + 1];
    int sizeClass = 0;
    for (int units = 1; units < classes.length; units++) {
      if (units > UNITS[sizeClass]) {
        sizeClass++;
      }
      classes[units] = (byte) sizeClass;
    }
    return classes;
  }
}
