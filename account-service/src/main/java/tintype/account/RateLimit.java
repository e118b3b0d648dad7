package tintype.account;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Allows each key so many calls at once, and then so many a minute: a token bucket, by its virtual
 * schedule (GCRA, ITU-T I.371). In this process alone.
 */
final class RateLimit {
  private static final long MINUTE_MICROS = 60_000_000L;

  private final long intervalMicros;
  private final Map<Long, Long> nextFree;

  /**
   * @param perMinute 1 or more
   * @param maxKeys keys remembered; the one not used for longest is forgotten, and so has its whole
   *     allowance again
   */
  RateLimit(int perMinute, int maxKeys) {
    if (perMinute < 1) {
      throw new IllegalArgumentException("calls a minute: " + perMinute + " (expected: 1 or more)");
    }
    intervalMicros = MINUTE_MICROS / perMinute;
    nextFree =
        new LinkedHashMap<>(16, 0.75f, true) {
          private static final long serialVersionUID = 1;

          @Override
          protected boolean removeEldestEntry(Map.Entry<Long, Long> eldest) {
            return size() > maxKeys;
          }
        };
  }

  /** Zero for a call that may go on and was counted, else how long to wait. */
  synchronized Duration admit(long key, long nowMicros) {
    long due = Math.max(nextFree.getOrDefault(key, nowMicros), nowMicros) + intervalMicros;
    long early = due - nowMicros - MINUTE_MICROS;
    if (early > 0) {
      return Duration.ofNanos(early * 1_000);
    }
    nextFree.put(key, due);
    return Duration.ZERO;
  }
}
