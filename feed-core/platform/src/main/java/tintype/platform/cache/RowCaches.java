package tintype.platform.cache;

import com.google.protobuf.Message;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tintype.platform.changelog.AppliedPositions;
import tintype.platform.changelog.ChangeBatch;
import tintype.platform.changelog.ChangeConsumer;
import tintype.platform.changelog.ChangeEvent;
import tintype.platform.changelog.ChangeLog;
import tintype.platform.changelog.Position;
import tintype.platform.changelog.PositionLostException;
import tintype.platform.changelog.StreamId;
import tintype.platform.changelog.Subscription;
import tintype.platform.rpc.CallWrites;
import tintype.platform.server.Background;
import tintype.platform.sql.Keyspace;
import tintype.platform.sql.Outbox;

/**
 * What a service keeps in memory of its keyspace's rows, and the news that invalidates it. News
 * comes twice: of what this process has committed before the call answers, and of everything by the
 * change log. While the log is not followed to its end, or has not told yet of a write that a call
 * must see ({@code tintype-after}), rows are read instead.
 *
 * <p>Caches and effects are to be added before the start; without caches nothing is followed.
 */
public final class RowCaches implements Background, Outbox.Listener {
  private static final Logger log = LoggerFactory.getLogger(RowCaches.class);

  /** Before the log is asked for again where it was not there. */
  private static final Duration PAUSE = Duration.ofMillis(500);

  /** What is done upon news of one kind. */
  private record Effect<M extends Message>(M kind, Consumer<M> action) {
    @SuppressWarnings("unchecked") // Both are of the one kind.
    void run(Message news) {
      action.accept((M) news);
    }
  }

  private final String consumer;
  private final Supplier<ChangeLog> changeLog;
  private final MeterRegistry metrics;
  private final AppliedPositions applied;
  private final List<RowCache<?, ?>> caches = new ArrayList<>();
  private final Map<String, Effect<?>> effects = new HashMap<>();
  private final Semaphore bell = new Semaphore(0);
  private final Thread follower;
  private volatile @Nullable Subscription subscription;

  /**
   * @param service whose rows they are
   * @param changeLog of the keyspace
   */
  public RowCaches(
      String service,
      Keyspace keyspace,
      Supplier<ChangeLog> changeLog,
      InstantSource clock,
      MeterRegistry metrics) {
    this.consumer = service + "-cache";
    this.changeLog = changeLog;
    this.metrics = metrics;
    this.applied = new AppliedPositions(clock, keyspace);
    this.follower = Thread.ofVirtual().name(consumer).unstarted(this::work);
  }

  /**
   * Adds a cache.
   *
   * @param what it holds, such as {@code post}
   * @param maxBytes of all its entries, as estimated
   * @param bytes that a value takes
   */
  public <K, V> RowCache<K, V> add(String what, long maxBytes, ToIntFunction<? super V> bytes) {
    RowCache<K, V> cache = new RowCache<>(what, maxBytes, bytes, this::hold, metrics);
    caches.add(cache);
    return cache;
  }

  /**
   * Says what news of a kind invalidates.
   *
   * @param kind any message of it
   */
  public <M extends Message> void on(M kind, Consumer<M> action) {
    effects.put(kind.getDescriptorForType().getName(), new Effect<>(kind, action));
  }

  @Override
  public String name() {
    return consumer;
  }

  @Override
  public void start() {
    if (!caches.isEmpty()) {
      follower.start();
    }
  }

  /** Without its caches a service is slower, and ready. */
  @Override
  public String notReady() {
    return "";
  }

  @Override
  public void close() {
    follower.interrupt();
    try {
      follower.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void committed(long id, Message news) {
    Effect<?> effect = effects.get(news.getDescriptorForType().getName());
    if (effect != null) {
      effect.run(news);
    }
    applied.applied(id);
  }

  /** Whether what is kept is as the rows are, and as the current call must see them. */
  private boolean hold() {
    Subscription following = subscription;
    return following != null
        && following.trouble().isEmpty()
        && following.lag().isZero()
        && applied.include(CallWrites.mustSee());
  }

  private void work() {
    try {
      while (true) {
        try {
          follow();
        } catch (RuntimeException e) {
          log.atWarn().addKeyValue("consumer", consumer).setCause(e).log("Change log not followed");
          TimeUnit.NANOSECONDS.sleep(PAUSE.toNanos());
        }
      }
    } catch (InterruptedException e) {
      log.atDebug().addKeyValue("consumer", consumer).log("Caches are followed no more");
    }
  }

  /** Follows the log from its end on, until it is lost. */
  private void follow() throws InterruptedException {
    ChangeLog followed = changeLog.get();
    bell.drainPermits();
    Map<StreamId, Position> end = followed.end();
    try (Subscription begun = followed.tail(consumer, end, new News())) {
      // What was kept is of before the end, and news of it may be what was lost.
      caches.forEach(RowCache::invalidateAll);
      subscription = begun;
      bell.acquire();
    } finally {
      subscription = null;
    }
  }

  /** What the log tells. */
  private final class News implements ChangeConsumer {
    @Override
    public void apply(ChangeBatch batch) throws Exception {
      for (ChangeEvent event : batch.events()) {
        Effect<?> effect = effects.get(event.kind());
        if (effect != null) {
          effect.run(effect.kind().getParserForType().parseFrom(event.payload()));
        }
      }
      applied.applied(batch);
    }

    @Override
    public void positionLost(StreamId stream, PositionLostException lost) {
      subscription = null;
      bell.release();
    }
  }
}
