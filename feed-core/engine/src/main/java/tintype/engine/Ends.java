package tintype.engine;

import java.util.Arrays;

/**
 * When the mutes of a hot list end, in a block that the list's refers to, and only where one of
 * them ends by itself: the block's class, then 8 bytes for each muted entry, in the list's order.
 * It is written before its list is published and never changes, so a reader needs no second look.
 *
 * <p>Whoever is not muted, or for good, is so until {@link #NEVER}. Ends are in microseconds since
 * 1970, and compared at each read: nothing has to happen when a mute ends.
 */
final class Ends {
  static final long NEVER = Long.MAX_VALUE;

  /** Of lists in which no mute ends. */
  static final long[] NONE = {};

  private static final int HEADER_BYTES = 8;

  private Ends() {}

  /** Whether any of the first so many is an end. */
  static boolean any(long[] untils, int count) {
    for (int i = 0; i < count; i++) {
      if (untils[i] != NEVER) {
        return true;
      }
    }
    return false;
  }

  /** Copies the first so many of {@link #NONE}, or of one for each entry. */
  static void copy(long[] from, long[] into, int count) {
    if (from.length == 0) {
      Arrays.fill(into, 0, count, NEVER);
    } else {
      System.arraycopy(from, 0, into, 0, count);
    }
  }

  /** The class of a block for a list of these entries; even the longest list's fits a page. */
  static int classFor(int[] entries, int count) {
    int mutes = 0;
    for (int i = 0; i < count; i++) {
      mutes += entries[i] >>> 31;
    }
    return SizeClass.holding(HEADER_BYTES + Long.BYTES * mutes);
  }

  static int sizeClass(long ends) {
    return (int) Memory.getLong(ends);
  }

  /** Fills a block that no reader knows yet. */
  static void write(long ends, int sizeClass, int[] entries, long[] untils, int count) {
    Memory.putLong(ends, sizeClass);
    int mutes = 0;
    for (int i = 0; i < count; i++) {
      if (FolloweeList.isMuted(entries[i])) {
        Memory.putLong(address(ends, mutes++), untils[i]);
      }
    }
  }

  /** Puts the end of each muted entry next to it. */
  static void load(long ends, int[] entries, int count, long[] untils) {
    int mutes = 0;
    for (int i = 0; i < count; i++) {
      if (FolloweeList.isMuted(entries[i])) {
        untils[i] = Memory.getLong(address(ends, mutes++));
      }
    }
  }

  /** Makes those of the followed visible whose mutes have ended by now. */
  static void lift(long ends, int[] entries, int count, long now) {
    int mutes = 0;
    for (int i = 0; i < count; i++) {
      int entry = entries[i];
      if (FolloweeList.isMuted(entry)) {
        entries[i] = lifted(entry, Memory.getLong(address(ends, mutes++)), now);
      }
    }
  }

  /** A muted entry as it stands now; one that is not followed shows nothing either way. */
  static int lifted(int entry, long until, long now) {
    return until <= now && FolloweeList.isFollowed(entry) ? FolloweeList.unmuted(entry) : entry;
  }

  /** The end of the mute at a place of the list. */
  static long at(long ends, long list, int place) {
    int mutes = 0;
    for (int i = 0; i < place; i++) {
      mutes += FolloweeList.entry(list, i) >>> 31;
    }
    return Memory.getLong(address(ends, mutes));
  }

  private static long address(long ends, int mute) {
    return ends + HEADER_BYTES + (long) Long.BYTES * mute;
  }
}
