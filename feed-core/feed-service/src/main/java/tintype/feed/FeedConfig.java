package tintype.feed;

import java.time.Duration;
import java.time.InstantSource;
import tintype.engine.FeedStoreConfig;
import tintype.platform.config.ByteSize;

/**
 * Settings of the feed. Keys: {@code feed-...}.
 *
 * @param engineMemory most memory of one store; a rebuild beside a living one takes it a second
 *     time
 * @param engineAccounts most accounts that a store may know
 * @param engineHotLists most memory of lists of followees as they are read; beyond it, those that
 *     nobody reads are compressed
 * @param engineColdLists most memory of compressed lists; beyond it, those that nobody reads are
 *     left to the database until they are read
 * @param retryPause how long a rebuild waits after it failed, at first; it doubles up to 32 times
 *     that
 */
record FeedConfig(
    ByteSize engineMemory,
    int engineAccounts,
    ByteSize engineHotLists,
    ByteSize engineColdLists,
    Duration retryPause) {

  /** With room for some 200 million follows hot and as many cold, which few ever need. */
  static FeedConfig defaults() {
    return new FeedConfig(
        new ByteSize(FeedStoreConfig.DEFAULT.maxBytes()),
        FeedStoreConfig.DEFAULT.maxAccounts(),
        ByteSize.ofMiB(1024),
        ByteSize.ofMiB(512),
        Duration.ofMillis(250));
  }

  /**
   * The bounds of a store.
   *
   * @param clock what the ends of mutes are compared with
   */
  FeedStoreConfig engine(InstantSource clock) {
    return new FeedStoreConfig(engineMemory.bytes(), engineAccounts)
        .withLists(engineHotLists.bytes(), engineColdLists.bytes())
        .withClock(clock);
  }
}
