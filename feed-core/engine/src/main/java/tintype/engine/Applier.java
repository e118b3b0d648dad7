package tintype.engine;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * Changes the store. One thread writes at a time; a second one at the same time gets {@link
 * IllegalStateException}, and so does everyone once the store is closed. Every operation is
 * idempotent and atomic to readers, and an account is allotted its dense id on first sight. Account
 * ids are 1..2^63-1, post ids 1..2^63-2.
 *
 * <p>Each may throw {@link EngineFullException}; then no feed has changed.
 */
public final class Applier {
  /** The end of a mute that does not end by itself. */
  public static final long FOR_GOOD = Ends.NEVER;

  private static final int IDLE = 0;
  private static final int BUSY = 1;
  private static final int CLOSED = 2;

  private final Core core;
  private final AtomicInteger state = new AtomicInteger(IDLE);
  private final Roster roster;

  Applier(Core core) {
    this.core = core;
    this.roster = new Roster(core.dictionary);
  }

  /**
   * Allots the account's dense id. Done first and in account-id order it costs the least memory.
   */
  public void register(long account) {
    alone(() -> core.dictionary.allot(account));
  }

  /**
   * Following oneself changes nothing: everybody sees their own posts anyway.
   *
   * @return false if the follower's list is absent, so that nothing has changed
   */
  public boolean follow(long follower, long followee) {
    return change(follower, followee, true, core.adjacency::follow);
  }

  /**
   * A mute outlives it, and is there again should the follower come back.
   *
   * @return false if the follower's list is absent, so that nothing has changed
   */
  public boolean unfollow(long follower, long followee) {
    return change(follower, followee, false, core.adjacency::unfollow);
  }

  /**
   * Sets the whole list of a reader in one exact allocation; repeated followees count once. Mutes
   * of before are gone, those of accounts not followed included.
   *
   * @param followees account ids; a negative one, {@code -id}, is followed and muted
   * @param count how many of them to take
   */
  public void replaceFollowees(long reader, long[] followees, int count) {
    replaceFollowees(reader, followees, Ends.NONE, count);
  }

  /**
   * The same with mutes that end.
   *
   * @param mutedUntil until when each is muted, as {@link #relate} has it; no ids are negative
   *     then. Or empty
   */
  public void replaceFollowees(long reader, long[] followees, long[] mutedUntil, int count) {
    begin();
    try {
      int dense = core.dictionary.allot(reader);
      roster.fill(dense, followees, mutedUntil, count);
      core.adjacency.replace(dense, roster.entries(), roster.ends(), roster.count());
      core.residency.step(dense);
    } finally {
      end();
    }
  }

  /**
   * Like {@link #replaceFollowees}, as far as the budgets for lists have room: when a store is
   * filled, nobody is worth more than those who came first. Once one list was turned away, so are
   * all others, that no rest of a list passes for the whole.
   *
   * @return false if the list was turned away and is absent
   */
  public boolean offerFollowees(long reader, long[] followees, int count) {
    return offerFollowees(reader, followees, Ends.NONE, count);
  }

  /**
   * The same with mutes that end.
   *
   * @param mutedUntil until when each is muted, as {@link #relate} has it; no ids are negative
   *     then. Or empty
   */
  public boolean offerFollowees(long reader, long[] followees, long[] mutedUntil, int count) {
    begin();
    try {
      int dense = core.dictionary.allot(reader);
      if (core.lists.isAbsent(dense)) {
        return false;
      }
      roster.fill(dense, followees, mutedUntil, count);
      return core.residency.offer(dense, roster.entries(), roster.ends(), roster.count());
    } finally {
      end();
    }
  }

  /**
   * Makes ready what was read compressed, and brings the lists of followees nearer to their
   * budgets. To be called now and then, in particular when there is nothing else to do; takes a
   * millisecond at most as a rule.
   */
  public void tend() {
    alone(core.residency::tend);
  }

  /**
   * Drops the list of a reader from memory; it is absent from then on, as is that of everybody of
   * whom the store holds none.
   */
  public void evict(long reader) {
    alone(
        () -> {
          int dense = core.dictionary.find(reader);
          if (dense != Dictionary.UNKNOWN) {
            core.adjacency.evict(dense);
          }
        });
  }

  /**
   * Leaves the followee's posts out of the reader's feed for good, or no longer; needs no follow.
   * Changes nothing where the reader's list is absent.
   */
  public void mute(long reader, long followee, boolean muted) {
    long until = muted ? FOR_GOOD : 0;
    change(reader, followee, muted, (list, author) -> core.adjacency.mute(list, author, until));
  }

  /**
   * Says all that is between a reader and somebody else, at once: no read sees a follow without its
   * mute. Of oneself it says nothing.
   *
   * @param follows whether the other's posts belong into the reader's feed
   * @param mutedUntil before this time, in microseconds since 1970, they are left out: 0 for never,
   *     {@link #FOR_GOOD} for ever. What is said of somebody not followed waits for a follow
   * @return false if the reader's list is absent, so that nothing has changed
   */
  public boolean relate(long reader, long other, boolean follows, long mutedUntil) {
    if (mutedUntil < 0) {
      throw new IllegalArgumentException("mutedUntil: " + mutedUntil + " (expected: 0 or more)");
    }
    return change(
        reader,
        other,
        follows || mutedUntil > 0,
        (list, author) -> core.adjacency.relate(list, author, follows, mutedUntil));
  }

  /**
   * Says how near a reader is to somebody whom the reader follows or mutes, for whoever ranks. An
   * entry of a list keeps it until the list turns cold or is set anew.
   *
   * @param affinity 0..255; 0 is what everybody begins with
   * @return false if the reader's list is not hot, or the followee not on it
   */
  public boolean setAffinity(long reader, long followee, int affinity) {
    if (affinity < 0 || affinity > 0xFF) {
      throw new IllegalArgumentException("affinity: " + affinity + " (expected: 0..255)");
    }
    checkRanking();
    begin();
    try {
      int dense = core.dictionary.find(reader);
      int author = core.dictionary.find(followee);
      boolean set =
          dense != Dictionary.UNKNOWN
              && author != Dictionary.UNKNOWN
              && core.adjacency.setAffinity(dense, author, affinity);
      if (set) {
        core.residency.step(dense);
      }
      return set;
    } finally {
      end();
    }
  }

  /**
   * Says how much a post engages, for whoever ranks; the post keeps it as long as it is held.
   *
   * @param engagement any number; 0 is what every post begins with
   * @return false if the post is not held
   */
  public boolean setEngagement(long author, long postId, int engagement) {
    checkPost(postId);
    checkRanking();
    begin();
    try {
      int dense = core.dictionary.find(author);
      return dense != Dictionary.UNKNOWN && core.rings.setEngagement(dense, postId, engagement);
    } finally {
      end();
    }
  }

  /** Adds a post, in any order of ids. An id is one post of one author. */
  public void post(long author, long postId) {
    checkPost(postId);
    begin();
    try {
      core.rings.post(core.dictionary.allot(author), postId);
    } finally {
      end();
    }
  }

  /** Takes a post away; one that is not held, or not the author's, is no error. */
  public void delete(long author, long postId) {
    checkPost(postId);
    alone(
        () -> {
          int dense = core.dictionary.find(author);
          if (dense != Dictionary.UNKNOWN) {
            core.rings.delete(dense, postId);
          }
        });
  }

  /**
   * Says that posts of the author below {@code before} may exist elsewhere only, and drops those
   * held. Pages that such posts may belong to then name the author as truncated.
   */
  public void truncate(long author, long before) {
    alone(() -> core.rings.truncate(core.dictionary.allot(author), before));
  }

  /** Takes all posts of the author out of every feed, future ones included. */
  public void hide(long author) {
    alone(() -> core.columns.setHidden(core.dictionary.allot(author), true));
  }

  /** Brings them back. */
  public void unhide(long author) {
    alone(
        () -> {
          int dense = core.dictionary.find(author);
          if (dense != Dictionary.UNKNOWN) {
            core.columns.setHidden(dense, false);
          }
        });
  }

  private void alone(Runnable operation) {
    begin();
    try {
      operation.run();
    } finally {
      end();
    }
  }

  /** Does something that must not be done during an operation. */
  <T> T between(Supplier<T> action) {
    begin();
    try {
      return action.get();
    } finally {
      end();
    }
  }

  /** Waits for an operation under way, and lets no other begin. */
  void close() {
    while (!state.compareAndSet(IDLE, CLOSED) && state.get() != CLOSED) {
      LockSupport.parkNanos(10_000);
    }
  }

  /**
   * Changes a list, unless it is absent.
   *
   * @param adds whether an account not heard of is allotted its dense id; else nothing is between
   *     the two
   */
  private boolean change(long reader, long other, boolean adds, Change change) {
    begin();
    try {
      int dense = adds ? core.dictionary.allot(reader) : core.dictionary.find(reader);
      if (dense == Dictionary.UNKNOWN) {
        return true;
      }
      if (core.lists.isAbsent(dense)) {
        return false;
      }
      int author = adds ? core.dictionary.allot(other) : core.dictionary.find(other);
      if (author != Dictionary.UNKNOWN && author != dense) {
        change.make(dense, author);
        core.residency.step(dense);
      }
      return true;
    } finally {
      end();
    }
  }

  private void checkRanking() {
    if (!core.ranking) {
      throw new UnsupportedOperationException(
          "the store has no room for ranking (expected: FeedStoreConfig.withRanking)");
    }
  }

  private static void checkPost(long postId) {
    if (postId <= 0 || postId == Long.MAX_VALUE) {
      throw new IllegalArgumentException("post: " + postId + " (expected: 1..2^63-2)");
    }
  }

  /** What is done to the list of a reader, about somebody else. */
  private interface Change {
    void make(int reader, int author);
  }

  private void begin() {
    if (!state.compareAndSet(IDLE, BUSY)) {
      throw state.get() == CLOSED
          ? Core.closedException()
          : new IllegalStateException("two threads write to the feed store at the same time");
    }
  }

  private void end() {
    state.setRelease(IDLE);
  }
}
