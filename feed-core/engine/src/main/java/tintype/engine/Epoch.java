package tintype.engine;

import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.LockSupport;

/**
 * Tells the applier when no reader can still see a block that it has replaced.
 *
 * <p>A reader counts itself into the counters of the current epoch while it reads; e and e + 2
 * share them. An advance needs the counters of the epoch that it leads to be empty, so between e
 * and e + 2 all have been empty once: what was unlinked in e is unseen from e + 2 on. That holds
 * for whatever counters a reader took, so one who meets an advance need not look again, and
 * entering is one uncontended atomic step.
 */
final class Epoch {
  private static final int STRIPES = 32;

  /** Longs between two counters, so that threads do not share cache lines. */
  private static final int STRIDE = 16;

  private final AtomicLongArray counts = new AtomicLongArray(2 * STRIPES * STRIDE);
  private volatile long current;

  /** Enters, and returns the ticket to {@link #exit} with. */
  int enter() {
    int stripe = (int) Thread.currentThread().threadId() & (STRIPES - 1);
    int ticket = index(stripe, current);
    counts.getAndIncrement(ticket);
    return ticket;
  }

  void exit(int ticket) {
    counts.getAndDecrement(ticket);
  }

  long current() {
    return current;
  }

  /** How many readers are in the epoch before this one, and hold back the next. */
  long behind() {
    return inside(current + 1);
  }

  /** Advances unless a reader is still in the epoch before this one. Only the applier calls it. */
  boolean tryAdvance() {
    // What was unlinked is seen by all before the readers are counted.
    VarHandle.fullFence();
    long epoch = current;
    if (!isEmpty(epoch + 1)) {
      return false;
    }
    current = epoch + 1;
    return true;
  }

  /** Waits for every reader to leave; false if some stayed until the deadline. */
  boolean awaitIdle(long timeoutNanos) {
    long deadline = System.nanoTime() + timeoutNanos;
    while (!(isEmpty(0) && isEmpty(1))) {
      if (System.nanoTime() - deadline > 0) {
        return false;
      }
      LockSupport.parkNanos(50_000);
    }
    return true;
  }

  private long inside(long epoch) {
    long readers = 0;
    for (int stripe = 0; stripe < STRIPES; stripe++) {
      readers += counts.get(index(stripe, epoch));
    }
    return readers;
  }

  /** Epochs e and e + 2 share counters; only two in a row have readers. */
  private boolean isEmpty(long epoch) {
    for (int stripe = 0; stripe < STRIPES; stripe++) {
      if (counts.get(index(stripe, epoch)) != 0) {
        return false;
      }
    }
    return true;
  }

  private static int index(int stripe, long epoch) {
    return (2 * stripe + (int) (epoch & 1)) * STRIDE;
  }
}
