package tintype.allinone;

import java.util.concurrent.atomic.AtomicLong;

/** The longest time in which no call of a group was answered. Thread-safe. */
final class Gap {
  private final AtomicLong last = new AtomicLong();
  private final AtomicLong longest = new AtomicLong();

  /** Forgets what was, and counts from now on. */
  void begin() {
    last.set(System.nanoTime());
    longest.set(0);
  }

  void answered() {
    long now = System.nanoTime();
    longest.accumulateAndGet(now - last.getAndAccumulate(now, Math::max), Math::max);
  }

  double longestMillis() {
    return longest.get() / 1e6;
  }
}
