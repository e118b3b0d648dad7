package tintype.benchmarks;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Looks at the top of one feed every half millisecond for posts that ought to be there. */
final class Sightings {
  private static final long LOOK_NANOS = TimeUnit.MICROSECONDS.toNanos(500);
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** When it was sent off, and when the answer said that it is committed. */
  private record Awaited(long began, long answered) {}

  private final Times fromAnswer = new Times("answer to visible");
  private final Times fromCall = new Times("call to visible");
  private final Map<Long, Awaited> awaited = new ConcurrentHashMap<>();
  private final Map<Long, Long> early = new ConcurrentHashMap<>();
  private final Callable<List<Long>> feed;
  private final Thread watcher;
  private volatile boolean stopped;
  private volatile long seenUpTo;

  private Sightings(Callable<List<Long>> feed) {
    this.feed = feed;
    this.watcher = Thread.ofPlatform().daemon().name("sightings").unstarted(this::watch);
  }

  static Sightings start(Callable<List<Long>> feed) throws Exception {
    Sightings sightings = new Sightings(feed);
    sightings.seenUpTo = feed.call().stream().mapToLong(Long::longValue).max().orElse(0);
    sightings.watcher.start();
    return sightings;
  }

  /** A post that is committed; it may have been seen before its answer came. */
  void await(long post, long began, long answered) {
    awaited.put(post, new Awaited(began, answered));
    Long seen = early.remove(post);
    if (seen != null) {
      found(post, seen);
    }
  }

  /** Waits for what has not been seen yet. */
  void stop() throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!awaited.isEmpty() && System.nanoTime() < deadline) {
      LockSupport.parkNanos(LOOK_NANOS);
    }
    stopped = true;
    watcher.join();
  }

  void print() {
    String missed = awaited.isEmpty() ? "" : "   NOT IN TIME " + awaited.size();
    fromAnswer.print(missed);
    fromCall.print(missed);
  }

  private void watch() {
    try {
      while (!stopped) {
        List<Long> posts = feed.call();
        long now = System.nanoTime();
        for (long post : posts) {
          if (post > seenUpTo) {
            Long before = early.putIfAbsent(post, now);
            found(post, before == null ? now : before);
          }
        }
        LockSupport.parkNanos(LOOK_NANOS);
      }
    } catch (Exception e) {
      System.err.println("the feed is not watched any more: " + e);
    }
  }

  private void found(long post, long seen) {
    Awaited known = awaited.remove(post);
    if (known != null) {
      fromAnswer.record(seen - known.answered());
      fromCall.record(seen - known.began());
    }
  }
}
