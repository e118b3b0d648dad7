package tintype.engine;

import java.util.Arrays;

/**
 * Makes account ids the entries of a list: dense ids in ascending order, each once, none of them
 * the reader's own. Used again and again.
 */
final class Roster {
  private final Dictionary dictionary;
  private int[] entries = new int[0];
  private long[] ends = Ends.NONE;
  private long[] keys = new long[0];
  private boolean anyEnds;
  private int count;

  Roster(Dictionary dictionary) {
    this.dictionary = dictionary;
  }

  int[] entries() {
    return entries;
  }

  /** When the mute of each entry ends; {@link Ends#NONE} where none does. */
  long[] ends() {
    return anyEnds ? ends : Ends.NONE;
  }

  int count() {
    return count;
  }

  /**
   * Takes in so many ids.
   *
   * @param mutedUntil until when each is muted, 0 for not; of one that is there twice the latest.
   *     Where it is empty, those negated are muted for good, and one that is also given so is
   */
  void fill(int reader, long[] followees, long[] mutedUntil, int ids) {
    if (entries.length < ids) {
      entries = new int[ids];
    }
    anyEnds = false;
    count = 0;
    if (mutedUntil.length == 0) {
      fillSigned(reader, followees, ids);
    } else {
      fillMuted(reader, followees, mutedUntil, ids);
    }
  }

  private void fillSigned(int reader, long[] signed, int ids) {
    for (int i = 0; i < ids; i++) {
      boolean muted = signed[i] < 0;
      int dense = dictionary.allot(muted ? -signed[i] : signed[i]);
      entries[i] = dense << 1 | (muted ? 1 : 0);
    }
    Arrays.sort(entries, 0, ids);
    for (int i = 0; i < ids; i++) {
      int dense = entries[i] >>> 1;
      boolean repeated = i + 1 < ids && entries[i + 1] >>> 1 == dense;
      if (!repeated && dense != reader) {
        entries[count++] = (entries[i] & 1) == 0 ? dense : FolloweeList.muted(dense);
      }
    }
  }

  private void fillMuted(int reader, long[] followees, long[] mutedUntil, int ids) {
    if (keys.length < ids) {
      keys = new long[ids];
      ends = new long[ids];
    }
    for (int i = 0; i < ids; i++) {
      keys[i] = (long) dictionary.allot(followees[i]) << 32 | i;
    }
    Arrays.sort(keys, 0, ids);
    for (int i = 0; i < ids; ) {
      int dense = (int) (keys[i] >>> 32);
      long until = 0;
      for (; i < ids && (int) (keys[i] >>> 32) == dense; i++) {
        until = Math.max(until, mutedUntil[(int) keys[i]]);
      }
      if (dense != reader) {
        add(dense, until);
      }
    }
  }

  private void add(int dense, long until) {
    boolean muted = until > 0;
    entries[count] = muted ? FolloweeList.muted(dense) : dense;
    ends[count++] = muted ? until : Ends.NEVER;
    anyEnds |= muted && until != Ends.NEVER;
  }
}
