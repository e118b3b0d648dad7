package tintype.engine;

/**
 * A hot list of followees as it lies in its block: version, count, owner and class in 16 bytes,
 * then dense ids. Once counted an entry never changes, so a reader needs the count and nothing
 * else. The top bit of the class says that somebody has read the list; only that is written by
 * readers, and only where it is not set yet, so that they share the line.
 */
final class FolloweeList {
  static final int MAX_ENTRIES = capacity(SizeClass.LARGEST_BLOCK);

  private static final int HEADER_BYTES = 16;
  private static final int VERSION = 0;
  private static final int COUNT = 4;
  private static final int OWNER = 8;
  private static final int CLASS = 12;
  private static final int TOUCHED = 1 << 31;

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
    return Memory.getInt(list + CLASS) & ~TOUCHED;
  }

  static int owner(long list) {
    return Memory.getInt(list + OWNER);
  }

  static boolean isTouched(long list) {
    return Memory.getInt(list + CLASS) < 0;
  }

  /** Says that somebody reads the list. */
  static void touch(long list) {
    int sizeClass = Memory.getInt(list + CLASS);
    if (sizeClass >= 0) {
      Memory.putInt(list + CLASS, sizeClass | TOUCHED);
    }
  }

  static void untouch(long list) {
    Memory.putInt(list + CLASS, sizeClass(list));
  }

  static boolean isFull(long list) {
    return count(list) == capacity(sizeClass(list));
  }

  /** The class that holds so many entries. */
  static int classFor(int count) {
    return SizeClass.holding(HEADER_BYTES + 4 * count);
  }

  /** What a list of so many entries takes, in bytes. */
  static int bytesFor(int count) {
    return SizeClass.bytes(classFor(count));
  }

  static void write(long list, int sizeClass, int owner, int version, int[] entries, int count) {
    Memory.putInt(list + VERSION, version);
    Memory.putInt(list + COUNT, count);
    Memory.putInt(list + OWNER, owner);
    Memory.putInt(list + CLASS, sizeClass);
    for (int i = 0; i < count; i++) {
      Memory.putInt(list + HEADER_BYTES + 4L * i, entries[i]);
    }
  }

  /** Adds an entry to a list that is not full. */
  static void append(long list, int entry) {
    int count = count(list);
    Memory.putInt(list + HEADER_BYTES + 4L * count, entry);
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

  private static int capacity(int sizeClass) {
    return (SizeClass.bytes(sizeClass) - HEADER_BYTES) / Integer.BYTES;
  }
}
