package tintype.engine;

import java.util.Arrays;

/** Scratch space of one gather: authors with something to show, and those of them to look into. */
final class Candidates {
  /** Authors, by dense id, and the newest post of each. */
  int[] authors = new int[256];

  long[] latest = new long[256];
  int count;

  /** Places in the two above, of authors whose rings are read. */
  int[] opened = new int[256];

  /** Their account ids. */
  long[] accounts = new long[256];

  /** Their rings, 0 where there is none, and the rings' headers. */
  long[] rings = new long[256];

  long[] headers = new long[256];

  /** Ids copied from one ring. */
  final long[] ringIds = new long[Ring.MAX_SLOTS];

  /** What that ring said is its limit. */
  long ringLimit;

  void ensure(int size) {
    if (authors.length < size) {
      int length = Math.max(size, 2 * authors.length);
      authors = Arrays.copyOf(authors, length);
      latest = Arrays.copyOf(latest, length);
      opened = new int[length];
      accounts = new long[length];
      rings = new long[length];
      headers = new long[length];
    }
  }
}
