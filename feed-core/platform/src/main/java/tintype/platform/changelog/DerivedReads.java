package tintype.platform.changelog;

import io.grpc.Context;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import tintype.platform.config.Config;
import tintype.platform.rpc.AsyncHandler;
import tintype.platform.rpc.CallWrites;
import tintype.platform.rpc.UnaryHandler;
import tintype.platform.rpc.WritePositions;

/**
 * Lets reads of what is derived from the change log see the writes that their caller names ({@code
 * tintype-after}): such a read waits until they have taken effect, for the limit at most, and then
 * answers whatever is there. How long it waited is {@code derived.read.wait}; one that answered
 * without is counted in {@code derived.read.missed}.
 *
 * <p>What another process applies, where it holds the stream's lease, is not seen from here: such a
 * read waits for the whole limit and counts as missed, though by then the effect is as a rule
 * there.
 */
public final class DerivedReads {
  /**
   * Settings. Keys: {@code after-...}.
   *
   * @param maxWait the longest that a read waits
   */
  public record Limits(Duration maxWait) {
    private static final Duration MOST = Duration.ofSeconds(2);

    public Limits {
      if (maxWait.isNegative() || maxWait.compareTo(MOST) > 0) {
        throw new IllegalArgumentException("after-max-wait: " + maxWait + " (expected: 0s..2s)");
      }
    }

    public static Limits of(Config config) {
      return config.bind("after", new Limits(Duration.ofMillis(250)));
    }
  }

  private static final Executor VIRTUAL =
      task -> Thread.ofVirtual().name("derived-read").start(task);

  private final Supplier<AppliedPositions> applied;
  private final Limits limits;
  private final Timer waits;
  private final Counter missed;

  /**
   * @param service for the metrics
   * @param applied what the reads are answered from, asked anew for each
   */
  public DerivedReads(
      String service, Supplier<AppliedPositions> applied, Limits limits, MeterRegistry metrics) {
    this.applied = applied;
    this.limits = limits;
    this.waits =
        Timer.builder("derived.read.wait")
            .description("Reads that must see writes: how long they waited for these")
            .tag("service", service)
            .publishPercentileHistogram()
            .minimumExpectedValue(Duration.ofNanos(100_000))
            .maximumExpectedValue(Limits.MOST)
            .register(metrics);
    this.missed =
        Counter.builder("derived.read.missed")
            .description("Reads that answered without the writes that they should have seen")
            .tag("service", service)
            .register(metrics);
  }

  /** The same read, which waits on its own thread. */
  public <Q, A> UnaryHandler<Q, A> blocking(UnaryHandler<Q, A> read) {
    return request -> {
      WritePositions after = CallWrites.after();
      if (!after.isEmpty()) {
        awaitSeen(after).join();
      }
      return read.handle(request);
    };
  }

  /** The same read, begun on a thread of its own where it had to wait. */
  public <Q, A> AsyncHandler<Q, A> async(AsyncHandler<Q, A> read) {
    return request -> {
      WritePositions after = CallWrites.after();
      if (after.isEmpty()) {
        return read.handle(request);
      }
      CompletableFuture<Boolean> seen = awaitSeen(after);
      if (seen.isDone()) {
        return read.handle(request);
      }
      Callable<CompletionStage<A>> then = Context.current().wrap(() -> read.handle(request));
      return seen.thenComposeAsync(ignored -> call(then), VIRTUAL);
    };
  }

  private CompletableFuture<Boolean> awaitSeen(WritePositions after) {
    AppliedPositions index = applied.get();
    if (!index.concerns(after)) {
      return CompletableFuture.completedFuture(true);
    }
    long start = System.nanoTime();
    CompletableFuture<Boolean> seen = index.await(after, limits.maxWait());
    seen.thenAccept(
        all -> {
          waits.record(System.nanoTime() - start, TimeUnit.NANOSECONDS);
          if (!all) {
            missed.increment();
          }
        });
    return seen;
  }

  private static <A> CompletionStage<A> call(Callable<CompletionStage<A>> read) {
    try {
      return read.call();
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException("a handler declares no other", e);
    }
  }
}
