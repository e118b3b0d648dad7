package tintype.platform.ids;

import java.time.Duration;
import java.time.InstantSource;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tintype.platform.sql.Database;

/**
 * A node number, leased from keyspace account's table {@code node_lease}.
 *
 * <p>Two clocks matter. Who holds the number is decided by the database's. What ids may carry is
 * the minter's, so the row also says up to which millisecond ids may exist, and the next holder
 * begins after it even if its own clock is behind.
 */
public final class NodeLease implements MintingRight, AutoCloseable {
  /** How long a lease lasts by the database's clock. */
  static final Duration TERM = Duration.ofSeconds(60);

  /** How long after a renewal was asked for ids are minted: well before the end. */
  static final Duration MINTING_TERM = Duration.ofSeconds(45);

  private static final Logger log = LoggerFactory.getLogger(NodeLease.class);
  private static final Duration RENEW_EVERY = Duration.ofSeconds(10);
  private static final Duration RETRY_AFTER = Duration.ofMillis(500);

  /** What is held now. */
  private record Held(int node, long untilNanos, long lastMillis) {}

  private final NodeLeaseTable table;
  private final InstantSource clock;
  private final LongSupplier nanoTime;
  private final String holder = UUID.randomUUID().toString();
  private final CountDownLatch stop = new CountDownLatch(1);

  /** The latest time that ids were asked for. */
  private final AtomicLong newestMillis = new AtomicLong(Long.MIN_VALUE);

  private volatile @Nullable Held held;
  private volatile String trouble = "";
  private @Nullable Thread renewer;

  NodeLease(Database accountDatabase, InstantSource clock, LongSupplier nanoTime) {
    this.table = new NodeLeaseTable(accountDatabase);
    this.clock = clock;
    this.nanoTime = nanoTime;
  }

  /**
   * Leases a number that nobody holds, and renews it in the background until closed.
   *
   * @throws IllegalStateException if all {@link IdClock#NODES} numbers are taken
   */
  public static NodeLease acquire(Database accountDatabase, InstantSource clock) {
    NodeLease lease = new NodeLease(accountDatabase, clock, System::nanoTime);
    lease.acquireNow();
    lease.renewInBackground(RENEW_EVERY);
    return lease;
  }

  /**
   * The same for a keyspace that may not be there yet: where the first attempt fails, others follow
   * in the background, and until one succeeds nothing is minted.
   */
  public static NodeLease await(Database accountDatabase, InstantSource clock) {
    NodeLease lease = new NodeLease(accountDatabase, clock, System::nanoTime);
    lease.renewInBackground(lease.renewOrLog() ? RENEW_EVERY : RETRY_AFTER);
    return lease;
  }

  /** Why no ids can be made at present; empty while they can. */
  public String notReady() {
    Held now = held;
    if (now != null && nanoTime.getAsLong() - now.untilNanos() < 0) {
      return "";
    }
    return "waiting for keyspace account: " + trouble;
  }

  @Override
  public int node(long millis) {
    // Noted before looking: whoever releases the number afterwards sees the time of each id.
    if (millis > newestMillis.get()) {
      newestMillis.accumulateAndGet(millis, Math::max);
    }
    Held now = held;
    if (now == null || nanoTime.getAsLong() - now.untilNanos() >= 0) {
      throw new LeaseLapsedException("no node number is leased: " + trouble);
    }
    return millis > now.lastMillis() ? NOT_YET : now.node();
  }

  /** Stops minting and gives the number away. */
  @Override
  public void close() {
    stop.countDown();
    Held last = held;
    held = null;
    try {
      if (renewer != null) {
        renewer.join();
        held = null; // A renewal under way may have set it again.
      }
      if (last != null) {
        release(last);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void release(Held last) {
    try {
      table.release(last.node(), holder, lastPossible(last));
    } catch (RuntimeException e) {
      log.atWarn().addKeyValue("node", last.node()).setCause(e).log("Node number not released");
    }
  }

  /**
   * Up to when ids of this number may exist: the clock, unless it has gone back behind the newest.
   */
  private long lastPossible(Held last) {
    return Math.min(newestAfter(clock.millis()), last.lastMillis());
  }

  private long newestAfter(long millis) {
    return Math.max(millis, newestMillis.get());
  }

  void acquireNow() {
    long start = nanoTime.getAsLong();
    long now = clock.millis();
    long lastMillis = newestAfter(now) + MINTING_TERM.toMillis();
    int node = table.acquire(holder, TERM, now, lastMillis);
    held = new Held(node, start + MINTING_TERM.toNanos(), lastMillis);
    log.atInfo().addKeyValue("node", node).log("Leased a node number");
  }

  /** Renews, or leases another number where somebody else has taken this one. */
  void renewNow() {
    Held last = held;
    long start = nanoTime.getAsLong();
    long lastMillis = newestAfter(clock.millis()) + MINTING_TERM.toMillis();
    if (last != null && table.renew(last.node(), holder, TERM, lastMillis)) {
      held = new Held(last.node(), start + MINTING_TERM.toNanos(), lastMillis);
    } else {
      acquireNow();
    }
  }

  private void renewInBackground(Duration firstPause) {
    renewer = Thread.ofVirtual().name("node-lease").start(() -> renewUntilClosed(firstPause));
  }

  private void renewUntilClosed(Duration firstPause) {
    Duration pause = firstPause;
    try {
      while (!stop.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
        pause = renewOrLog() ? RENEW_EVERY : RETRY_AFTER;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Whether it was renewed. A failure is told of once, not every half second. */
  private boolean renewOrLog() {
    try {
      renewNow();
      trouble = "";
      return true;
    } catch (RuntimeException e) {
      if (trouble.isEmpty()) {
        log.atWarn().addKeyValue("reason", Database.reason(e)).log("Node number not leased yet");
      }
      trouble = Database.reason(e);
      return false;
    }
  }
}
