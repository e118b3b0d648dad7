package tintype.platform.ids;

import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Mints ids: unique in the whole installation, ascending within this process. Safe for any number
 * of threads.
 */
public final class IdGenerator {
  /** How long a caller waits for a clock that went back before it is told so. */
  public static final Duration MAX_WAIT = Duration.ofSeconds(5);

  private static final int SEQUENCE_MASK = (1 << IdClock.SEQUENCE_BITS) - 1;
  private static final long PAUSE_NANOS = 100_000;

  private final MintingRight right;
  private final InstantSource clock;
  private final Duration maxWait;

  /** Milliseconds since the ids' epoch and sequence of the newest id: an id without its node. */
  private final AtomicLong newest = new AtomicLong();

  public IdGenerator(MintingRight right, InstantSource clock) {
    this(right, clock, MAX_WAIT);
  }

  IdGenerator(MintingRight right, InstantSource clock, Duration maxWait) {
    this.right = right;
    this.clock = clock;
    this.maxWait = maxWait;
  }

  /**
   * The next id. Waits for the next millisecond when this one's 1,024 are used up, and while the
   * clock is behind the newest id.
   *
   * @throws LeaseLapsedException if the node number is not ours for certain
   * @throws IllegalStateException if the clock stays behind for longer than {@link #MAX_WAIT}
   */
  public long next() {
    long waitingSince = 0;
    while (true) {
      long millis = clock.millis();
      int node = right.node(millis);
      long last = newest.get();
      long next = successor(last, millis - IdClock.EPOCH_MILLIS);
      if (next < 0 || node == MintingRight.NOT_YET) {
        waitingSince = pause(waitingSince, millis);
      } else if (newest.compareAndSet(last, next)) {
        return id(next, node);
      }
    }
  }

  /** What follows the last one at this time, or -1 if nothing can follow yet. */
  private static long successor(long last, long millis) {
    long lastMillis = last >>> IdClock.SEQUENCE_BITS;
    if (millis > lastMillis) {
      return millis << IdClock.SEQUENCE_BITS;
    }
    boolean room = (last & SEQUENCE_MASK) < SEQUENCE_MASK;
    return millis == lastMillis && room ? last + 1 : -1;
  }

  private static long id(long timeAndSequence, int node) {
    long millis = timeAndSequence >>> IdClock.SEQUENCE_BITS;
    return millis << IdClock.TIME_SHIFT
        | (long) node << IdClock.SEQUENCE_BITS
        | timeAndSequence & SEQUENCE_MASK;
  }

  private long pause(long waitingSince, long millis) {
    long now = System.nanoTime();
    if (waitingSince != 0 && now - waitingSince > maxWait.toNanos()) {
      long newestMillis = (newest.get() >>> IdClock.SEQUENCE_BITS) + IdClock.EPOCH_MILLIS;
      throw new IllegalStateException(
          "clock: "
              + millis
              + " ms (expected: more than "
              + newestMillis
              + " ms, that of the newest id, and a time that the node number is held for)");
    }
    LockSupport.parkNanos(PAUSE_NANOS);
    return waitingSince == 0 ? now : waitingSince;
  }
}
