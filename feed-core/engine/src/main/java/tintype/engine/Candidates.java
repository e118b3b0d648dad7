package tintype.engine;

/** Scratch space of one gather: authors, and those of them to look into. */
final class Candidates {
  /** Entries of a list of followees, and the newest post to be seen of each or 0. */
  int[] entries = new int[256];

  long[] latest = new long[256];
  int count;

  /** Places in the two above, of authors who may have posts on the page. */
  int[] opened = new int[256];

  /** Their account ids, and the newest post of each with what stands next to it. */
  long[] accounts = new long[256];

  long[] newest = new long[256];
  long[] more = new long[256];

  /** Those of them whose rings are looked into. */
  int[] deep = new int[256];

  /** Their rings and the rings' headers, {@link Ring#NONE} where there is no ring. */
  long[] rings = new long[256];

  long[] headers = new long[256];

  /** Ids copied from one ring. */
  final long[] ringIds = new long[Ring.MAX_SLOTS];

  /** Copies of rings that had to be made again, and merges; of one page. */
  int torn;

  int repeated;

  /** What that ring said is its limit. */
  long ringLimit;

  /** Whether an entry before the last, which is the reader's own, is of somebody followed. */
  boolean followsAnybody() {
    for (int i = 0; i < count - 1; i++) {
      if (FolloweeList.isFollowed(entries[i])) {
        return true;
      }
    }
    return false;
  }

  void ensure(int size) {
    if (entries.length < size) {
      int length = Math.max(size, 2 * entries.length);
      entries = new int[length];
      latest = new long[length];
      opened = new int[length];
      accounts = new long[length];
      rings = new long[length];
      headers = new long[length];
      newest = new long[length];
      more = new long[length];
      deep = new int[length];
    }
  }
}
