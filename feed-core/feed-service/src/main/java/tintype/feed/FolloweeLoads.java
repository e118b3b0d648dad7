package tintype.feed;

import io.grpc.Context;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tintype.platform.rpc.ApiException;

/**
 * Brings lists of followees back that are not in memory: one load at a time for a reader, whoever
 * asks, and a bounded number in all. A load goes on when its caller has gone, as the caller's next
 * try is the better for it.
 */
@Singleton
final class FolloweeLoads {
  private static final Logger log = LoggerFactory.getLogger(FolloweeLoads.class);
  private static final Duration RETRY = Duration.ofMillis(500);

  /** A list, in a life of the index. */
  private record Key(Generation generation, long reader) {}

  private final FolloweeSource source;
  private final Map<Key, CompletableFuture<Void>> underWay = new ConcurrentHashMap<>();
  private final ThreadPoolExecutor threads;
  private final Timer loads;
  private final Counter failures;

  @Inject
  FolloweeLoads(FolloweeSource source, LoadConfig config, MeterRegistry metrics) {
    this.source = source;
    this.threads =
        new ThreadPoolExecutor(
            config.parallel(),
            config.parallel(),
            1,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(config.waiting()),
            Thread.ofVirtual().name("feed-load-", 0).factory());
    this.threads.allowCoreThreadTimeOut(true);
    this.loads =
        Timer.builder("feed.load")
            .description("Loads of a list of followees that was not in memory, waiting included")
            .register(metrics);
    this.failures =
        Counter.builder("feed.load.failed")
            .description("Loads that failed or were refused")
            .register(metrics);
  }

  /**
   * Completes when the reader's list is in the store, on a thread that may wait; fails with {@code
   * TRY_AGAIN} where that is not possible now.
   */
  CompletableFuture<Void> load(Generation generation, long reader) {
    Key key = new Key(generation, reader);
    CompletableFuture<Void> mine = new CompletableFuture<>();
    CompletableFuture<Void> other = underWay.putIfAbsent(key, mine);
    if (other != null) {
      return other;
    }
    long start = System.nanoTime();
    Runnable task = Context.current().fork().wrap(() -> run(key, mine, start));
    try {
      threads.execute(task);
    } catch (RejectedExecutionException e) {
      failures.increment();
      underWay.remove(key, mine);
      mine.completeExceptionally(tryAgain("too many feeds are being loaded", e));
    }
    return mine;
  }

  private void run(Key key, CompletableFuture<Void> result, long start) {
    Throwable failure = null;
    try {
      loadNow(key);
      loads.record(System.nanoTime() - start, TimeUnit.NANOSECONDS);
    } catch (RuntimeException | Error e) {
      failures.increment();
      log.atWarn().setCause(e).addKeyValue("account", key.reader()).log("followees not loaded");
      failure = tryAgain("the feed could not be loaded", e);
    }
    underWay.remove(key, result);
    if (failure == null) {
      result.complete(null);
    } else {
      result.completeExceptionally(failure);
    }
  }

  private void loadNow(Key key) {
    Generation generation = key.generation();
    long reader = key.reader();
    if (!generation.reader().isAbsent(reader)) {
      // Loaded since the caller looked.
      return;
    }
    generation.change(follows -> follows.beginLoad(reader));
    try {
      long[] followees = source.followees(reader);
      generation.change(follows -> follows.endLoad(reader, followees));
    } catch (RuntimeException | Error e) {
      generation.change(follows -> follows.abandonLoad(reader));
      throw e;
    }
  }

  private static ApiException tryAgain(String message, Throwable cause) {
    return ApiException.tryAgain(message, RETRY, cause);
  }
}
