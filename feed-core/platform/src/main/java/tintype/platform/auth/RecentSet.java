package tintype.platform.auth;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Numbers that were added within the last while. Beyond a million the oldest are forgotten early.
 */
final class RecentSet {
  static final int MAX = 1_000_000;
  private static final Logger log = LoggerFactory.getLogger(RecentSet.class);

  private record Entry(long value, long forgetMillis) {}

  private final long keptMillis;
  private final Clock clock;
  private final int max;
  private final Set<Long> values = ConcurrentHashMap.newKeySet();
  private final Deque<Entry> oldestFirst = new ArrayDeque<>();

  RecentSet(Duration kept, Clock clock) {
    this(kept, clock, MAX);
  }

  RecentSet(Duration kept, Clock clock, int max) {
    this.keptMillis = kept.toMillis();
    this.clock = clock;
    this.max = max;
  }

  boolean contains(long value) {
    return values.contains(value);
  }

  /** Adding it again does not keep it longer. */
  synchronized void add(long value) {
    long now = clock.millis();
    while (!oldestFirst.isEmpty() && oldestFirst.getFirst().forgetMillis() <= now) {
      values.remove(oldestFirst.removeFirst().value());
    }
    if (!values.add(value)) {
      return;
    }
    oldestFirst.addLast(new Entry(value, now + keptMillis));
    if (oldestFirst.size() > max) {
      values.remove(oldestFirst.removeFirst().value());
      log.atWarn().addKeyValue("max", max).log("too many recent numbers: the oldest was forgotten");
    }
  }

  synchronized int size() {
    return oldestFirst.size();
  }
}
