package tintype.engine;

/**
 * A hot list of followees as it lies in its block: version, count, owner and class in 16 bytes,
 * then dense ids, and, where the class says so, behind room for as many as fit, a byte of affinity
 * for each, and in the last 4 bytes where its {@link Ends} are. Once counted an entry never
 * changes, so a reader needs the count and nothing else. The top bit of the class says that
 * somebody has read the list; only that is written by readers, and only where it is not set yet, so
 * that they share the line.
 */
final class FolloweeList {
  static final int MAX_ENTRIES = capacity(SizeClass.LARGEST_BLOCK);

  private static final int HEADER_BYTES = 16;
  private static final int VERSION = 0;
  private static final int COUNT = 4;
  private static final int OWNER = 8;
  private static final int CLASS = 12;
  private static final int TOUCHED = 1 << 31;
  private static final int AFFINITIES = 1 << 30;
  private static final int ENDS = 1 << 29;
  private static final int CLASS_MASK = 0xFF;

  private static final int DENSE_MASK = (1 << 30) - 1;
  private static final int MUTED = 1 << 31;
  private static final int NOT_FOLLOWED = 1 << 30;

  private FolloweeList() {}

  static int count(long list) {
    return Memory.getIntAcquire(list + COUNT);
  }

  static int entry(long list, int index) {
    return Memory.getInt(list + HEADER_BYTES + 4L * index);
  }

  /** Copies the first so many entries, which the list has. */
  static void copy(long list, int[] into, int count) {
    if (count > 0) {
      Memory.copyInts(list + HEADER_BYTES, into, count);
    }
  }

  static int sizeClass(long list) {
    return Memory.getInt(list + CLASS) & CLASS_MASK;
  }

  static int owner(long list) {
    return Memory.getInt(list + OWNER);
  }

  static boolean isTouched(long list) {
    return Memory.getInt(list + CLASS) < 0;
  }

  /** Says that somebody reads the list. */
  static void touch(long list) {
    int word = Memory.getInt(list + CLASS);
    if (word >= 0) {
      Memory.putInt(list + CLASS, word | TOUCHED);
    }
  }

  static void untouch(long list) {
    Memory.putInt(list + CLASS, Memory.getInt(list + CLASS) & ~TOUCHED);
  }

  static boolean isFull(long list) {
    return count(list) >= Math.min(MAX_ENTRIES, capacity(Memory.getInt(list + CLASS)));
  }

  /** The class that holds so many entries. */
  static int classFor(int count, boolean affinities, boolean ends) {
    return SizeClass.holding(HEADER_BYTES + count * entryBytes(affinities) + endsBytes(ends));
  }

  /**
   * Fills a block that no reader knows yet; {@link #writeEnds} and then {@link #writeAffinities}
   * may follow.
   */
  static void write(long list, int sizeClass, int owner, int version, int[] entries, int count) {
    Memory.putInt(list + VERSION, version);
    Memory.putInt(list + COUNT, count);
    Memory.putInt(list + OWNER, owner);
    Memory.putInt(list + CLASS, sizeClass);
    for (int i = 0; i < count; i++) {
      Memory.putInt(list + HEADER_BYTES + 4L * i, entries[i]);
    }
  }

  /** Gives the list of such a block a place for affinities, which its class was chosen for. */
  static void writeAffinities(long list, byte[] affinities, int count) {
    Memory.putInt(list + CLASS, Memory.getInt(list + CLASS) | AFFINITIES);
    Memory.copy(affinities, affinityAddress(list, 0), count);
  }

  /** Says of the list of such a block where the ends of its mutes are. */
  static void writeEnds(long list, int ref) {
    Memory.putInt(list + CLASS, Memory.getInt(list + CLASS) | ENDS);
    Memory.putInt(endsAddress(list), ref);
  }

  /** Whether any of the list's mutes ends by itself. */
  static boolean hasEnds(long list) {
    return (Memory.getInt(list + CLASS) & ENDS) != 0;
  }

  /** The reference to the ends of a list that has some. */
  static int endsRef(long list) {
    return Memory.getInt(endsAddress(list));
  }

  static boolean hasAffinities(long list) {
    return (Memory.getInt(list + CLASS) & AFFINITIES) != 0;
  }

  /** How near the owner is to whom an entry means, 0..255; 0 if the list has no room for it. */
  static int affinity(long list, int index) {
    return hasAffinities(list) ? Memory.getByte(affinityAddress(list, index)) & 0xFF : 0;
  }

  /** In place, where there is room: whoever reads sees the old one or the new one. */
  static void setAffinity(long list, int index, int affinity) {
    Memory.putByte(affinityAddress(list, index), (byte) affinity);
  }

  /** Adds an entry to a list that is not full. */
  static void append(long list, int entry) {
    int count = count(list);
    Memory.putInt(list + HEADER_BYTES + 4L * count, entry);
    if (hasAffinities(list)) {
      setAffinity(list, count, 0);
    }
    Memory.putInt(list + VERSION, version(list) + 1);
    Memory.putIntRelease(list + COUNT, count + 1);
  }

  /** How many changes made the list what it is. */
  static int version(long list) {
    return Memory.getInt(list + VERSION);
  }

  /** Where an account stands in the list, whatever its flags; -1 if nowhere. */
  static int indexOf(long list, int dense) {
    int count = count(list);
    for (int i = 0; i < count; i++) {
      if (dense(entry(list, i)) == dense) {
        return i;
      }
    }
    return -1;
  }

  // Entries: 30 bits of dense id; bit 31 says muted; bit 30, only ever with bit 31, that the
  // account is not followed now and the entry stands for its mute alone. So a negative entry shows
  // nothing.

  static int dense(int entry) {
    return entry & DENSE_MASK;
  }

  static boolean isMuted(int entry) {
    return (entry & MUTED) != 0;
  }

  static boolean isFollowed(int entry) {
    return (entry & NOT_FOLLOWED) == 0;
  }

  static int muted(int entry) {
    return entry | MUTED;
  }

  static int unmuted(int entry) {
    return entry & ~MUTED;
  }

  static int followed(int entry) {
    return entry & ~NOT_FOLLOWED;
  }

  static int unfollowed(int entry) {
    return entry | NOT_FOLLOWED;
  }

  /** How many entries fit, by the header's word that has the class. */
  private static int capacity(int word) {
    int bytes = SizeClass.bytes(word & CLASS_MASK) - HEADER_BYTES - endsBytes((word & ENDS) != 0);
    return bytes / entryBytes((word & AFFINITIES) != 0);
  }

  private static int entryBytes(boolean affinities) {
    return affinities ? Integer.BYTES + 1 : Integer.BYTES;
  }

  private static long affinityAddress(long list, int index) {
    return list + HEADER_BYTES + 4L * capacity(Memory.getInt(list + CLASS)) + index;
  }

  private static int endsBytes(boolean ends) {
    return ends ? Integer.BYTES : 0;
  }

  private static long endsAddress(long list) {
    return list + SizeClass.bytes(sizeClass(list)) - Integer.BYTES;
  }
}
