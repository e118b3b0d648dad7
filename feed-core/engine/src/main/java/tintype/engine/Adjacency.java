package tintype.engine;

/**
 * Changes the lists of followees of those readers who are resident. A follow appends in place while
 * there is room. Every other change makes a new block, publishes its reference and retires the old
 * one, so a reader never waits for a change to end.
 */
final class Adjacency {
  private static final int ABSENT = -1;

  private final Pages pages;
  private final Blocks blocks;
  private final ResidentReaders readers;
  private final Tally tally;
  private final int[] scratch = new int[FolloweeList.MAX_ENTRIES];

  Adjacency(Pages pages, Blocks blocks, ResidentReaders readers, Tally tally) {
    this.pages = pages;
    this.blocks = blocks;
    this.readers = readers;
    this.tally = tally;
  }

  /** The address of a reader's list, or 0. Readers hold an epoch around its use. */
  long find(int reader) {
    int ref = readers.find(reader);
    return ref == 0 ? 0 : pages.address(ref);
  }

  void follow(int reader, int followee) {
    long list = find(reader);
    int at = indexOf(list, followee);
    if (at == ABSENT) {
      append(reader, list, followee);
    } else if (!FolloweeList.isFollowed(FolloweeList.entry(list, at))) {
      replaceEntry(reader, list, at, FolloweeList.followed(FolloweeList.entry(list, at)));
    }
  }

  void unfollow(int reader, int followee) {
    long list = find(reader);
    int at = indexOf(list, followee);
    if (at == ABSENT || !FolloweeList.isFollowed(FolloweeList.entry(list, at))) {
      return;
    }
    if (FolloweeList.isMuted(FolloweeList.entry(list, at))) {
      replaceEntry(reader, list, at, FolloweeList.unfollowed(FolloweeList.entry(list, at)));
    } else {
      removeEntry(reader, list, at);
    }
  }

  void mute(int reader, int followee) {
    long list = find(reader);
    int at = indexOf(list, followee);
    if (at == ABSENT) {
      append(reader, list, FolloweeList.unfollowed(FolloweeList.muted(followee)));
    } else if (!FolloweeList.isMuted(FolloweeList.entry(list, at))) {
      replaceEntry(reader, list, at, FolloweeList.muted(FolloweeList.entry(list, at)));
    }
  }

  void unmute(int reader, int followee) {
    long list = find(reader);
    int at = indexOf(list, followee);
    if (at == ABSENT || !FolloweeList.isMuted(FolloweeList.entry(list, at))) {
      return;
    }
    if (FolloweeList.isFollowed(FolloweeList.entry(list, at))) {
      replaceEntry(reader, list, at, FolloweeList.unmuted(FolloweeList.entry(list, at)));
    } else {
      removeEntry(reader, list, at);
    }
  }

  /** Sets a whole list. */
  void replace(int reader, int[] entries, int count) {
    publish(reader, find(reader), entries, count);
  }

  void evict(int reader) {
    int ref = readers.find(reader);
    if (ref != 0) {
      readers.put(reader, 0);
      retire(ref);
      tally.add(Tally.Count.RESIDENT_READERS, -1);
    }
  }

  private void append(int reader, long list, int entry) {
    if (list != 0 && !FolloweeList.isFull(list)) {
      pages.beforeWrite(list);
      FolloweeList.append(list, entry);
      tally.add(Tally.Count.EDGES, 1);
      return;
    }
    int count = load(list);
    checkRoom(count + 1);
    scratch[count] = entry;
    publish(reader, list, scratch, count + 1);
  }

  private void replaceEntry(int reader, long list, int at, int entry) {
    int count = load(list);
    scratch[at] = entry;
    publish(reader, list, scratch, count);
  }

  private void removeEntry(int reader, long list, int at) {
    int count = load(list);
    System.arraycopy(scratch, at + 1, scratch, at, count - at - 1);
    publish(reader, list, scratch, count - 1);
  }

  private int load(long list) {
    int count = list == 0 ? 0 : FolloweeList.count(list);
    for (int i = 0; i < count; i++) {
      scratch[i] = FolloweeList.entry(list, i);
    }
    return count;
  }

  /** All that can fail comes before the first thing that a reader could see. */
  private void publish(int reader, long old, int[] entries, int count) {
    checkRoom(count);
    int oldRef = readers.find(reader);
    int sizeClass = FolloweeList.classFor(count);
    readers.reserve(reader);
    int ref = blocks.allocate(sizeClass);
    int version = old == 0 ? 1 : FolloweeList.version(old) + 1;
    long list = pages.address(ref);
    pages.beforeWrite(list);
    FolloweeList.write(list, sizeClass, reader, version, entries, count);
    readers.put(reader, ref);
    tally.add(Tally.Count.EDGES, count);
    tally.add(Tally.Count.ADJACENCY_BYTES, SizeClass.bytes(sizeClass));
    if (oldRef == 0) {
      tally.add(Tally.Count.RESIDENT_READERS, 1);
    } else {
      retire(oldRef);
    }
  }

  private void retire(int ref) {
    long list = pages.address(ref);
    int sizeClass = FolloweeList.sizeClass(list);
    tally.add(Tally.Count.EDGES, -FolloweeList.count(list));
    tally.add(Tally.Count.ADJACENCY_BYTES, -SizeClass.bytes(sizeClass));
    blocks.retire(ref, sizeClass);
  }

  private static int indexOf(long list, int dense) {
    return list == 0 ? ABSENT : FolloweeList.indexOf(list, dense);
  }

  private static void checkRoom(int count) {
    if (count > FolloweeList.MAX_ENTRIES) {
      throw new EngineFullException("followees of one reader", FolloweeList.MAX_ENTRIES);
    }
  }
}
