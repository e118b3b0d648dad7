package tintype.engine;

import java.time.InstantSource;
import java.util.Arrays;

/**
 * The lists of followees as readers see them: hot, cold or absent. Callers hold an epoch. The clock
 * is asked only for lists in which a mute ends by itself.
 */
final class FolloweeLists {
  private final Pages pages;
  private final ResidentReaders readers;
  private final ColdPages cold;
  private final Touches touches;
  private final InstantSource clock;

  FolloweeLists(
      Pages pages, ResidentReaders readers, ColdPages cold, Touches touches, InstantSource clock) {
    this.pages = pages;
    this.readers = readers;
    this.cold = cold;
    this.touches = touches;
    this.clock = clock;
  }

  /** What {@link ResidentReaders#find} says: positive for a hot list, negative for a cold one. */
  long find(int reader) {
    return readers.find(reader);
  }

  /**
   * Puts the entries of a list that was found into {@code out.entries}, where one more finds room,
   * as they are now: mutes that have ended are none. Returns how many they are, and notes that the
   * list is being read.
   */
  int copy(int reader, long found, Candidates out) {
    return found > 0 ? copyHot(found, out) : decode(reader, found, out);
  }

  private int copyHot(long found, Candidates out) {
    long list = pages.address(ResidentReaders.ref(found));
    FolloweeList.touch(list);
    int count = FolloweeList.count(list);
    out.ensure(count + 1);
    FolloweeList.copy(list, out.entries, count);
    if (FolloweeList.hasEnds(list)) {
      Ends.lift(ends(list), out.entries, count, nowMicros());
    }
    return count;
  }

  private int decode(int reader, long found, Candidates out) {
    long list = cold.address(ResidentReaders.ref(found));
    ColdList.touch(list);
    touches.add(reader);
    out.ensure(ColdList.count(list) + 1);
    int count = ColdList.decode(list, out.entries);
    if (ColdList.hasMutes(list)) {
      ColdList.lift(list, out.entries, nowMicros());
    }
    return count;
  }

  private long ends(long list) {
    return pages.address(FolloweeList.endsRef(list));
  }

  private long nowMicros() {
    return clock.millis() * 1_000;
  }

  /** Whether the list is held, be it empty. */
  boolean isResident(int reader) {
    return readers.find(reader) != 0;
  }

  /** Whether whoever has no list follows nobody. */
  boolean isComplete() {
    return readers.isComplete();
  }

  boolean isCold(int reader) {
    return readers.find(reader) < 0;
  }

  /**
   * Whether the list is not held, though there may be one. Completeness is asked for after the
   * search, as its end is said before the first list goes.
   */
  boolean isAbsent(int reader) {
    return readers.find(reader) == 0 && !readers.isComplete();
  }

  /** How many are followed, muted or not; nobody where the list is not held. */
  int countFollowed(int reader) {
    long found = readers.find(reader);
    if (found < 0) {
      return ColdList.countFollowed(cold.address(ResidentReaders.ref(found)));
    }
    long list = found == 0 ? 0 : pages.address(ResidentReaders.ref(found));
    int entries = found == 0 ? 0 : FolloweeList.count(list);
    int followed = 0;
    for (int i = 0; i < entries; i++) {
      followed += FolloweeList.isFollowed(FolloweeList.entry(list, i)) ? 1 : 0;
    }
    return followed;
  }

  /** How near a reader is to somebody on a hot list, 0..255; 0 if nobody has said so. */
  int affinity(int reader, int followee) {
    long found = readers.find(reader);
    long list = found > 0 ? pages.address(ResidentReaders.ref(found)) : 0;
    int at = found > 0 ? FolloweeList.indexOf(list, followee) : -1;
    return at < 0 ? 0 : FolloweeList.affinity(list, at);
  }

  /**
   * Until when somebody is muted on a list, in microseconds since 1970: 0 for not at all, {@link
   * Ends#NEVER} for good. Leaves no trace, but allocates.
   */
  long mutedUntil(int reader, int followee) {
    long found = readers.find(reader);
    int[] entries = copy(found);
    long[] untils = new long[entries.length];
    Arrays.fill(untils, Ends.NEVER);
    if (found < 0) {
      ColdList.loadEnds(cold.address(ResidentReaders.ref(found)), untils);
    } else if (found > 0 && FolloweeList.hasEnds(pages.address(ResidentReaders.ref(found)))) {
      Ends.load(ends(pages.address(ResidentReaders.ref(found))), entries, entries.length, untils);
    }
    for (int i = 0; i < entries.length; i++) {
      if (FolloweeList.dense(entries[i]) == followee && FolloweeList.isMuted(entries[i])) {
        return untils[i];
      }
    }
    return 0;
  }

  /** The entries of a list, none where it is not held; leaves no trace, but allocates. */
  int[] copy(int reader) {
    return copy(readers.find(reader));
  }

  private int[] copy(long found) {
    if (found == 0) {
      return new int[0];
    }
    long list =
        found < 0
            ? cold.address(ResidentReaders.ref(found))
            : pages.address(ResidentReaders.ref(found));
    int[] entries = new int[found < 0 ? ColdList.count(list) : FolloweeList.count(list)];
    if (found < 0) {
      ColdList.decode(list, entries);
    } else {
      for (int i = 0; i < entries.length; i++) {
        entries[i] = FolloweeList.entry(list, i);
      }
    }
    return entries;
  }
}
