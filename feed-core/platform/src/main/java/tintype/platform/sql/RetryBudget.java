package tintype.platform.sql;

import java.util.function.LongSupplier;

/**
 * How many calls of one database may be tried again, so that an outage is not multiplied by those
 * who wait for its end: a share of the calls, and a few a second however little is going on.
 */
final class RetryBudget {
  /** Of all calls. */
  static final double SHARE = 0.2;

  /** In a second, beside the share. */
  static final double FLOOR = 10;

  /** What may be saved up. */
  static final double MAX = 100;

  private final LongSupplier nanoTime;
  private double tokens = MAX;
  private long filledAt;

  RetryBudget(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.filledAt = nanoTime.getAsLong();
  }

  /** To be told of each call, once. */
  synchronized void called() {
    tokens = Math.min(MAX, tokens + SHARE);
  }

  /** Whether one more may be tried again; counts it. */
  synchronized boolean take() {
    long now = nanoTime.getAsLong();
    tokens = Math.min(MAX, tokens + FLOOR * (now - filledAt) / 1e9);
    filledAt = now;
    if (tokens < 1) {
      return false;
    }
    tokens--;
    return true;
  }
}
