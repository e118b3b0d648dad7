package tintype.platform.changelog;

import java.time.Duration;

/** When a consumer that had caught up is no longer taken for one that has. */
public final class FallBehind {
  /** What is derived from a log may be older than the log by this much and still serve. */
  public static final Duration LIMIT = Duration.ofSeconds(30);

  private FallBehind() {}

  /** Why what is derived from the subscription is not to be relied on; empty when it is. */
  public static String reason(Subscription subscription) {
    String trouble = subscription.trouble();
    if (!trouble.isEmpty()) {
      return trouble;
    }
    Duration lag = subscription.lag();
    return lag.compareTo(LIMIT) < 0 ? "" : lag.toSeconds() + " s behind the change log";
  }
}
