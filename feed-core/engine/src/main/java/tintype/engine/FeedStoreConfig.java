package tintype.engine;

import java.time.Clock;
import java.time.InstantSource;

/**
 * The bounds of a {@link FeedStore}.
 *
 * @param maxBytes most memory that pages may take, in bytes; it is reserved at once and touched as
 *     the store grows
 * @param maxAccounts most accounts that the dictionary may hold
 * @param hotBytes most memory of lists of followees that are ready to read, in bytes; beyond it,
 *     those that nobody reads are compressed
 * @param coldBytes most memory of compressed lists, in bytes, and their pages have up to an eighth
 *     more; beyond it, those that nobody reads leave memory
 * @param ranking whether what ranks a feed has its place: a byte for each followee of a hot list,
 *     and 4 for each post of a ring
 * @param clock what the ends of mutes are compared with, to the millisecond, at each read
 */
public record FeedStoreConfig(
    long maxBytes,
    int maxAccounts,
    long hotBytes,
    long coldBytes,
    boolean ranking,
    InstantSource clock) {

  /** What a configuration without further words gets. */
  public static final FeedStoreConfig DEFAULT = new FeedStoreConfig(2L << 30, 1 << 28);

  private static final long MIN_BYTES = 1 << 20;
  private static final long LIMIT_BYTES = 256L << 30;
  private static final int LIMIT_ACCOUNTS = 1 << 30;

  public FeedStoreConfig {
    if (hotBytes < 0 || coldBytes < 0) {
      throw new IllegalArgumentException(
          "hotBytes, coldBytes: " + hotBytes + ", " + coldBytes + " (expected: 0 or more)");
    }
    if (maxBytes < MIN_BYTES || maxBytes > LIMIT_BYTES) {
      throw new IllegalArgumentException(
          "maxBytes: " + maxBytes + " (expected: " + MIN_BYTES + ".." + LIMIT_BYTES + ")");
    }
    if (maxAccounts < 1 || maxAccounts > LIMIT_ACCOUNTS) {
      throw new IllegalArgumentException(
          "maxAccounts: " + maxAccounts + " (expected: 1.." + LIMIT_ACCOUNTS + ")");
    }
  }

  /** With lists that never leave memory, no place for ranking, and the system's clock. */
  public FeedStoreConfig(long maxBytes, int maxAccounts) {
    this(maxBytes, maxAccounts, maxBytes, maxBytes, false, Clock.systemUTC());
  }

  /** With other budgets for lists of followees, in bytes. */
  public FeedStoreConfig withLists(long hotBytes, long coldBytes) {
    return new FeedStoreConfig(maxBytes, maxAccounts, hotBytes, coldBytes, ranking, clock);
  }

  /**
   * With a place for what ranks a feed. Lists take a quarter more (those of over 6,550 a page of 64
   * KiB), rings a half. A snapshot may be loaded with it or without; without, what it says is lost
   * as lists and rings change.
   */
  public FeedStoreConfig withRanking() {
    return new FeedStoreConfig(maxBytes, maxAccounts, hotBytes, coldBytes, true, clock);
  }

  /** With another clock. */
  public FeedStoreConfig withClock(InstantSource other) {
    return new FeedStoreConfig(maxBytes, maxAccounts, hotBytes, coldBytes, ranking, other);
  }

  /** The default with another bound of memory, in bytes. */
  public static FeedStoreConfig ofBytes(long maxBytes) {
    return new FeedStoreConfig(maxBytes, DEFAULT.maxAccounts);
  }
}
