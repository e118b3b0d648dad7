package tintype.media;

import jakarta.inject.Inject;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tintype.platform.server.Background;

/**
 * Takes the remains of deleted comments away, soon after a deletion here, and from time to time
 * what other processes have left.
 */
final class CommentRemainsSweeper implements Background {
  private static final Logger log = LoggerFactory.getLogger(CommentRemainsSweeper.class);
  private static final Duration EVERY = Duration.ofSeconds(30);

  private final CommentRemains remains;
  private final Thread thread;
  private volatile boolean stopped;

  @Inject
  CommentRemainsSweeper(CommentRemains remains) {
    this.remains = remains;
    this.thread = Thread.ofVirtual().name("comment-remains").unstarted(this::work);
  }

  @Override
  public String name() {
    return "comment-remains";
  }

  @Override
  public void start() {
    thread.start();
  }

  @Override
  public String notReady() {
    return "";
  }

  /** Waits for a transaction under way. */
  @Override
  public void close() {
    stopped = true;
    remains.ring();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void work() {
    try {
      while (!stopped) {
        sweep();
        if (remains.bell().tryAcquire(EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
          remains.bell().drainPermits();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void sweep() {
    try {
      remains.clear(() -> stopped);
    } catch (RuntimeException e) {
      log.atWarn().setCause(e).log("Likes of deleted comments are left for later");
    }
  }
}
