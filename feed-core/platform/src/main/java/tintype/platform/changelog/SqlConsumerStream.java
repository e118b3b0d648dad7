package tintype.platform.changelog;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One stream of a {@link SqlConsumer}: waits for the lease, tails while it holds it, keeps the
 * saved position close behind.
 */
final class SqlConsumerStream implements Runnable, ChangeConsumer {
  private static final Logger log = LoggerFactory.getLogger(SqlConsumerStream.class);

  /**
   * How often the position is saved while batches come; a save a batch would cost as much as it.
   */
  private static final Duration TICK = Duration.ofMillis(100);

  /**
   * How often it is saved while none come. A save is itself in the log, so following it at once
   * would never end.
   */
  private static final Duration IDLE_SAVE = Duration.ofSeconds(10);

  private static final Duration RENEW_EVERY = ConsumerLease.TERM.dividedBy(5);

  private final String consumer;
  private final String holder;
  private final ChangeLog changeLog;
  private final StreamId stream;
  private final PositionStore store;
  private final SqlEffects effects;
  private final CountDownLatch stop = new CountDownLatch(1);
  private final Thread thread;

  private volatile ConsumerLease lease;
  private volatile Subscription subscription;

  /** After the newest batch that took effect here; null before any. */
  private volatile Position applied;

  private volatile boolean positionLost;

  /** Why the stream cannot be held; empty while it is, here or elsewhere. */
  private volatile String trouble = "";

  SqlConsumerStream(
      String consumer,
      String holder,
      ChangeLog changeLog,
      StreamId stream,
      PositionStore store,
      SqlEffects effects) {
    this.consumer = consumer;
    this.holder = holder;
    this.changeLog = changeLog;
    this.stream = stream;
    this.store = store;
    this.effects = effects;
    this.thread = Thread.ofVirtual().name(consumer + "-" + stream + "-lease").unstarted(this);
  }

  void start() {
    thread.start();
  }

  void stop() {
    stop.countDown();
  }

  void join() throws InterruptedException {
    thread.join();
  }

  /** Why it does not go on or is far behind; empty while it is not held here, or goes on. */
  String notReady() {
    Subscription own = subscription;
    if (own == null || !trouble.isEmpty()) {
      return trouble;
    }
    return FallBehind.reason(own);
  }

  /** Whether it is tailed here; what an earlier holder saved has been taken over then. */
  boolean isHeld() {
    return subscription != null;
  }

  /** Whether everything before the position has taken effect, here or where the lease is. */
  boolean awaitPosition(Position position, Duration timeout) throws InterruptedException {
    long deadline = System.nanoTime() + timeout.toNanos();
    while (true) {
      Duration left = Duration.ofNanos(deadline - System.nanoTime());
      Subscription own = subscription;
      if (own != null) {
        Duration slice = left.compareTo(TICK) < 0 ? left : TICK;
        if (own.awaitPosition(stream, position, slice)) {
          return true;
        }
      } else if (isSaved(position)) {
        return true;
      } else if (stop.await(TICK.toMillis() / 5, TimeUnit.MILLISECONDS)) {
        return false;
      }
      if (left.isNegative()) {
        return false;
      }
    }
  }

  @Override
  public void run() {
    Backoff backoff = new Backoff(stop);
    try {
      do {
        try {
          Optional<ConsumerLease> taken = ConsumerLease.take(store, consumer, stream, holder);
          trouble = "";
          if (taken.isPresent()) {
            hold(taken.get(), backoff);
          }
        } catch (RuntimeException | Error e) {
          trouble = "not at work: " + e;
          report(backoff, e);
        }
      } while (backoff.pause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Runs effects only while the lease is certain; the caller tries again, or gives the lease up.
   */
  @Override
  public void apply(ChangeBatch batch) throws Exception {
    if (!lease.isSafe()) {
      throw new IllegalStateException("the lease of " + consumer + " was not renewed in time");
    }
    effects.apply(batch);
    applied = batch.after();
  }

  @Override
  public void positionLost(StreamId lostStream, PositionLostException lost) {
    positionLost = true;
  }

  private void hold(ConsumerLease held, Backoff backoff) throws InterruptedException {
    lease = held;
    positionLost = false;
    // What an earlier lease applied says nothing of a log that may have begun anew since.
    applied = null;
    Position from = held.saved() == null ? begin(held) : held.saved();
    Subscription opened = changeLog.tail(consumer, Map.of(stream, from), this);
    try {
      subscription = opened;
      backoff.reset();
      tendUntilOver(held, opened);
    } finally {
      subscription = null;
      opened.close();
      leave(held, opened);
    }
  }

  /** A copy of tables may take longer than the lease, so it is renewed on the side meanwhile. */
  private Position begin(ConsumerLease held) throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(1);
    Thread renewal = Thread.ofVirtual().start(() -> renewUntil(begun, held));
    Position first;
    try {
      first = effects.begin(changeLog).get(stream);
    } finally {
      begun.countDown();
      renewal.join();
    }
    if (!held.save(first)) {
      throw new IllegalStateException("the lease of " + consumer + " went to another holder");
    }
    return first;
  }

  private void renewUntil(CountDownLatch over, ConsumerLease held) {
    try {
      while (!over.await(RENEW_EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
        held.renew();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      log.atWarn().addKeyValue("consumer", consumer).setCause(e).log("Lease not renewed");
    }
  }

  private void tendUntilOver(ConsumerLease held, Subscription opened) throws InterruptedException {
    Position noted = applied;
    long savedAt = System.nanoTime();
    boolean ours = true;
    while (ours && !stop.await(TICK.toMillis(), TimeUnit.MILLISECONDS)) {
      if (positionLost) {
        begin(held);
        return;
      }
      Position newest = applied;
      boolean idleForLong = System.nanoTime() - savedAt > IDLE_SAVE.toNanos();
      if (!Objects.equals(newest, noted) || idleForLong) {
        noted = newest;
        savedAt = System.nanoTime();
        ours = held.save(later(opened.position(stream), newest));
      } else if (held.sinceRenewal().compareTo(RENEW_EVERY) > 0) {
        ours = held.renew();
      }
    }
    if (!ours) {
      log.atWarn()
          .addKeyValue("consumer", consumer)
          .addKeyValue("stream", stream)
          .log("Lease lost");
    }
  }

  /** The subscription moves a moment after the batch took effect, and also without batches. */
  private Position later(Position position, Position afterBatch) {
    boolean behind = afterBatch != null && !changeLog.isAtOrAfter(position, afterBatch);
    return behind ? afterBatch : position;
  }

  /** The subscription is closed by now, so its position stands still. */
  private void leave(ConsumerLease held, Subscription closed) {
    try {
      if (!positionLost) {
        held.save(closed.position(stream));
      }
      held.release();
    } catch (RuntimeException e) {
      log.atWarn().addKeyValue("consumer", consumer).setCause(e).log("Lease not given away");
    }
  }

  private boolean isSaved(Position position) {
    return store
        .position(consumer, stream)
        .filter(saved -> changeLog.isAtOrAfter(saved, position))
        .isPresent();
  }

  private void report(Backoff backoff, Throwable e) {
    if (backoff.isWorthALine()) {
      log.atWarn()
          .addKeyValue("consumer", consumer)
          .addKeyValue("stream", stream)
          .setCause(e)
          .log("A consumer's stream could not be held");
    }
  }
}
