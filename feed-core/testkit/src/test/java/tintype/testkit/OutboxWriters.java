package tintype.testkit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import tintype.platform.sql.Database;

/**
 * Writers that go on committing rows of the outbox whatever happens to the cluster, each for owners
 * of its own. A row whose commit failed is left in doubt and the next one is written.
 */
final class OutboxWriters implements AutoCloseable {
  private static final int WRITERS = 4;
  private static final int OWNERS_EACH = 8;
  private static final Duration PAUSE = Duration.ofMillis(20);

  /** The rows outlive the test. */
  private static final AtomicLong ids = new AtomicLong(System.currentTimeMillis() << 16);

  private final Database database;
  private final List<Thread> threads = new ArrayList<>();
  private final Map<Long, List<Long>> acknowledged = new ConcurrentHashMap<>();
  private final Set<Long> inDoubt = ConcurrentHashMap.newKeySet();
  private final AtomicInteger count = new AtomicInteger();
  private volatile boolean stopped;

  private OutboxWriters(Database database) {
    this.database = database;
  }

  static OutboxWriters start(Database database) {
    OutboxWriters writers = new OutboxWriters(database);
    for (int writer = 0; writer < WRITERS; writer++) {
      long firstOwner = 1_000 + (long) writer * OWNERS_EACH;
      writers.threads.add(Thread.ofVirtual().start(() -> writers.write(firstOwner)));
    }
    return writers;
  }

  /** Each owner's rows whose commits were acknowledged, in their order. */
  Map<Long, List<Long>> acknowledged() {
    return acknowledged;
  }

  /** Rows that may be there or not. */
  Set<Long> inDoubt() {
    return inDoubt;
  }

  /** Waits until so many more rows were acknowledged. */
  void awaitMore(int rows) {
    int target = count.get() + rows;
    Eventually.await(Duration.ofMinutes(2), () -> count.get() >= target);
  }

  /** Stops once the rows under way are settled. */
  @Override
  public void close() {
    stopped = true;
    try {
      for (Thread thread : threads) {
        thread.join();
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private void write(long firstOwner) {
    for (long row = 0; !stopped; row++) {
      long owner = firstOwner + row % OWNERS_EACH;
      long id = ids.getAndIncrement();
      if (isAcknowledged(owner, id)) {
        acknowledged.computeIfAbsent(owner, key -> new CopyOnWriteArrayList<>()).add(id);
        count.incrementAndGet();
      } else {
        inDoubt.add(id);
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }

  private boolean isAcknowledged(long owner, long id) {
    try {
      database.<RuntimeException>execute(
          handle ->
              handle.execute(
                  "INSERT INTO outbox (id, user_id, kind, payload) VALUES (?, ?, 'Tested', '')",
                  id,
                  owner));
      return true;
    } catch (RuntimeException e) {
      return false;
    }
  }
}
