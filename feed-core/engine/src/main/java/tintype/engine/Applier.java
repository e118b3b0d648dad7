package tintype.engine;

import java.util.Arrays;
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
  private static final int IDLE = 0;
  private static final int BUSY = 1;
  private static final int CLOSED = 2;

  private final Core core;
  private final AtomicInteger state = new AtomicInteger(IDLE);
  private int[] followeeScratch = new int[0];

  Applier(Core core) {
    this.core = core;
  }

  /**
   * Allots the account's dense id. Done first and in account-id order it costs the least memory.
   */
  public void register(long account) {
    begin();
    try {
      core.dictionary.allot(account);
    } finally {
      end();
    }
  }

  /**
   * Following oneself changes nothing: everybody sees their own posts anyway.
   *
   * @return false if the follower's list is absent, so that nothing has changed
   */
  public boolean follow(long follower, long followee) {
    begin();
    try {
      int reader = core.dictionary.allot(follower);
      if (core.lists.isAbsent(reader)) {
        return false;
      }
      int author = core.dictionary.allot(followee);
      if (reader != author) {
        core.adjacency.follow(reader, author);
        core.residency.step(reader);
      }
      return true;
    } finally {
      end();
    }
  }

  /**
   * A mute outlives it, and is there again should the follower come back.
   *
   * @return false if the follower's list is absent, so that nothing has changed
   */
  public boolean unfollow(long follower, long followee) {
    begin();
    try {
      int reader = core.dictionary.find(follower);
      int author = core.dictionary.find(followee);
      if (reader != Dictionary.UNKNOWN && core.lists.isAbsent(reader)) {
        return false;
      }
      if (reader != Dictionary.UNKNOWN && author != Dictionary.UNKNOWN) {
        core.adjacency.unfollow(reader, author);
        core.residency.step(reader);
      }
      return true;
    } finally {
      end();
    }
  }

  /**
   * Sets the whole list of a reader in one exact allocation; repeated followees count once. Mutes
   * of before are gone, those of accounts not followed included.
   *
   * @param followees account ids; a negative one, {@code -id}, is followed and muted
   * @param count how many of them to take
   */
  public void replaceFollowees(long reader, long[] followees, int count) {
    begin();
    try {
      int dense = core.dictionary.allot(reader);
      int kept = fillScratch(dense, followees, count);
      core.adjacency.replace(dense, followeeScratch, kept);
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
    begin();
    try {
      int dense = core.dictionary.allot(reader);
      return !core.lists.isAbsent(dense) && offer(dense, followees, count);
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
    begin();
    try {
      core.residency.tend();
    } finally {
      end();
    }
  }

  /**
   * Drops the list of a reader from memory; it is absent from then on, as is that of everybody of
   * whom the store holds none.
   */
  public void evict(long reader) {
    begin();
    try {
      int dense = core.dictionary.find(reader);
      if (dense != Dictionary.UNKNOWN) {
        core.adjacency.evict(dense);
      }
    } finally {
      end();
    }
  }

  /**
   * Leaves the followee's posts out of the reader's feed, or no longer; needs no follow. Changes
   * nothing where the reader's list is absent.
   */
  public void mute(long reader, long followee, boolean muted) {
    begin();
    try {
      int dense = muted ? core.dictionary.allot(reader) : core.dictionary.find(reader);
      int author = muted ? core.dictionary.allot(followee) : core.dictionary.find(followee);
      if (dense == author || dense == Dictionary.UNKNOWN || author == Dictionary.UNKNOWN) {
        return;
      }
      if (core.lists.isAbsent(dense)) {
        return;
      }
      if (muted) {
        core.adjacency.mute(dense, author);
      } else {
        core.adjacency.unmute(dense, author);
      }
      core.residency.step(dense);
    } finally {
      end();
    }
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
    begin();
    try {
      int dense = core.dictionary.find(author);
      if (dense != Dictionary.UNKNOWN) {
        core.rings.delete(dense, postId);
      }
    } finally {
      end();
    }
  }

  /**
   * Says that posts of the author below {@code before} may exist elsewhere only, and drops those
   * held. Pages that such posts may belong to then name the author as truncated.
   */
  public void truncate(long author, long before) {
    begin();
    try {
      core.rings.truncate(core.dictionary.allot(author), before);
    } finally {
      end();
    }
  }

  /** Takes all posts of the author out of every feed, future ones included. */
  public void hide(long author) {
    begin();
    try {
      int dense = core.dictionary.allot(author);
      core.columns.setLatest(dense, core.columns.latest(dense) | Columns.HIDDEN);
    } finally {
      end();
    }
  }

  /** Brings them back. */
  public void unhide(long author) {
    begin();
    try {
      int dense = core.dictionary.find(author);
      if (dense != Dictionary.UNKNOWN) {
        core.columns.setLatest(dense, core.columns.latest(dense) & ~Columns.HIDDEN);
      }
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

  private boolean offer(int reader, long[] followees, int count) {
    int kept = fillScratch(reader, followees, count);
    return core.residency.offer(reader, followeeScratch, kept);
  }

  /** Dense ids in ascending order, each once; one that is also given as muted is muted. */
  private int fillScratch(int reader, long[] followees, int count) {
    if (followeeScratch.length < count) {
      followeeScratch = new int[count];
    }
    int[] scratch = followeeScratch;
    for (int i = 0; i < count; i++) {
      boolean muted = followees[i] < 0;
      int dense = core.dictionary.allot(muted ? -followees[i] : followees[i]);
      scratch[i] = dense << 1 | (muted ? 1 : 0);
    }
    Arrays.sort(scratch, 0, count);
    int kept = 0;
    for (int i = 0; i < count; i++) {
      int dense = scratch[i] >>> 1;
      boolean repeated = i + 1 < count && scratch[i + 1] >>> 1 == dense;
      if (!repeated && dense != reader) {
        scratch[kept++] = (scratch[i] & 1) == 0 ? dense : FolloweeList.muted(dense);
      }
    }
    return kept;
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
