package tintype.feed;

import io.grpc.Context;
import io.grpc.Deadline;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
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
  private static final Duration BETWEEN_LINES = Duration.ofMinutes(1);

  /**
   * Where callers go on: the timer's thread is everybody's, and on a load's the next would wait.
   */
  private static final Executor VIRTUAL =
      task -> Thread.ofVirtual().name("feed-loaded").start(task);

  /** A list, in a life of the index. */
  private record Key(Generation generation, long reader) {}

  private final FolloweeSource source;
  private final Duration timeout;
  private final Map<Key, CompletableFuture<@Nullable Void>> underWay = new ConcurrentHashMap<>();
  private final ThreadPoolExecutor threads;
  private final Timer loads;
  private final Counter failures;
  private final AtomicLong nextLine = new AtomicLong(System.nanoTime());

  @Inject
  FolloweeLoads(FolloweeSource source, LoadConfig config, MeterRegistry metrics) {
    this.source = source;
    this.timeout = config.timeout();
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
   * Completes when the reader's list is in the store; fails with {@code TRY_AGAIN} where that is
   * not possible now, soon enough for the current call to say so before its deadline. It completes
   * on a virtual thread of its own, where what comes next may take its time.
   */
  CompletableFuture<@Nullable Void> load(Generation generation, long reader) {
    return inTime(begin(new Key(generation, reader)));
  }

  /** The load under way, or a new one. */
  private CompletableFuture<@Nullable Void> begin(Key key) {
    CompletableFuture<@Nullable Void> mine = new CompletableFuture<>();
    CompletableFuture<@Nullable Void> other = underWay.putIfAbsent(key, mine);
    if (other != null) {
      return other;
    }
    long start = System.nanoTime();
    Deadline end = Deadline.after(timeout.toNanos(), TimeUnit.NANOSECONDS);
    try {
      threads.execute(Context.current().fork().wrap(() -> run(key, mine, start, end)));
    } catch (RejectedExecutionException e) {
      finish(key, mine, e, "too many feeds are being loaded");
      failures.increment();
    } catch (RuntimeException | Error e) {
      finish(key, mine, e, "the feed could not be loaded");
      failures.increment();
      tell(key, e);
    }
    return mine;
  }

  /** The last tenth of a call's time is left for its answer. */
  private CompletableFuture<@Nullable Void> inTime(CompletableFuture<@Nullable Void> load) {
    Deadline call = Context.current().getDeadline();
    long left = call == null ? Long.MAX_VALUE : call.timeRemaining(TimeUnit.NANOSECONDS);
    return load.copy()
        .orTimeout(Math.min(timeout.toNanos(), left - left / 10), TimeUnit.NANOSECONDS)
        .handleAsync((there, failure) -> outcome(failure), VIRTUAL);
  }

  private static @Nullable Void outcome(@Nullable Throwable failure) {
    if (failure instanceof TimeoutException) {
      throw new CompletionException(tryAgain("the feed is still being loaded", failure));
    }
    if (failure != null) {
      throw failure instanceof CompletionException known ? known : new CompletionException(failure);
    }
    return null;
  }

  private void run(Key key, CompletableFuture<@Nullable Void> result, long start, Deadline end) {
    Throwable failure = null;
    try {
      loadNow(key, end);
      loads.record(System.nanoTime() - start, TimeUnit.NANOSECONDS);
    } catch (RuntimeException | Error e) {
      failure = e;
      failures.increment();
    } finally {
      finish(key, result, failure, "the feed could not be loaded");
    }
    if (failure != null) {
      tell(key, failure);
    }
  }

  /** Whatever fails besides: a key that stayed under way would never be loaded again. */
  private void finish(
      Key key,
      CompletableFuture<@Nullable Void> result,
      @Nullable Throwable failure,
      String message) {
    underWay.remove(key, result);
    if (failure == null) {
      result.complete(null);
    } else {
      result.completeExceptionally(tryAgain(message, failure));
    }
  }

  /** Of one a minute: while graph-service is away each read fails. The counter has them all. */
  private void tell(Key key, Throwable failure) {
    long due = nextLine.get();
    long now = System.nanoTime();
    if (now - due >= 0 && nextLine.compareAndSet(due, now + BETWEEN_LINES.toNanos())) {
      log.atWarn()
          .setCause(failure)
          .addKeyValue("account", key.reader())
          .addKeyValue("failures", (long) failures.count())
          .log("followees not loaded");
    }
  }

  private void loadNow(Key key, Deadline end) {
    Generation generation = key.generation();
    long reader = key.reader();
    if (!generation.reader().isAbsent(reader)) {
      // Loaded since the caller looked.
      return;
    }
    if (end.isExpired()) {
      throw new IllegalStateException("its turn came after " + timeout);
    }
    generation.change(follows -> follows.beginLoad(reader));
    try {
      Followees followees = source.followees(reader, end);
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
