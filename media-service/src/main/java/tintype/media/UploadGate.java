package tintype.media;

import jakarta.inject.Inject;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import tintype.platform.rpc.ApiException;

/** Lets so many uploads in at one time; the others are asked to try again. */
final class UploadGate {
  private static final Duration RETRY_DELAY = Duration.ofSeconds(1);

  private final Semaphore places;

  @Inject
  UploadGate(MediaConfig config) {
    this.places = new Semaphore(config.maxUploads());
  }

  /** Takes a place, to be given back by {@link #leave}. */
  void enter() {
    if (!places.tryAcquire()) {
      throw ApiException.tryAgain("too many uploads are under way", RETRY_DELAY, null);
    }
  }

  void leave() {
    places.release();
  }
}
