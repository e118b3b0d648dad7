package tintype.platform.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.google.protobuf.Message;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tintype.platform.changelog.AppliedPositions;
import tintype.platform.changelog.Backoff;
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
import tintype.platform.sql.DatabaseUnavailableException;
import tintype.platform.sql.Keyspace;
import tintype.platform.sql.Outbox;

/**
 * What a service keeps in memory of its keyspace's rows, and the news that invalidates it. News
 * comes twice: of what this process has committed before the call answers, and of everything by the
 * change log. Rows are read instead where the log has not told yet of a write that a call must see
 * ({@code tintype-after}), and while it is not certain that everything older than {@link
 * #MAX_UNTOLD} was told. So what other processes commit is seen once the log has told of it, and in
 * trouble after that time at most.
 *
 * <p>Caches and effects are to be added before the start; without caches nothing is followed.
 */
public final class RowCaches implements Background, Outbox.Listener {
  private static final Logger log = LoggerFactory.getLogger(RowCaches.class);

  /** How old a write may be that the log has not told of. */
  static final Duration MAX_UNTOLD = Duration.ofSeconds(5);

  /**
   * Own commits that the log is awaited to tell of; forgetting one costs a row to be read again.
   */
  private static final int MAX_OWN = 10_000;

  /** How often it is asked how far the log goes. */
  private static final Duration LOOK = Duration.ofSeconds(1);

  /** How long a stop waits for a database that is being asked. */
  private static final Duration MAX_CLOSING = Duration.ofSeconds(2);

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
  private final Cache<Long, Boolean> own = Caffeine.newBuilder().maximumSize(MAX_OWN).build();
  private final LongSupplier nanoTime;
  private final CountDownLatch stop = new CountDownLatch(1);

  /** Rings where the log is lost, or is to be followed no more. */
  private final Semaphore bell = new Semaphore(0);

  private final Backoff backoff = new Backoff(stop);
  private final Thread follower;
  private volatile boolean followed;

  /** Everything committed before this time by the stopwatch was told; of use while followed. */
  private volatile long toldUntil;

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
    this(service, keyspace, changeLog, clock, metrics, System::nanoTime);
  }

  RowCaches(
      String service,
      Keyspace keyspace,
      Supplier<ChangeLog> changeLog,
      InstantSource clock,
      MeterRegistry metrics,
      LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
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
    RowCache<K, V> cache = new RowCache<>(what, maxBytes, bytes, this::areTrusted, metrics);
    caches.add(cache);
    return cache;
  }

  /**
   * Says what news of a kind invalidates; once for each kind.
   *
   * @param kind any message of it
   */
  public <M extends Message> void on(M kind, Consumer<M> action) {
    String name = kind.getDescriptorForType().getName();
    if (effects.put(name, new Effect<>(kind, action)) != null) {
      throw new IllegalStateException("two effects of " + name + " (expected: one)");
    }
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
    stop.countDown();
    bell.release();
    try {
      follower.join(MAX_CLOSING.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void committed(long id, Message news) {
    if (caches.isEmpty()) {
      return;
    }
    Effect<?> effect = effects.get(news.getDescriptorForType().getName());
    if (effect != null) {
      effect.run(news);
      own.put(id, true);
    }
    applied.applied(id);
  }

  /** Whether what is kept is as the rows are, and as the current call must see them. */
  private boolean areTrusted() {
    return followed
        && nanoTime.getAsLong() - toldUntil < MAX_UNTOLD.toNanos()
        && applied.include(CallWrites.mustSee());
  }

  private void work() {
    try {
      do {
        try {
          follow(changeLog.get());
        } catch (RuntimeException | Error e) {
          report(e);
        }
      } while (backoff.pause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Follows the log from its end on, until it is lost. */
  private void follow(ChangeLog followable) throws InterruptedException {
    long asked = nanoTime.getAsLong();
    Map<StreamId, Position> end = followable.end();
    bell.drainPermits();
    try (Subscription subscription = followable.tail(consumer, end, new News())) {
      // What was kept is of before the end, and news of it may be what was lost.
      caches.forEach(RowCache::invalidateAll);
      own.invalidateAll();
      toldUntil = asked;
      followed = true;
      while (stop.getCount() > 0 && !bell.tryAcquire(LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
        look(followable, subscription);
      }
    } finally {
      followed = false;
    }
  }

  /** Asks where the log ends, and whether everything before was told. */
  private void look(ChangeLog followable, Subscription subscription) throws InterruptedException {
    try {
      long asked = nanoTime.getAsLong();
      for (Map.Entry<StreamId, Position> end : followable.end().entrySet()) {
        if (!subscription.awaitPosition(end.getKey(), end.getValue(), LOOK)) {
          return;
        }
      }
      toldUntil = asked;
      backoff.reset();
    } catch (DatabaseUnavailableException e) {
      log.atDebug().addKeyValue("consumer", consumer).setCause(e).log("The log's end is not known");
    }
  }

  private void report(Throwable e) {
    if (backoff.isWorthALine()) {
      log.atWarn().addKeyValue("consumer", consumer).setCause(e).log("Change log not followed");
    }
  }

  /** What the log tells. */
  private final class News implements ChangeConsumer {
    @Override
    public void apply(ChangeBatch batch) throws Exception {
      for (ChangeEvent event : batch.events()) {
        Effect<?> effect = effects.get(event.kind());
        // What this process has committed it has seen to already.
        if (effect != null && own.asMap().remove(event.id()) == null) {
          effect.run(effect.kind().getParserForType().parseFrom(event.payload()));
        }
      }
      applied.applied(batch);
    }

    @Override
    public void positionLost(StreamId stream, PositionLostException lost) {
      followed = false;
      bell.release();
    }
  }
}
