package tintype.feed;

import java.time.InstantSource;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.LongStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tintype.engine.Applier;
import tintype.engine.EngineFullException;
import tintype.engine.EngineFullException.Bound;
import tintype.engine.FeedStore;

/**
 * The store's lists of followees. What has no room in a list is left out and counted: one reader's
 * full list must neither hold up the stream that brings everybody's changes, nor a build. To be
 * used by the one thread that writes to the store.
 */
class FollowLists {
  private static final Logger log = LoggerFactory.getLogger(FollowLists.class);

  private final Applier applier;
  private final InstantSource clock;
  private final LongAdder leftOut = new LongAdder();

  FollowLists(Applier applier, InstantSource clock) {
    this.applier = applier;
    this.clock = clock;
  }

  /**
   * Says all that is between the two. Of somebody not followed that is nothing: the event of the
   * follow brings the mute with it. Changes nothing where the follower's list is absent.
   */
  void set(long follower, long followee, boolean following, long mutedUntil) {
    try {
      applier.relate(follower, followee, following, following ? running(mutedUntil, now()) : 0);
    } catch (EngineFullException e) {
      if (e.bound() != Bound.FOLLOWEES) {
        throw e;
      }
      leaveOut(follower, 1);
    }
  }

  /** Sets a whole list, to the first of these that have room. */
  void replace(long reader, Followees followees) {
    int count = fitting(followees);
    applier.replaceFollowees(reader, followees.ids(), running(followees), count);
    leaveOut(reader, followees.count() - count);
  }

  /** Sets a whole list, to the first of these that have room, unless there is none for the list. */
  void offer(long reader, Followees followees) {
    int count = fitting(followees);
    if (applier.offerFollowees(reader, followees.ids(), running(followees), count)) {
      leaveOut(reader, followees.count() - count);
    }
  }

  /** Makes the list absent. */
  void evict(long reader) {
    applier.evict(reader);
  }

  /** How often a follow had no room in a list that is held; the same one may come again. */
  long leftOut() {
    return leftOut.sum();
  }

  private static int fitting(Followees followees) {
    return Math.min(followees.count(), FeedStore.MAX_FOLLOWEES);
  }

  /** A mute that has ended is none: what is not kept costs no read anything. */
  private static long running(long mutedUntil, long nowMicros) {
    return mutedUntil > nowMicros ? mutedUntil : 0;
  }

  private long[] running(Followees followees) {
    long now = now();
    return LongStream.of(followees.mutedUntil()).map(until -> running(until, now)).toArray();
  }

  private long now() {
    return clock.millis() * 1_000;
  }

  /** The first has a line in the log; how many came since is in a warning of {@code /health}. */
  private void leaveOut(long reader, int follows) {
    if (follows > 0 && leftOut.sum() == 0) {
      log.atWarn()
          .addKeyValue("account", reader)
          .addKeyValue("limit", FeedStore.MAX_FOLLOWEES)
          .log("a list of followees is full; what has no room is left out");
    }
    leftOut.add(follows);
  }
}
