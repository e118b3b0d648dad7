package tintype.engine;

import java.util.Arrays;
import tintype.engine.EngineFullException.Bound;

/**
 * Changes the lists of followees of those readers who are resident. A follow appends in place while
 * there is room. Every other change makes a new block, publishes its reference and retires the old
 * one, so a reader never waits for a change to end. A cold list is made hot first.
 *
 * <p>A reader without a list follows nobody as long as every list is held ({@link
 * ResidentReaders#isComplete}). After that the list is absent, and changes of it are refused: what
 * began in the middle would be taken for a whole list.
 */
final class Adjacency {
  private static final int ABSENT = -1;

  private final Pages pages;
  private final Blocks blocks;
  private final ResidentReaders readers;
  private final ColdPages cold;
  private final Tally tally;
  private final ColdEncoder encoder = new ColdEncoder();
  private final int[] scratch = new int[FolloweeList.MAX_ENTRIES];

  /** Next to the scratch, zeros where a list has no room for them. */
  private final byte[] affinities = new byte[FolloweeList.MAX_ENTRIES];

  private final boolean ranking;

  Adjacency(
      Pages pages,
      Blocks blocks,
      ResidentReaders readers,
      ColdPages cold,
      Tally tally,
      boolean ranking) {
    this.pages = pages;
    this.blocks = blocks;
    this.readers = readers;
    this.cold = cold;
    this.tally = tally;
    this.ranking = ranking;
  }

  void follow(int reader, int followee) {
    long list = hot(reader);
    int at = indexOf(list, followee);
    if (at == ABSENT) {
      append(reader, list, followee);
    } else if (!FolloweeList.isFollowed(FolloweeList.entry(list, at))) {
      replaceEntry(reader, list, at, FolloweeList.followed(FolloweeList.entry(list, at)));
    }
  }

  void unfollow(int reader, int followee) {
    long list = hot(reader);
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
    long list = hot(reader);
    int at = indexOf(list, followee);
    if (at == ABSENT) {
      append(reader, list, FolloweeList.unfollowed(FolloweeList.muted(followee)));
    } else if (!FolloweeList.isMuted(FolloweeList.entry(list, at))) {
      replaceEntry(reader, list, at, FolloweeList.muted(FolloweeList.entry(list, at)));
    }
  }

  void unmute(int reader, int followee) {
    long list = hot(reader);
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

  /**
   * Sets how near a reader is to somebody on the list, 0..255; false if the list is not hot or has
   * nobody such. Lists forget it when they turn cold.
   */
  boolean setAffinity(int reader, int followee, int affinity) {
    long found = readers.find(reader);
    long list = found > 0 ? pages.address(ResidentReaders.ref(found)) : 0;
    int at = indexOf(list, followee);
    if (at == ABSENT) {
      return false;
    }
    if (FolloweeList.hasAffinities(list)) {
      pages.beforeWrite(list);
      FolloweeList.setAffinity(list, at, affinity);
    } else if (affinity != 0) {
      int count = load(list);
      affinities[at] = (byte) affinity;
      put(reader, scratch, count);
    }
    return true;
  }

  /** What a hot list of so many entries takes, in bytes. */
  int bytesFor(int count) {
    return SizeClass.bytes(FolloweeList.classFor(count, ranking));
  }

  /** Sets a whole list, hot, with no affinities. */
  void replace(int reader, int[] entries, int count) {
    checkRoom(count);
    Arrays.fill(affinities, 0, count, (byte) 0);
    put(reader, entries, count);
  }

  /** All that can fail comes before the first thing a reader could see. */
  private void put(int reader, int[] entries, int count) {
    long old = readers.find(reader);
    int sizeClass = FolloweeList.classFor(count, ranking);
    readers.reserve(reader);
    int ref = blocks.allocate(sizeClass);
    int version = old > 0 ? FolloweeList.version(pages.address(ResidentReaders.ref(old))) + 1 : 1;
    long list = pages.address(ref);
    pages.beforeWrite(list);
    FolloweeList.write(list, sizeClass, reader, version, entries, count);
    if (ranking) {
      FolloweeList.writeAffinities(list, affinities, count);
    }
    readers.put(reader, ref);
    tally.add(Tally.Count.RESIDENT_READERS, 1);
    tally.add(Tally.Count.EDGES, count);
    tally.add(Tally.Count.ADJACENCY_BYTES, SizeClass.bytes(sizeClass));
    release(old);
  }

  /** Sets a whole list, cold; reorders the entries. */
  void replaceCold(int reader, int[] entries, int count) {
    long old = readers.find(reader);
    checkRoom(count);
    readers.reserve(reader);
    int ref = cold.add(encoder.bytes(), encoder.encode(reader, entries, count));
    readers.putCold(reader, ref);
    tally.add(Tally.Count.RESIDENT_READERS, 1);
    tally.add(Tally.Count.COLD_READERS, 1);
    tally.add(Tally.Count.EDGES, count);
    release(old);
  }

  /** Makes the list hot that {@link ResidentReaders#find} has found cold; returns where it is. */
  long thaw(int reader, long found) {
    int count = ColdList.decode(cold.address(ResidentReaders.ref(found)), scratch);
    replace(reader, scratch, count);
    return pages.address(ResidentReaders.ref(readers.find(reader)));
  }

  /** Makes a hot list cold, unless it was read since the last time somebody asked for it. */
  void coolIfRested(long found) {
    long list = pages.address(ResidentReaders.ref(found));
    if (FolloweeList.isTouched(list)) {
      FolloweeList.untouch(list);
    } else {
      replaceCold(ResidentReaders.reader(found), scratch, load(list));
      tally.add(Tally.Count.DEMOTIONS, 1);
    }
  }

  /** Lets go of a list, so that it is absent. */
  void evict(int reader) {
    readers.setIncomplete();
    long old = readers.find(reader);
    if (old != 0) {
      readers.put(reader, 0);
      release(old);
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
    affinities[count] = 0;
    put(reader, scratch, count + 1);
  }

  private void replaceEntry(int reader, long list, int at, int entry) {
    int count = load(list);
    scratch[at] = entry;
    put(reader, scratch, count);
  }

  private void removeEntry(int reader, long list, int at) {
    int count = load(list);
    System.arraycopy(scratch, at + 1, scratch, at, count - at - 1);
    System.arraycopy(affinities, at + 1, affinities, at, count - at - 1);
    put(reader, scratch, count - 1);
  }

  /** The address of a reader's list, hot by now, or 0. */
  private long hot(int reader) {
    long found = readers.find(reader);
    if (found < 0) {
      return thaw(reader, found);
    }
    return found == 0 ? 0 : pages.address(ResidentReaders.ref(found));
  }

  private int load(long list) {
    int count = list == 0 ? 0 : FolloweeList.count(list);
    for (int i = 0; i < count; i++) {
      scratch[i] = FolloweeList.entry(list, i);
      affinities[i] = (byte) FolloweeList.affinity(list, i);
    }
    return count;
  }

  /** Takes back the memory of a list that was found before another, or none, took its place. */
  private void release(long found) {
    if (found == 0) {
      return;
    }
    tally.add(Tally.Count.RESIDENT_READERS, -1);
    int ref = ResidentReaders.ref(found);
    if (found < 0) {
      tally.add(Tally.Count.COLD_READERS, -1);
      tally.add(Tally.Count.EDGES, -ColdList.count(cold.address(ref)));
      cold.release(ref);
    } else {
      long list = pages.address(ref);
      int sizeClass = FolloweeList.sizeClass(list);
      tally.add(Tally.Count.EDGES, -FolloweeList.count(list));
      tally.add(Tally.Count.ADJACENCY_BYTES, -SizeClass.bytes(sizeClass));
      blocks.retire(ref, sizeClass);
    }
  }

  private static int indexOf(long list, int dense) {
    return list == 0 ? ABSENT : FolloweeList.indexOf(list, dense);
  }

  /** Fails if so many do not fit into one list. */
  static void checkRoom(int count) {
    if (count > FolloweeList.MAX_ENTRIES) {
      throw new EngineFullException(Bound.FOLLOWEES, FolloweeList.MAX_ENTRIES);
    }
  }
}
