package tintype.engine;

/**
 * The bounds of a {@link FeedStore}.
 *
 * @param maxBytes most memory that pages may take, in bytes; it is reserved at once and touched as
 *     the store grows
 * @param maxAccounts most accounts that the dictionary may hold
 */
public record FeedStoreConfig(long maxBytes, int maxAccounts) {

  /** What a configuration without further words gets. */
  public static final FeedStoreConfig DEFAULT = new FeedStoreConfig(2L << 30, 1 << 28);

  private static final long MIN_BYTES = 1 << 20;
  private static final long LIMIT_BYTES = 256L << 30;
  private static final int LIMIT_ACCOUNTS = 1 << 30;

  public FeedStoreConfig {
    if (maxBytes < MIN_BYTES || maxBytes > LIMIT_BYTES) {
      throw new IllegalArgumentException(
          "maxBytes: " + maxBytes + " (expected: " + MIN_BYTES + ".." + LIMIT_BYTES + ")");
    }
    if (maxAccounts < 1 || maxAccounts > LIMIT_ACCOUNTS) {
      throw new IllegalArgumentException(
          "maxAccounts: " + maxAccounts + " (expected: 1.." + LIMIT_ACCOUNTS + ")");
    }
  }

  /** The default with another bound of memory, in bytes. */
  public static FeedStoreConfig ofBytes(long maxBytes) {
    return new FeedStoreConfig(maxBytes, DEFAULT.maxAccounts);
  }
}
