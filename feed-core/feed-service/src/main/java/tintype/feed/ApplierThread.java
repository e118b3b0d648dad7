package tintype.feed;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import tintype.platform.changelog.AppliedPositions;
import tintype.platform.changelog.ChangeBatch;
import tintype.platform.changelog.ChangeConsumer;
import tintype.platform.changelog.PositionLostException;
import tintype.platform.changelog.StreamId;

/**
 * The one thread that writes to a store while all streams are being tailed. A stream hands over a
 * batch and waits until it is in the store, so its position never runs ahead, and the queue never
 * holds more than one batch of each stream.
 */
final class ApplierThread implements ChangeConsumer, AutoCloseable {
  /** More than the shards of three keyspaces; a stream that finds no room tries again later. */
  private static final int MAX_STREAMS = 4096;

  private final FeedEvents events;
  private final AppliedPositions applied;
  private final Runnable onLost;
  private final Map<StreamId, String> troubles = new ConcurrentHashMap<>();
  private final LongAdder changes = new LongAdder();
  private final ApplierTimes times = new ApplierTimes();
  private final ThreadPoolExecutor thread =
      new ThreadPoolExecutor(
          1,
          1,
          0,
          TimeUnit.SECONDS,
          new ArrayBlockingQueue<>(MAX_STREAMS),
          Thread.ofPlatform().daemon().name("feed-applier").factory());

  /**
   * @param applied is told what reads can see
   * @param onLost is told, on a stream's thread, that changes of a stream are missing
   */
  ApplierThread(FeedEvents events, AppliedPositions applied, Runnable onLost) {
    this.events = events;
    this.applied = applied;
    this.onLost = onLost;
  }

  @Override
  public void apply(ChangeBatch batch) throws Exception {
    long handedOver = System.nanoTime();
    Future<?> done =
        thread.submit(
            () -> {
              long begun = System.nanoTime();
              events.apply(batch);
              applied.applied(batch);
              changes.add(batch.events().size());
              times.add(handedOver, begun);
              return null;
            });
    try {
      done.get();
      troubles.remove(batch.stream());
    } catch (ExecutionException e) {
      troubles.put(batch.stream(), Capacity.explain(e.getCause(), String.valueOf(e.getCause())));
      throw e.getCause() instanceof Exception cause ? cause : e;
    }
  }

  /** Does something short between two batches. An interrupt does not leave it half known. */
  <T> T between(Supplier<T> action) {
    return CompletableFuture.supplyAsync(action, thread).join();
  }

  /** How many were put into effect. */
  long changes() {
    return changes.sum();
  }

  @Override
  public void positionLost(StreamId stream, PositionLostException lost) {
    onLost.run();
  }

  ApplierTimes times() {
    return times;
  }

  /** Whether some stream cannot go on; asked at every read. */
  boolean isTroubled() {
    return !troubles.isEmpty();
  }

  /** Why a stream cannot go on; empty while all can. */
  Optional<String> trouble() {
    return troubles.entrySet().stream()
        .findFirst()
        .map(t -> "stream " + t.getKey() + " stands still: " + t.getValue());
  }

  /** To be called once no stream hands over any more. */
  @Override
  public void close() {
    thread.shutdown();
  }
}
