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

  /** Next to the scratch, when the mute of each entry ends. */
  private final long[] untils = new long[FolloweeList.MAX_ENTRIES];

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

  /** A mute of before stands. */
  void follow(int reader, int followee) {
    long list = hot(reader);
    int at = indexOf(list, followee);
    set(reader, list, at, FolloweeList.followed(entryAt(list, at, followee)), untilAt(list, at));
  }

  /** A mute stands. */
  void unfollow(int reader, int followee) {
    long list = hot(reader);
    int at = indexOf(list, followee);
    set(reader, list, at, FolloweeList.unfollowed(entryAt(list, at, followee)), untilAt(list, at));
  }

  /** Whether somebody is followed or not stands. */
  void mute(int reader, int followee, long until) {
    long list = hot(reader);
    int at = indexOf(list, followee);
    set(reader, list, at, mutedUntil(entryAt(list, at, followee), until), until);
  }

  /** Nothing of before stands. */
  void relate(int reader, int followee, boolean follows, long until) {
    long list = hot(reader);
    int entry = follows ? followee : FolloweeList.unfollowed(followee);
    set(reader, list, indexOf(list, followee), mutedUntil(entry, until), until);
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

  /** What a hot list of so many entries takes, in bytes, as long as none of its mutes ends. */
  int bytesFor(int count) {
    return SizeClass.bytes(FolloweeList.classFor(count, ranking, false));
  }

  /**
   * Sets a whole list, hot, with no affinities.
   *
   * @param ends when the mute of each entry ends, or {@link Ends#NONE}
   */
  void replace(int reader, int[] entries, long[] ends, int count) {
    checkRoom(count);
    Arrays.fill(affinities, 0, count, (byte) 0);
    Ends.copy(ends, untils, count);
    put(reader, entries, count);
  }

  /** All that can fail comes before the first thing a reader could see. */
  private void put(int reader, int[] entries, int count) {
    long old = readers.find(reader);
    boolean ends = Ends.any(untils, count);
    int sizeClass = FolloweeList.classFor(count, ranking, ends);
    readers.reserve(reader);
    int ref = blocks.allocate(sizeClass);
    int endsRef = ends ? endsFor(entries, count, ref, sizeClass) : 0;
    int version = old > 0 ? FolloweeList.version(pages.address(ResidentReaders.ref(old))) + 1 : 1;
    long list = pages.address(ref);
    pages.beforeWrite(list);
    FolloweeList.write(list, sizeClass, reader, version, entries, count);
    if (ends) {
      FolloweeList.writeEnds(list, endsRef);
    }
    if (ranking) {
      FolloweeList.writeAffinities(list, affinities, count);
    }
    readers.put(reader, ref);
    tally.add(Tally.Count.RESIDENT_READERS, 1);
    tally.add(Tally.Count.EDGES, count);
    tally.add(Tally.Count.ADJACENCY_BYTES, SizeClass.bytes(sizeClass));
    release(old);
  }

  /** A block with the ends of the mutes; where there is none, the list's is given back. */
  private int endsFor(int[] entries, int count, int listRef, int listClass) {
    int sizeClass = Ends.classFor(entries, count);
    int ref;
    try {
      ref = blocks.allocate(sizeClass);
    } catch (EngineFullException e) {
      blocks.free(listRef, listClass);
      throw e;
    }
    long block = pages.address(ref);
    pages.beforeWrite(block);
    Ends.write(block, sizeClass, entries, untils, count);
    tally.add(Tally.Count.ADJACENCY_BYTES, SizeClass.bytes(sizeClass));
    return ref;
  }

  /**
   * Sets a whole list, cold; reorders the entries unless they ascend.
   *
   * @param ends when the mute of each entry ends, or {@link Ends#NONE}
   * @return false if it does not fit into a page of cold lists, and nothing has changed
   */
  boolean replaceCold(int reader, int[] entries, long[] ends, int count) {
    long old = readers.find(reader);
    checkRoom(count);
    int length = encoder.encode(reader, entries, ends, count);
    if (length > ColdPages.MAX_RECORD) {
      return false;
    }
    readers.reserve(reader);
    readers.putCold(reader, cold.add(encoder.bytes(), length));
    tally.add(Tally.Count.RESIDENT_READERS, 1);
    tally.add(Tally.Count.COLD_READERS, 1);
    tally.add(Tally.Count.EDGES, count);
    release(old);
    return true;
  }

  /** Makes the list hot that {@link ResidentReaders#find} has found cold; returns where it is. */
  long thaw(int reader, long found) {
    long list = cold.address(ResidentReaders.ref(found));
    int count = ColdList.decode(list, scratch);
    Arrays.fill(affinities, 0, count, (byte) 0);
    Arrays.fill(untils, 0, count, Ends.NEVER);
    ColdList.loadEnds(list, untils);
    put(reader, scratch, count);
    return pages.address(ResidentReaders.ref(readers.find(reader)));
  }

  /** Makes a hot list cold, unless it was read since the last time somebody asked for it. */
  void coolIfRested(long found) {
    long list = pages.address(ResidentReaders.ref(found));
    if (FolloweeList.isTouched(list)) {
      FolloweeList.untouch(list);
    } else if (mayBeCold(list)
        && replaceCold(ResidentReaders.reader(found), scratch, untils, load(list))) {
      tally.add(Tally.Count.DEMOTIONS, 1);
    }
  }

  /** With thousands of mutes that end, it would be tried again and again in vain. */
  private boolean mayBeCold(long list) {
    return !FolloweeList.hasEnds(list)
        || Ends.sizeClass(pages.address(FolloweeList.endsRef(list))) < SizeClass.PAGE;
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

  private void set(int reader, long list, int at, int entry, long until) {
    boolean stands = FolloweeList.isFollowed(entry) || FolloweeList.isMuted(entry);
    long end = FolloweeList.isMuted(entry) ? until : Ends.NEVER;
    if (at == ABSENT && stands) {
      append(reader, list, entry, end);
    } else if (at != ABSENT && !stands) {
      removeEntry(reader, list, at);
    } else if (at != ABSENT
        && (entry != FolloweeList.entry(list, at) || end != untilAt(list, at))) {
      replaceEntry(reader, list, at, entry, end);
    }
  }

  /** In place only where the ends of the list's mutes stay as they are. */
  private void append(int reader, long list, int entry, long until) {
    boolean sameEnds =
        entry >= 0 || until == Ends.NEVER && list != 0 && !FolloweeList.hasEnds(list);
    if (list != 0 && sameEnds && !FolloweeList.isFull(list)) {
      pages.beforeWrite(list);
      FolloweeList.append(list, entry);
      tally.add(Tally.Count.EDGES, 1);
      return;
    }
    int count = load(list);
    checkRoom(count + 1);
    scratch[count] = entry;
    affinities[count] = 0;
    untils[count] = until;
    put(reader, scratch, count + 1);
  }

  private void replaceEntry(int reader, long list, int at, int entry, long until) {
    int count = load(list);
    scratch[at] = entry;
    untils[at] = until;
    put(reader, scratch, count);
  }

  private void removeEntry(int reader, long list, int at) {
    int count = load(list);
    System.arraycopy(scratch, at + 1, scratch, at, count - at - 1);
    System.arraycopy(affinities, at + 1, affinities, at, count - at - 1);
    System.arraycopy(untils, at + 1, untils, at, count - at - 1);
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
    Arrays.fill(untils, 0, count, Ends.NEVER);
    if (list != 0 && FolloweeList.hasEnds(list)) {
      Ends.load(pages.address(FolloweeList.endsRef(list)), scratch, count, untils);
    }
    return count;
  }

  /** What stands at a place; of nobody who is followed or muted where there is none. */
  private static int entryAt(long list, int at, int followee) {
    return at == ABSENT ? FolloweeList.unfollowed(followee) : FolloweeList.entry(list, at);
  }

  private long untilAt(long list, int at) {
    boolean ends =
        at != ABSENT
            && FolloweeList.isMuted(FolloweeList.entry(list, at))
            && FolloweeList.hasEnds(list);
    return ends ? Ends.at(pages.address(FolloweeList.endsRef(list)), list, at) : Ends.NEVER;
  }

  private static int mutedUntil(int entry, long until) {
    return until == 0 ? FolloweeList.unmuted(entry) : FolloweeList.muted(entry);
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
      if (FolloweeList.hasEnds(list)) {
        releaseEnds(FolloweeList.endsRef(list));
      }
      blocks.retire(ref, sizeClass);
    }
  }

  private void releaseEnds(int ref) {
    int sizeClass = Ends.sizeClass(pages.address(ref));
    tally.add(Tally.Count.ADJACENCY_BYTES, -SizeClass.bytes(sizeClass));
    blocks.retire(ref, sizeClass);
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
