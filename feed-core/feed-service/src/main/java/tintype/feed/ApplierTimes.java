package tintype.feed;

import java.util.concurrent.atomic.LongAdder;

/** What batches of changes have cost the one thread that applies them, in all. */
final class ApplierTimes {
  private final LongAdder batches = new LongAdder();
  private final LongAdder waitNanos = new LongAdder();
  private final LongAdder workNanos = new LongAdder();

  /** One batch: from {@code handedOver}, when its stream brought it, to {@code begun}, to now. */
  void add(long handedOver, long begun) {
    batches.increment();
    waitNanos.add(begun - handedOver);
    workNanos.add(System.nanoTime() - begun);
  }

  long batches() {
    return batches.sum();
  }

  long waitNanos() {
    return waitNanos.sum();
  }

  long workNanos() {
    return workNanos.sum();
  }
}
