package tintype.testkit;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import tintype.platform.changelog.BinlogChangeLog;
import tintype.platform.changelog.ChangeBatch;
import tintype.platform.changelog.ChangeEvent;
import tintype.platform.changelog.ChangeLog;
import tintype.platform.changelog.Subscription;
import tintype.platform.changelog.VStreamChangeLog;
import tintype.platform.sql.Database;
import tintype.platform.sql.DatabaseConfig;
import tintype.platform.sql.EmbeddedMariaDb;
import tintype.platform.sql.Keyspace;
import tintype.platform.sql.Migrations;

/**
 * Measures a change log: from an insert's begin and from its commit to the event, with one row at a
 * time and at 100 rows a second, and of catching up. Run it with a folder for the data of an
 * embedded, durable MariaDB, whose start it measures too, or with {@code vitess} for the cluster
 * that {@link VitessCluster} reaches.
 */
public final class ChangeLogLatency {
  private static final int WARM_UP = 2_000;
  private static final int ROUNDS = 3_000;
  private static final int PACED_ROWS = 3_000;
  private static final Duration PACE = Duration.ofMillis(10);
  private static final int BULK_TRANSACTIONS = 200;
  private static final int ROWS_EACH = 500;

  private final PrintStream out = System.out;
  private final Map<Long, Long> seenAt = new ConcurrentHashMap<>();
  private final AtomicLong seen = new AtomicLong();
  private Database database;
  private ChangeLog log;

  /** Rows of a cluster outlive a run. */
  private long nextId = System.currentTimeMillis() << 16;

  public static void main(String[] arguments) throws InterruptedException {
    ChangeLogLatency latency = new ChangeLogLatency();
    if (arguments[0].equals("vitess")) {
      latency.measureVitess();
    } else {
      latency.measure(Path.of(arguments[0]));
    }
  }

  private void measureVitess() throws InterruptedException {
    SimpleMeterRegistry meters = new SimpleMeterRegistry();
    DatabaseConfig config = VitessCluster.get().byMysqlProtocol(Keyspace.GRAPH);
    try (Database opened = Database.open(Keyspace.GRAPH, config, meters);
        ChangeLog opening = new VStreamChangeLog(opened, meters)) {
      database = opened;
      log = opening;
      measureLatency();
      measurePaced();
      measureCatchUp();
    }
  }

  private void measure(Path folder) throws InterruptedException {
    EmbeddedMariaDb.Config config = TestDatabase.privateServer(folder);
    EmbeddedMariaDb server = timedStart(config, "first start (creates the data)");
    server.close();
    server = timedStart(config, "start with data");
    server.detach();
    server = timedStart(config, "start upon a server left running");
    Migrations.apply(server.database(Keyspace.GRAPH), Keyspace.GRAPH);
    SimpleMeterRegistry meters = new SimpleMeterRegistry();
    try (Database opened = Database.open(Keyspace.GRAPH, server.database(Keyspace.GRAPH), meters)) {
      database = opened;
      log = new BinlogChangeLog(database, meters);
      measureLatency();
      measurePaced();
      measureSkipping();
      measureCatchUp();
    } finally {
      server.close();
    }
  }

  private EmbeddedMariaDb timedStart(EmbeddedMariaDb.Config config, String what) {
    long start = System.nanoTime();
    EmbeddedMariaDb server = EmbeddedMariaDb.start(config, sentence -> {});
    out.printf("%-40s %5d ms%n", what, (System.nanoTime() - start) / 1_000_000);
    return server;
  }

  private void measureLatency() {
    try (Subscription tail = log.tail("latency", log.end(), this::note)) {
      write(nextIds(WARM_UP), WARM_UP);
      long[] sinceBegin = new long[ROUNDS];
      long[] sinceCommit = new long[ROUNDS];
      for (int round = 0; round < ROUNDS; round++) {
        long id = nextIds(1);
        long begin = System.nanoTime();
        write(id, 1);
        long committed = System.nanoTime();
        Eventually.await(Duration.ofSeconds(10), () -> seenAt.containsKey(id));
        sinceBegin[round] = seenAt.get(id) - begin;
        sinceCommit[round] = seenAt.get(id) - committed;
      }
      print("insert begins to event", sinceBegin);
      print("commit answers to event", sinceCommit);
      out.println("lag at the end: " + tail.lag());
    }
  }

  /** As clients write: a row each ten milliseconds, whatever became of those before. */
  private void measurePaced() {
    try (Subscription tail = log.tail("latency", log.end(), this::note)) {
      long[] begins = new long[PACED_ROWS];
      long first = nextIds(PACED_ROWS);
      long start = System.nanoTime();
      for (int row = 0; row < PACED_ROWS; row++) {
        LockSupport.parkNanos(start + row * PACE.toNanos() - System.nanoTime());
        begins[row] = System.nanoTime();
        write(first + row, 1);
      }
      long last = first + PACED_ROWS - 1;
      Eventually.await(Duration.ofSeconds(30), () -> seenAt.containsKey(last));
      long seconds = Duration.ofNanos(System.nanoTime() - start).toSeconds();
      long[] sinceBegin = new long[PACED_ROWS];
      for (int row = 0; row < PACED_ROWS; row++) {
        sinceBegin[row] = seenAt.get(first + row) - begins[row];
      }
      print(PACED_ROWS + " rows in " + seconds + " s, begin to event", sinceBegin);
      out.println("lag at the end: " + tail.lag());
    }
  }

  /** Rows of another table in bulk, which are skipped. */
  private void measureSkipping() throws InterruptedException {
    var start = log.end();
    for (int i = 0; i < BULK_TRANSACTIONS; i++) {
      insertFacts(i * ROWS_EACH);
    }
    timeTail("catching up, rows of other tables", start);
  }

  private void measureCatchUp() throws InterruptedException {
    var start = log.end();
    for (int i = 0; i < BULK_TRANSACTIONS; i++) {
      write(nextIds(ROWS_EACH), ROWS_EACH);
    }
    timeTail("catching up, outbox rows", start);
  }

  private long nextIds(int count) {
    nextId += count;
    return nextId - count;
  }

  private void timeTail(
      String what,
      Map<tintype.platform.changelog.StreamId, tintype.platform.changelog.Position> from)
      throws InterruptedException {
    var end = log.end();
    long before = seen.get();
    long start = System.nanoTime();
    try (Subscription tail = log.tail("catch-up", from, this::note)) {
      for (var entry : end.entrySet()) {
        tail.awaitPosition(entry.getKey(), entry.getValue(), Duration.ofMinutes(1));
      }
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    out.printf(
        "%-40s %,10.0f rows/s (%d events)%n",
        what, BULK_TRANSACTIONS * ROWS_EACH / seconds, seen.get() - before);
  }

  private void note(ChangeBatch batch) {
    long now = System.nanoTime();
    for (ChangeEvent event : batch.events()) {
      seenAt.put(event.id(), now);
    }
    seen.addAndGet(batch.events().size());
  }

  private void write(long firstId, int rows) {
    database.<RuntimeException>execute(
        handle ->
            fill(
                handle,
                "INSERT INTO outbox (id, user_id, kind, payload) VALUES (?, 1, 'Measured', ?)",
                firstId,
                rows));
  }

  private void insertFacts(int first) {
    database.<RuntimeException>execute(
        handle ->
            fill(
                handle,
                "INSERT INTO request (user_id, request_id, fingerprint, result_id, create_micros)"
                    + " VALUES (?, 'measured', ?, 0, 0)",
                first + 1L,
                ROWS_EACH));
  }

  private static void fill(Handle handle, String sql, long firstId, int rows) {
    PreparedBatch batch = handle.prepareBatch(sql);
    for (int row = 0; row < rows; row++) {
      batch.bind(0, firstId + row).bind(1, new byte[32]).add();
    }
    batch.execute();
  }

  private void print(String what, long[] nanos) {
    Arrays.sort(nanos);
    out.printf(
        "%-40s p50 %5.2f ms, p99 %5.2f ms, max %5.2f ms%n",
        what,
        nanos[nanos.length / 2] / 1e6,
        nanos[nanos.length * 99 / 100] / 1e6,
        nanos[nanos.length - 1] / 1e6);
  }
}
