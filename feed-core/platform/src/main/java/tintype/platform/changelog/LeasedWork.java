package tintype.platform.changelog;

import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import tintype.platform.sql.Database;

/**
 * What a service has to do now and then whoever calls, in one of its processes at a time: rounds,
 * each under a lease in the table {@code changelog_position}.
 *
 * <p>One process at a time is a matter of leases, so a holder that was cut off may still finish a
 * step beside the next one. Steps bear that, as they bear being killed half way: each is guarded by
 * its own row, and what it left undone is due again.
 */
public final class LeasedWork implements AutoCloseable {
  /** What is done. */
  public interface Round {
    /** Whether there is anything to do; asked without the lease, so it must change nothing. */
    boolean isDue();

    /**
     * Does what is due, or a part of it that is bounded.
     *
     * @param mayGoOn to be asked before each step; false once the lease is not certain any more, or
     *     the process stops
     */
    void run(BooleanSupplier mayGoOn) throws Exception;
  }

  private static final Logger log = LoggerFactory.getLogger(LeasedWork.class);
  private static final Duration RENEW_EVERY = ConsumerLease.TERM.dividedBy(5);

  /** No stream of the log, but like one the work is held by one process at a time. */
  private static final String STREAM = "work";

  private final String name;
  private final String holder = UUID.randomUUID().toString();
  private final PositionStore leases;
  private final StreamId stream;
  private final Duration every;
  private final Round round;
  private final CountDownLatch stop = new CountDownLatch(1);

  /** Rings where a round is not to be waited for. */
  private final Semaphore bell = new Semaphore(0);

  private final Backoff backoff = new Backoff(stop);
  private final Thread thread;

  /** Rounds that have failed in a row. */
  private int failures;

  private volatile String trouble = "";

  private LeasedWork(String name, Database database, Duration every, Round round) {
    this.name = name;
    this.leases = new PositionStore(database);
    this.stream = new StreamId(database.keyspace(), STREAM);
    this.every = every;
    this.round = round;
    this.thread = Thread.ofVirtual().name(name).unstarted(this::work);
  }

  /**
   * Begins with a round at once.
   *
   * @param name of the work; the same in every process that may do it
   * @param database has the table {@code changelog_position}
   * @param every the pause between rounds
   */
  public static LeasedWork start(String name, Database database, Duration every, Round round) {
    LeasedWork work = new LeasedWork(name, database, every, round);
    work.thread.start();
    return work;
  }

  /**
   * Has the next round begin now, or right after the one under way. After a round that failed the
   * pause is kept all the same.
   */
  public void wake() {
    bell.release();
  }

  /** What is the matter where rounds fail again and again; empty while they do not. */
  public String trouble() {
    return trouble;
  }

  /** Waits for a step under way. */
  @Override
  public void close() {
    stop.countDown();
    wake();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void work() {
    try {
      do {
        runOrReport();
      } while (awaitNext());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** False where no round is to come. Who stops the work rings after saying so. */
  private boolean awaitNext() throws InterruptedException {
    if (stop.getCount() > 0 && bell.tryAcquire(every.toMillis(), TimeUnit.MILLISECONDS)) {
      bell.drainPermits();
    }
    return stop.getCount() > 0;
  }

  private void runOrReport() throws InterruptedException {
    try {
      if (round.isDue()) {
        runIfFree();
      }
      failures = 0;
      trouble = "";
      backoff.reset();
    } catch (InterruptedException e) {
      throw e;
    } catch (Exception | Error e) {
      // Also an Error: a thread that ended of it would leave work that nobody does any more.
      failures++;
      report(e);
      backoff.pause();
    }
  }

  /** One that fails may have met a database that restarts; the second of a row is trouble. */
  private void report(Throwable e) {
    trouble = failures == 1 ? "" : failures + " have failed in a row: " + e;
    if (backoff.isWorthALine()) {
      log.atLevel(e instanceof Error ? Level.ERROR : Level.WARN)
          .addKeyValue("work", name)
          .setCause(e)
          .log("A round of work failed");
    }
  }

  private void runIfFree() throws Exception {
    Optional<ConsumerLease> taken = ConsumerLease.take(leases, name, stream, holder);
    if (taken.isEmpty()) {
      return;
    }
    ConsumerLease lease = taken.get();
    CountDownLatch over = new CountDownLatch(1);
    Thread renewal = Thread.ofVirtual().name(name + "-lease").start(() -> renew(over, lease));
    try {
      round.run(() -> lease.isSafe() && stop.getCount() > 0);
    } finally {
      over.countDown();
      renewal.join();
      giveAway(lease);
    }
  }

  private void giveAway(ConsumerLease lease) {
    try {
      lease.release();
    } catch (RuntimeException | Error e) {
      log.atWarn()
          .addKeyValue("work", name)
          .setCause(e)
          .log("The lease of work was not given away");
    }
  }

  private void renew(CountDownLatch over, ConsumerLease lease) {
    try {
      boolean ours = true;
      while (ours && !over.await(RENEW_EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
        ours = renewed(lease);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Where the database is away it is tried again: the lease may outlast that. */
  private boolean renewed(ConsumerLease lease) {
    try {
      return lease.renew();
    } catch (RuntimeException | Error e) {
      log.atWarn().addKeyValue("work", name).setCause(e).log("The lease of work was not renewed");
      return true;
    }
  }
}
