package tintype.edge;

import java.util.concurrent.atomic.AtomicInteger;

/** So many at once and no more. */
final class Places {
  private final int limit;
  private final AtomicInteger taken = new AtomicInteger();

  Places(int limit) {
    this.limit = limit;
  }

  /** Takes a place, to be given back by {@link #leave}; false where all are taken. */
  boolean take() {
    if (taken.incrementAndGet() <= limit) {
      return true;
    }
    taken.decrementAndGet();
    return false;
  }

  void leave() {
    taken.decrementAndGet();
  }
}
