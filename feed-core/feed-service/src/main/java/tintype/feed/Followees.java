package tintype.feed;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tintype.engine.Applier;

/**
 * Whom an account follows.
 *
 * @param ids of the followed
 * @param mutedUntil until when each is muted, as the engine has it; empty where nobody is
 */
record Followees(long[] ids, long[] mutedUntil) {
  private static final long[] NO_MUTES = {};

  /** Followees of whom none is muted. */
  static Followees of(long... ids) {
    return new Followees(ids, NO_MUTES);
  }

  /**
   * Followees some of whom are muted.
   *
   * @param endMicros when each of these mutes ends, as rows and events have it
   */
  static Followees of(long[] ids, List<Long> muted, List<Long> endMicros) {
    if (muted.isEmpty()) {
      return of(ids);
    }
    Map<Long, Long> untils = new HashMap<>();
    for (int i = 0; i < muted.size(); i++) {
      untils.put(muted.get(i), mutedUntil(true, endMicros.get(i)));
    }
    long[] mutedUntil = new long[ids.length];
    for (int i = 0; i < ids.length; i++) {
      mutedUntil[i] = untils.getOrDefault(ids[i], 0L);
    }
    return new Followees(ids, mutedUntil);
  }

  /** What rows and events say of a mute, as the engine has it: there an end of 0 means none. */
  static long mutedUntil(boolean muted, long endMicros) {
    if (!muted) {
      return 0;
    }
    return endMicros == 0 ? Applier.FOR_GOOD : endMicros;
  }

  int count() {
    return ids.length;
  }
}
