package tintype.media;

import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import tintype.platform.rpc.ApiException;

/**
 * Lets so many uploads in at one time, and of them so many of one account, so that nobody holds all
 * places; the others are asked to try again.
 */
final class UploadGate {
  private static final Duration RETRY_DELAY = Duration.ofSeconds(1);

  private final Semaphore places;
  private final int placesAnAccount;

  /** Of accounts that upload; never more of them than places. */
  private final Map<Long, Integer> taken = new ConcurrentHashMap<>();

  @Inject
  UploadGate(MediaConfig config) {
    this.places = new Semaphore(config.maxUploads());
    this.placesAnAccount = config.maxUploadsPerAccount();
  }

  /** Takes a place, to be given back by {@link #leave}. */
  void enter(long account) {
    if (!places.tryAcquire()) {
      throw ApiException.tryAgain("too many uploads are under way", RETRY_DELAY, null);
    }
    if (taken.merge(account, 1, Integer::sum) > placesAnAccount) {
      leave(account);
      throw ApiException.tryAgain(
          "too many uploads of this account are under way", RETRY_DELAY, null);
    }
  }

  void leave(long account) {
    taken.computeIfPresent(account, (id, count) -> count == 1 ? null : count - 1);
    places.release();
  }
}
