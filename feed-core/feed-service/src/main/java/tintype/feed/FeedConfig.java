package tintype.feed;

import java.time.Duration;
import tintype.engine.FeedStoreConfig;
import tintype.platform.config.ByteSize;

/**
 * Settings of the feed. Keys: {@code feed-...}.
 *
 * @param engineMemory most memory of one store; a rebuild beside a living one takes it a second
 *     time
 * @param engineAccounts most accounts that a store may know
 * @param retryPause how long a rebuild waits after it failed, at first; it doubles up to 32 times
 *     that
 */
record FeedConfig(ByteSize engineMemory, int engineAccounts, Duration retryPause) {

  static FeedConfig defaults() {
    return new FeedConfig(
        new ByteSize(FeedStoreConfig.DEFAULT.maxBytes()),
        FeedStoreConfig.DEFAULT.maxAccounts(),
        Duration.ofMillis(250));
  }

  FeedStoreConfig engine() {
    return new FeedStoreConfig(engineMemory.bytes(), engineAccounts);
  }
}
