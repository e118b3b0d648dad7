package tintype.platform.sql;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import tintype.platform.ids.IdClock;

/** Deletes outbox rows and request ids older than 48 hours, a few at a time, in the background. */
public final class Sweeper implements AutoCloseable {
  /** How long the rows are kept. */
  public static final Duration KEPT = Duration.ofHours(48);

  private static final Logger log = LoggerFactory.getLogger(Sweeper.class);
  private static final Duration EVERY = Duration.ofSeconds(30);

  /** Rows a statement: it holds their locks, and everybody who tails the log reads their images. */
  private static final int BATCH = 500;

  /** Statements a round and table, so that a long backlog does not take the disk for itself. */
  private static final int BATCHES_A_ROUND = 40;

  private final Database database;
  private final InstantSource clock;
  private final CountDownLatch stop = new CountDownLatch(1);
  private final Thread thread;

  private Sweeper(Database database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
    this.thread =
        Thread.ofVirtual().name("sweeper-" + database.keyspace()).unstarted(this::sweepAndWait);
  }

  public static Sweeper start(Database database, InstantSource clock) {
    Sweeper sweeper = new Sweeper(database, clock);
    sweeper.thread.start();
    return sweeper;
  }

  /**
   * One round over both tables, as the background does it.
   *
   * @return rows deleted
   */
  public static int sweep(Database database, InstantSource clock) {
    Instant limit = clock.instant().minus(KEPT);
    return sweepTable(database, "outbox", "id", IdClock.floorFor(limit))
        + sweepTable(database, "request", "create_micros", limit.toEpochMilli() * 1000);
  }

  /** Waits for a statement under way. */
  @Override
  public void close() {
    stop.countDown();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void sweepAndWait() {
    try {
      do {
        sweepOrLog();
      } while (!stop.await(EVERY.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void sweepOrLog() {
    try {
      sweep(database, clock);
    } catch (RuntimeException | Error e) {
      // Also an Error: a thread that ended of it would leave tables that grow for ever.
      log.atLevel(e instanceof Error ? Level.ERROR : Level.WARN)
          .addKeyValue("keyspace", database.keyspace())
          .setCause(e)
          .log("Sweeping failed");
    }
  }

  private static int sweepTable(Database database, String table, String key, long below) {
    int deleted = 0;
    for (int i = 0; i < BATCHES_A_ROUND; i++) {
      int rows = sweepBatch(database, table, key, below);
      deleted += rows;
      if (rows < BATCH) {
        break;
      }
    }
    return deleted;
  }

  /**
   * The last key of a batch is looked up first: a DELETE with LIMIT cannot go to several shards.
   * The comment lets each shard commit by itself, and means nothing to a plain server.
   */
  private static int sweepBatch(Database database, String table, String key, long below) {
    return database.read(
        handle -> {
          List<Long> keys =
              handle
                  .createQuery(
                      "SELECT "
                          + key
                          + " FROM "
                          + table
                          + " WHERE "
                          + key
                          + " < ? ORDER BY "
                          + key
                          + " LIMIT "
                          + BATCH)
                  .bind(0, below)
                  .mapTo(Long.class)
                  .list();
          return keys.isEmpty()
              ? 0
              : handle.execute(
                  "DELETE /*vt+ MULTI_SHARD_AUTOCOMMIT=1 */ FROM "
                      + table
                      + " WHERE "
                      + key
                      + " <= ?",
                  keys.getLast());
        });
  }
}
