package tintype.platform.changelog;

import java.time.Duration;
import java.util.Optional;

/**
 * The right to run one stream of one consumer, which holds until it lapses unrenewed, and the
 * position that only its holder moves.
 */
final class ConsumerLease {
  /** How long a dead holder keeps others out. */
  static final Duration TERM = Duration.ofSeconds(5);

  private final PositionStore store;
  private final String consumer;
  private final StreamId stream;
  private final long epoch;
  private Position saved;
  private volatile long renewedAt;

  private ConsumerLease(
      PositionStore store, String consumer, StreamId stream, long epoch, Position saved) {
    this.store = store;
    this.consumer = consumer;
    this.stream = stream;
    this.epoch = epoch;
    this.saved = saved;
  }

  /** Takes the lease, or answers nothing if somebody else has it. */
  static Optional<ConsumerLease> take(
      PositionStore store, String consumer, StreamId stream, String holder) {
    long start = System.nanoTime();
    return store
        .take(consumer, stream, holder, TERM)
        .map(taken -> new ConsumerLease(store, consumer, stream, taken.epoch(), taken.position()))
        .map(lease -> lease.renewedAt(start));
  }

  /** What was saved last; null before the first time. */
  Position saved() {
    return saved;
  }

  /** Whether nobody else can hold it: by this machine's stopwatch, with half a term to spare. */
  boolean isSafe() {
    return System.nanoTime() - renewedAt < TERM.toNanos() / 2;
  }

  Duration sinceRenewal() {
    return Duration.ofNanos(System.nanoTime() - renewedAt);
  }

  /** Saves a position, which renews too; false if the lease is somebody else's now. */
  boolean save(Position position) {
    long start = System.nanoTime();
    if (!store.save(consumer, stream, epoch, position, TERM)) {
      return false;
    }
    saved = position;
    renewedAt = start;
    return true;
  }

  /** False if the lease is somebody else's now. */
  boolean renew() {
    long start = System.nanoTime();
    if (!store.renew(consumer, stream, epoch, TERM)) {
      return false;
    }
    renewedAt = start;
    return true;
  }

  void release() {
    store.release(consumer, stream, epoch);
  }

  private ConsumerLease renewedAt(long nanos) {
    renewedAt = nanos;
    return this;
  }
}
