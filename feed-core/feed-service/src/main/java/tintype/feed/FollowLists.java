package tintype.feed;

import java.util.concurrent.atomic.LongAdder;
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
  private final LongAdder leftOut = new LongAdder();

  FollowLists(Applier applier) {
    this.applier = applier;
  }

  /** Changes nothing where the follower's list is absent. */
  void set(long follower, long followee, boolean following) {
    try {
      if (following) {
        applier.follow(follower, followee);
      } else {
        applier.unfollow(follower, followee);
      }
    } catch (EngineFullException e) {
      if (e.bound() != Bound.FOLLOWEES) {
        throw e;
      }
      leaveOut(follower, 1);
    }
  }

  /** Sets a whole list, to the first of these that have room. */
  void replace(long reader, long[] followees, int count) {
    applier.replaceFollowees(reader, followees, fitting(reader, count));
  }

  /** Sets a whole list, to the first of these that have room, unless there is none for the list. */
  void offer(long reader, long[] followees, int count) {
    applier.offerFollowees(reader, followees, fitting(reader, count));
  }

  /** Makes the list absent. */
  void evict(long reader) {
    applier.evict(reader);
  }

  /** How often a follow had no room so far; the same one may come again. */
  long leftOut() {
    return leftOut.sum();
  }

  private int fitting(long reader, int count) {
    if (count > FeedStore.MAX_FOLLOWEES) {
      leaveOut(reader, count - FeedStore.MAX_FOLLOWEES);
    }
    return Math.min(count, FeedStore.MAX_FOLLOWEES);
  }

  /** The first has a line in the log; how many came since is in a warning of {@code /health}. */
  private void leaveOut(long reader, int follows) {
    if (leftOut.sum() == 0) {
      log.atWarn()
          .addKeyValue("account", reader)
          .addKeyValue("limit", FeedStore.MAX_FOLLOWEES)
          .log("a list of followees is full; what has no room is left out");
    }
    leftOut.add(follows);
  }
}
