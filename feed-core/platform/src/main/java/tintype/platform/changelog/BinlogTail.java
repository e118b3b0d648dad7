package tintype.platform.changelog;

import com.github.shyiko.mysql.binlog.event.Event;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import tintype.platform.sql.Database;

/**
 * One stream of one subscription: a thread that reads the log, gathers what is there already into
 * batches, and hands them on. While a consumer is slow the server waits, so nothing piles up here.
 */
final class BinlogTail implements Runnable {
  private static final Logger log = LoggerFactory.getLogger(BinlogTail.class);

  /** Events a batch, where a single transaction does not have more. */
  private static final int MAX_BATCH = 1000;

  /** How long events may wait for the rest of somebody else's bulky transaction. */
  private static final Duration MAX_GATHERING = Duration.ofMillis(10);

  /** How often a consumer hears that the log moved on without news for it. */
  private static final Duration ADVANCED_EVERY = Duration.ofSeconds(5);

  private final String consumerName;
  private final StreamId stream;
  private final Database database;
  private final BinlogServer server;
  private final ChangeConsumer consumer;
  private final StreamProgress progress;
  private final VisibilityBarrier barrier;
  private final CountDownLatch stop = new CountDownLatch(1);
  private final Backoff backoff = new Backoff(stop);
  private final Thread thread;

  private volatile OutboxClient client;
  private TransactionReader reader;
  private long gatheringSince;
  private long advancedAt = System.nanoTime();

  BinlogTail(
      String consumerName,
      StreamId stream,
      BinlogPosition from,
      Database database,
      ChangeConsumer consumer) {
    this.consumerName = consumerName;
    this.stream = stream;
    this.database = database;
    this.server = new BinlogServer(database);
    this.consumer = consumer;
    this.progress = new StreamProgress(from);
    this.barrier = new VisibilityBarrier(database);
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

  /** Cuts the connection; the thread ends after the batch under way. */
  void stop() {
    stop.countDown();
    OutboxClient open = client;
    if (open != null) {
      open.cut();
    }
  }

  void join() throws InterruptedException {
    if (Thread.currentThread() != thread) {
      thread.join();
    }
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

  private void readUntilDisconnected() {
    BinlogPosition from = progress.applied();
    try {
      server.requireReadableRows();
      server.requireKept(stream, from);
      reader = new TransactionReader(stream, from);
      gatheringSince = 0;
      client = OutboxClient.to(database.config(), from, this::accept);
      if (isStopped()) {
        return;
      }
      client.connect();
      if (client.failure() != null) {
        report("Lost the change log's connection", client.failure());
      }
    } catch (PositionLostException e) {
      log.atError().addKeyValue("consumer", consumerName).setCause(e).log("Position lost");
      progress.lose();
      consumer.positionLost(stream, e);
    } catch (IOException | RuntimeException | Error e) {
      // Also an Error: a thread that ended of it would leave a stream that stands still for ever.
      report("No connection to the change log", e);
    }
  }

  /** Called by the client on this same thread; an exception would be swallowed there. */
  private void accept(Event event) {
    if (isStopped()) {
      // The batch under way may have been given up, and no position may move past it.
      return;
    }
    reader.accept(event);
    boolean gathering = reader.committedEvents() > 0;
    if (!gathering && !reader.isBetweenTransactions()) {
      return;
    }
    boolean seenAll = !client.hasMore();
    if (gathering && (seenAll || reader.committedEvents() >= MAX_BATCH || gatheredLongEnough())) {
      gatheringSince = 0;
      deliver();
    } else if (!gathering) {
      moveOn();
    }
    if (seenAll && reader.isBetweenTransactions()) {
      progress.caughtUp();
    } else if (reader.lastCommitMillis() > 0 && !gathering) {
      progress.behindSince(reader.lastCommitMillis());
    }
  }

  private boolean gatheredLongEnough() {
    long now = System.nanoTime();
    if (gatheringSince == 0) {
      gatheringSince = now;
    }
    return now - gatheringSince > MAX_GATHERING.toNanos();
  }

  private void deliver() {
    BinlogPosition after = reader.position();
    List<ChangeEvent> events = reader.takeCommitted();
    progress.behindSince(events.getFirst().commitTime().toEpochMilli());
    ChangeBatch batch = new ChangeBatch(stream, events, after.toPosition());
    batch.context().run(() -> deliver(batch, after));
  }

  private void deliver(ChangeBatch batch, BinlogPosition after) {
    while (!isStopped()) {
      try {
        barrier.await(batch.events().getLast());
        consumer.apply(batch);
        progress.moveTo(after);
        backoff.reset();
        return;
      } catch (Exception | Error e) {
        report("A change could not be applied and is tried again", e);
        pauseOrStop();
      }
    }
  }

  /** No news here, but the position moves on, or it would be purged one day. */
  private void moveOn() {
    progress.moveTo(reader.position());
    backoff.reset();
    long now = System.nanoTime();
    if (now - advancedAt > ADVANCED_EVERY.toNanos()) {
      advancedAt = now;
      try {
        consumer.advanced(stream, reader.position().toPosition());
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

  private boolean isStopped() {
    return stop.getCount() == 0;
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
