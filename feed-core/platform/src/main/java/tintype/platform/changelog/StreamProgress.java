package tintype.platform.changelog;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiPredicate;

/** How far one stream has taken effect; written by its thread, read and waited for by others. */
final class StreamProgress {
  /** The log counts whole seconds, so a change may be younger than it says by this much. */
  private static final long CLOCK_STEP_MILLIS = 1000;

  /** So many failures in a row are more than a deadlock or a lost connection. */
  private static final int TROUBLE = 3;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition moved = lock.newCondition();
  private int waiting;
  private final BiPredicate<Position, Position> isAtOrAfter;
  private volatile Position applied;
  private volatile Position delivered;
  private volatile boolean lost;
  private volatile long failures;
  private volatile int failuresInARow;
  private volatile String latestFailure = "";

  /** When the oldest change that waits was committed; 0 if none waits. */
  private volatile long waitingSinceMillis = System.currentTimeMillis();

  /**
   * @param isAtOrAfter {@link ChangeLog#isAtOrAfter}
   */
  StreamProgress(Position from, BiPredicate<Position, Position> isAtOrAfter) {
    this.isAtOrAfter = isAtOrAfter;
    this.applied = from;
    this.delivered = from;
  }

  /** Everything before it has taken effect. */
  Position applied() {
    return applied;
  }

  /** After the last batch that took effect: from there on no news was handed on. */
  Position delivered() {
    return delivered;
  }

  void deliveredTo(Position position) {
    delivered = position;
    moveTo(position);
  }

  void moveTo(Position position) {
    applied = position;
    failuresInARow = 0;
    wake();
  }

  boolean isAtOrAfter(Position position) {
    return isAtOrAfter.test(applied, position);
  }

  boolean isLost() {
    return lost;
  }

  void lose() {
    lost = true;
    wake();
  }

  /** An attempt to go on has failed; told by the stream's own thread. */
  @SuppressWarnings("NonAtomicVolatileUpdate") // One thread writes.
  void failed(String why) {
    latestFailure = why;
    failures++;
    failuresInARow++;
  }

  /** How many attempts have failed in all. */
  long failures() {
    return failures;
  }

  /** Why it does not go on; empty while it does, or has failed only once or twice in a row. */
  String trouble() {
    if (lost) {
      return "changes are missing from the log";
    }
    return failuresInARow < TROUBLE ? "" : latestFailure;
  }

  /** The end of the log was seen, and everything before it has taken effect. */
  void caughtUp() {
    waitingSinceMillis = 0;
  }

  /** Changes wait, the oldest of them since this time. */
  void behindSince(long commitMillis) {
    waitingSinceMillis = commitMillis;
  }

  /** The log cannot be seen any more. */
  void disconnected() {
    if (waitingSinceMillis == 0) {
      waitingSinceMillis = System.currentTimeMillis();
    }
  }

  Duration lag() {
    long since = waitingSinceMillis;
    long millis = since == 0 ? 0 : System.currentTimeMillis() - since - CLOCK_STEP_MILLIS;
    return Duration.ofMillis(Math.max(0, millis));
  }

  boolean await(Position position, Duration timeout) throws InterruptedException {
    if (isAtOrAfter(position)) {
      return true;
    }
    long nanos = timeout.toNanos();
    lock.lockInterruptibly();
    try {
      waiting++;
      while (!isAtOrAfter(position) && !lost && nanos > 0) {
        nanos = moved.awaitNanos(nanos);
      }
      return isAtOrAfter(position);
    } finally {
      waiting--;
      lock.unlock();
    }
  }

  private void wake() {
    lock.lock();
    try {
      if (waiting > 0) {
        moved.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }
}
