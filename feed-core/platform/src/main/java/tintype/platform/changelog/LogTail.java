package tintype.platform.changelog;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * One stream of one subscription: a thread that reads the log, gathers what is there already into
 * batches, and hands them on. While a consumer is slow the server waits, so nothing piles up here.
 */
final class LogTail implements Runnable {
  private static final Logger log = LoggerFactory.getLogger(LogTail.class);

  /** Events a batch, where a single transaction does not have more. */
  private static final int MAX_BATCH = 1000;

  /** How long events may wait for the rest of somebody else's bulky transaction. */
  private static final Duration MAX_GATHERING = Duration.ofMillis(10);

  /** How often a consumer hears that the log moved on without news for it. */
  private static final Duration ADVANCED_EVERY = Duration.ofSeconds(5);

  private final String consumerName;
  private final StreamId stream;
  private final LogReader reader;
  private final ChangeConsumer consumer;
  private final StreamProgress progress;
  private final VisibilityBarrier barrier;
  private final CountDownLatch stop = new CountDownLatch(1);
  private final Backoff backoff = new Backoff(stop);
  private final Thread thread;

  private long gatheringSince;
  private long advancedAt = System.nanoTime();

  LogTail(
      String consumerName,
      StreamId stream,
      StreamProgress progress,
      LogReader reader,
      VisibilityBarrier barrier,
      ChangeConsumer consumer) {
    this.consumerName = consumerName;
    this.stream = stream;
    this.progress = progress;
    this.reader = reader;
    this.barrier = barrier;
    this.consumer = consumer;
    this.thread =
        Thread.ofPlatform()
            .daemon()
            .name("changelog-" + consumerName + "-" + stream)
            .unstarted(this);
  }

  void start() {
    thread.start();
  }

  StreamProgress progress() {
    return progress;
  }

  LogReader reader() {
    return reader;
  }

  /** Cuts the connection; the thread ends after the batch under way. */
  void stop() {
    stop.countDown();
    reader.cut();
  }

  void join() throws InterruptedException {
    if (Thread.currentThread() != thread) {
      thread.join();
    }
  }

  boolean isStopped() {
    return stop.getCount() == 0;
  }

  @Override
  public void run() {
    try {
      do {
        readUntilDisconnected();
        progress.disconnected();
      } while (!progress.isLost() && backoff.pause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void readUntilDisconnected() throws InterruptedException {
    try {
      gatheringSince = 0;
      reader.read(progress.applied(), this);
    } catch (PositionLostException e) {
      log.atError().addKeyValue("consumer", consumerName).setCause(e).log("Position lost");
      progress.lose();
      consumer.positionLost(stream, e);
    } catch (InterruptedException e) {
      throw e;
    } catch (Exception | Error e) {
      // Also an Error: a thread that ended of it would leave a stream that stands still for ever.
      report("No connection to the change log", e);
    }
  }

  /**
   * Hands on what was read so far, unless more of it is there already; on the reading thread.
   *
   * @param hasMore whether the next event has begun to arrive
   * @return false if reading has to end, since a batch was given up and no position may move past
   *     it
   */
  boolean advance(LogTransactions read, BooleanSupplier hasMore) {
    if (isStopped()) {
      return false;
    }
    boolean gathering = read.committedEvents() > 0;
    if (!gathering && !read.isBetweenTransactions()) {
      return true;
    }
    boolean seenAll = !hasMore.getAsBoolean();
    if (gathering && (seenAll || read.committedEvents() >= MAX_BATCH || gatheredLongEnough())) {
      gatheringSince = 0;
      if (!deliver(read)) {
        return false;
      }
    } else if (!gathering) {
      moveOn(read.position());
    }
    if (seenAll && read.isBetweenTransactions()) {
      progress.caughtUp();
    } else if (read.lastCommitMillis() > 0 && !gathering) {
      progress.behindSince(read.lastCommitMillis());
    }
    return true;
  }

  private boolean gatheredLongEnough() {
    long now = System.nanoTime();
    if (gatheringSince == 0) {
      gatheringSince = now;
    }
    return now - gatheringSince > MAX_GATHERING.toNanos();
  }

  private boolean deliver(LogTransactions read) {
    Position after = read.position();
    List<ChangeEvent> visible = read.lastCommitted();
    List<ChangeEvent> events = read.takeCommitted();
    progress.behindSince(events.getFirst().commitTime().toEpochMilli());
    ChangeBatch batch = new ChangeBatch(stream, events, after);
    boolean[] delivered = new boolean[1];
    batch.context().run(() -> delivered[0] = deliver(batch, visible));
    return delivered[0];
  }

  private boolean deliver(ChangeBatch batch, List<ChangeEvent> visible) {
    while (!isStopped()) {
      try {
        barrier.await(visible);
        consumer.apply(batch);
        progress.deliveredTo(batch.after());
        backoff.reset();
        return true;
      } catch (Exception | Error e) {
        report("A change could not be applied and is tried again", e);
        pauseOrStop();
        if (reader.isBroken()) {
          // It is read again, from whoever has the log by then; it may look different there.
          return false;
        }
      }
    }
    return false;
  }

  /** No news here, but the position moves on, or it would be purged one day. */
  private void moveOn(Position position) {
    progress.moveTo(position);
    backoff.reset();
    long now = System.nanoTime();
    if (now - advancedAt > ADVANCED_EVERY.toNanos()) {
      advancedAt = now;
      try {
        consumer.advanced(stream, position);
      } catch (RuntimeException e) {
        report("A consumer failed to note its position", e);
      }
    }
  }

  private void pauseOrStop() {
    try {
      backoff.pause();
    } catch (InterruptedException e) {
      stop();
      Thread.currentThread().interrupt();
    }
  }

  private void report(String what, Throwable e) {
    progress.failed(what + ": " + e);
    if (!isStopped() && backoff.isWorthALine()) {
      log.atLevel(e instanceof Error ? Level.ERROR : Level.WARN)
          .addKeyValue("consumer", consumerName)
          .addKeyValue("stream", stream)
          .addKeyValue("position", progress.applied())
          .setCause(e)
          .log(what);
    }
  }
}
