package tintype.platform.sql;

import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.HandleConsumer;

/** A client with a row of its own that it counts up, once a request id, whatever comes between. */
final class RequestWriter {
  private static final String SUM = "sum";
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  private final Database database;
  private final long user;
  private final AtomicInteger acknowledged = new AtomicInteger();
  private final AtomicInteger unavailable = new AtomicInteger();
  private final AtomicInteger unknown = new AtomicInteger();
  private final AtomicInteger settled = new AtomicInteger();
  private volatile long longestNanos;

  RequestWriter(Database database, long user) {
    this.database = database;
    this.user = user;
  }

  /** Anything but the failures that a client may retry ends it. */
  void writeUntil(AtomicBoolean stop) {
    untilAcknowledged(handle -> insert(handle, SUM));
    while (!stop.get()) {
      long start = System.nanoTime();
      String requestId = UUID.randomUUID().toString();
      untilAcknowledged(handle -> countUp(handle, requestId));
      longestNanos = Math.max(longestNanos, System.nanoTime() - start);
      acknowledged.incrementAndGet();
    }
  }

  private void untilAcknowledged(HandleConsumer<RuntimeException> write) {
    while (true) {
      try {
        database.execute(write);
        return;
      } catch (DuplicateKeyException e) {
        settled.incrementAndGet();
        return;
      } catch (DatabaseUnavailableException e) {
        unavailable.incrementAndGet();
      } catch (OutcomeUnknownException e) {
        unknown.incrementAndGet();
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }

  private void countUp(Handle handle, String requestId) {
    insert(handle, requestId);
    handle.execute(
        "UPDATE request SET result_id = result_id + 1 WHERE user_id = ? AND request_id = ?",
        user,
        SUM);
  }

  private void insert(Handle handle, String requestId) {
    handle.execute(
        "INSERT INTO request (user_id, request_id, fingerprint, result_id, create_micros)"
            + " VALUES (?, ?, '', 0, 0)",
        user,
        requestId);
  }

  int requests() {
    return query("SELECT COUNT(*) - 1 FROM request WHERE user_id = ?");
  }

  int sum() {
    return query("SELECT MAX(result_id) FROM request WHERE user_id = ?");
  }

  private int query(String sql) {
    return database.read(
        handle -> handle.createQuery(sql).bind(0, user).mapTo(Integer.class).one());
  }

  int acknowledged() {
    return acknowledged.get();
  }

  int unavailable() {
    return unavailable.get();
  }

  int unknown() {
    return unknown.get();
  }

  /** Of those unknown, which a repeat found to have taken effect. */
  int settled() {
    return settled.get();
  }

  long longestMillis() {
    return TimeUnit.NANOSECONDS.toMillis(longestNanos);
  }
}
