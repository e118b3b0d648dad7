package tintype.platform.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.Context;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tintype.testkit.Eventually;
import tintype.testkit.OnEveryDatabase;
import tintype.testkit.OnPlainServers;
import tintype.testkit.TestDatabase;

@OnEveryDatabase
final class DatabaseIT {
  @RegisterExtension static final TestDatabase databases = TestDatabase.of(Keyspace.GRAPH);

  private Database database;

  @BeforeEach
  void emptyTables() {
    database = databases.database(Keyspace.GRAPH);
    database.<RuntimeException>execute(
        handle -> handle.execute("DELETE FROM request WHERE user_id = 1"));
  }

  @Test
  void aTransactionThatLosesADeadlockIsTriedAgain() throws Exception {
    insert("a");
    insert("b");
    CyclicBarrier bothHoldOne = new CyclicBarrier(2);
    AtomicInteger attempts = new AtomicInteger();
    try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
      Future<?> one = threads.submit(() -> incrementBoth("a", "b", bothHoldOne, attempts));
      Future<?> two = threads.submit(() -> incrementBoth("b", "a", bothHoldOne, attempts));
      one.get(20, TimeUnit.SECONDS);
      two.get(20, TimeUnit.SECONDS);
    }
    assertThat(attempts).hasValue(3);
    assertThat(result("a")).isEqualTo(2);
    assertThat(result("b")).isEqualTo(2);
  }

  @Test
  void aTakenKeyIsNamed() {
    insert("a");
    assertThatThrownBy(() -> insert("a"))
        .isInstanceOfSatisfying(
            DuplicateKeyException.class, e -> assertThat(e.keyName()).isEqualTo("PRIMARY"));
  }

  @Test
  void whatTheWorkThrowsLeavesAsItIsAndNothingTakesEffect() {
    assertThatThrownBy(
            () ->
                database.<IOException>execute(
                    handle -> {
                      insert(handle, "a");
                      throw new IOException("no");
                    }))
        .isInstanceOf(IOException.class);
    assertThat(count()).isZero();
  }

  @Test
  void whereManyWaitNewCallsAreRefusedAtOnceAndBegunOnesWait() throws Exception {
    SimpleMeterRegistry meters = new SimpleMeterRegistry();
    CountDownLatch enough = new CountDownLatch(1);
    try (Database small = ofOneConnection(Duration.ofSeconds(30), meters);
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Context begun = Admission.begin();
      assertThat(begun.call(() -> one(small))).isEqualTo(1);
      List<Future<Integer>> waiting = new ArrayList<>();
      threads.submit(() -> small.<Object, InterruptedException>read(h -> one(h, enough)));
      awaitGauge(meters, "hikaricp.connections.active", 1);
      for (int i = 0; i < Admission.WAITING_A_CONNECTION; i++) {
        waiting.add(threads.submit(() -> Admission.begin().call(() -> one(small))));
      }
      awaitGauge(meters, "hikaricp.connections.pending", Admission.WAITING_A_CONNECTION);

      assertThatThrownBy(() -> Admission.begin().call(() -> one(small)))
          .isInstanceOf(DatabaseUnavailableException.class);
      waiting.add(threads.submit(() -> begun.call(() -> one(small))));
      awaitGauge(meters, "hikaricp.connections.pending", Admission.WAITING_A_CONNECTION + 1);

      enough.countDown();
      for (Future<Integer> call : waiting) {
        assertThat(call.get(20, TimeUnit.SECONDS)).isEqualTo(1);
      }
    }
  }

  private static int one(Database database) {
    return database.read(handle -> handle.select("SELECT 1").mapTo(Integer.class).one());
  }

  private static boolean one(Handle handle, CountDownLatch enough) throws InterruptedException {
    handle.execute("SELECT 1");
    return enough.await(60, TimeUnit.SECONDS);
  }

  private static void awaitGauge(SimpleMeterRegistry meters, String name, double value) {
    Eventually.awaitPass(
        Duration.ofSeconds(20),
        () -> assertThat(meters.get(name).gauge().value()).isEqualTo(value));
  }

  private static Database ofOneConnection(Duration timeout, SimpleMeterRegistry meters) {
    DatabaseConfig config = databases.config(Keyspace.GRAPH);
    return Database.open(
        Keyspace.GRAPH,
        new DatabaseConfig(
            config.jdbcUrl(), config.user(), config.password(), 1, timeout, config.vtgate()),
        meters);
  }

  @Test
  void anExhaustedPoolIsUnavailable() {
    try (Database small = ofOneConnection(Duration.ofMillis(250), new SimpleMeterRegistry())) {
      assertThatThrownBy(
              () ->
                  small.<Object, RuntimeException>transact(
                      outer -> small.<Object, RuntimeException>transact(inner -> null)))
          .isInstanceOf(DatabaseUnavailableException.class);
    }
  }

  @Test
  void aServerThatIsNotThereIsUnavailable() {
    DatabaseConfig nowhere =
        new DatabaseConfig(
            "jdbc:mysql://127.0.0.1:1/graph", "nobody", "", 1, Duration.ofMillis(300), "");
    try (Database down = Database.open(Keyspace.GRAPH, nowhere, new SimpleMeterRegistry())) {
      assertThatThrownBy(() -> down.<Object, RuntimeException>read(handle -> null))
          .isInstanceOf(DatabaseUnavailableException.class);
    }
  }

  @Test
  @OnPlainServers
  void aConnectionLostBeforeTheCommitChangedNothing() {
    assertThatThrownBy(
            () ->
                database.<RuntimeException>execute(
                    handle -> {
                      insert(handle, "a");
                      kill(connectionId(handle));
                      insert(handle, "b");
                    }))
        .isInstanceOf(DatabaseUnavailableException.class);
    assertThat(count()).isZero();
  }

  @Test
  @OnPlainServers
  void aConnectionLostDuringTheCommitLeavesTheOutcomeUnknown() {
    assertThatThrownBy(
            () ->
                database.<RuntimeException>execute(
                    handle -> {
                      insert(handle, "a");
                      kill(connectionId(handle));
                    }))
        .isInstanceOf(OutcomeUnknownException.class);
  }

  @Test
  void anUpdateThatChangesNothingCountsNoRow() {
    insert("a");
    int rows =
        database.<Integer, RuntimeException>transact(
            handle -> handle.execute("UPDATE request SET result_id = result_id WHERE user_id = 1"));
    assertThat(rows).isZero();
  }

  @Test
  void transactionsSeeWhatOthersCommitted() {
    insert("a");
    int seen =
        database.<Integer, RuntimeException>transact(
            handle -> {
              count(handle);
              insert("b");
              return count(handle);
            });
    assertThat(seen).isEqualTo(2);
  }

  @Test
  void thePoolIsMeasured() {
    SimpleMeterRegistry meters = new SimpleMeterRegistry();
    try (Database measured =
        Database.open(Keyspace.GRAPH, databases.config(Keyspace.GRAPH), meters)) {
      measured.<Object, RuntimeException>read(handle -> handle.execute("SELECT 1"));
      assertThat(meters.get("hikaricp.connections.max").tag("pool", "graph").gauge().value())
          .isEqualTo(10);
    }
  }

  private Void incrementBoth(
      String first, String second, CyclicBarrier bothHoldOne, AtomicInteger attempts) {
    return database.<Void, RuntimeException>transact(
        handle -> {
          boolean firstTime = attempts.incrementAndGet() <= 2;
          increment(handle, first);
          if (firstTime) {
            await(bothHoldOne);
          }
          increment(handle, second);
          return null;
        });
  }

  private static void await(CyclicBarrier barrier) {
    try {
      barrier.await(20, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private static void increment(Handle handle, String requestId) {
    handle.execute(
        "UPDATE request SET result_id = result_id + 1 WHERE request_id = ? AND user_id = 1",
        requestId);
  }

  @Test
  @OnPlainServers
  void aConnectionLostBeforeABatchIsUnavailable() {
    assertThatThrownBy(
            () ->
                database.<RuntimeException>execute(
                    handle -> {
                      kill(connectionId(handle));
                      insertBatch(handle, 200);
                    }))
        .isInstanceOf(DatabaseUnavailableException.class);
    assertThat(count()).isZero();
  }

  private static void insertBatch(Handle handle, int rows) {
    PreparedBatch batch =
        handle.prepareBatch(
            "INSERT INTO request (user_id, request_id, fingerprint, result_id, create_micros)"
                + " VALUES (1, ?, '', 0, 0)");
    for (int row = 0; row < rows; row++) {
      batch.add("request " + row);
    }
    batch.execute();
  }

  private void kill(long connectionId) {
    database.<Object, RuntimeException>read(handle -> handle.execute("KILL " + connectionId));
  }

  private static long connectionId(Handle handle) {
    return handle.createQuery("SELECT CONNECTION_ID()").mapTo(Long.class).one();
  }

  private void insert(String requestId) {
    database.<RuntimeException>execute(handle -> insert(handle, requestId));
  }

  private static void insert(Handle handle, String requestId) {
    handle.execute(
        "INSERT INTO request (user_id, request_id, fingerprint, result_id, create_micros)"
            + " VALUES (1, ?, '', 0, 0)",
        requestId);
  }

  private int count() {
    return database.read(DatabaseIT::count);
  }

  private static int count(Handle handle) {
    return handle
        .createQuery("SELECT COUNT(*) FROM request WHERE user_id = 1")
        .mapTo(Integer.class)
        .one();
  }

  private long result(String requestId) {
    return database.read(
        handle ->
            handle
                .createQuery("SELECT result_id FROM request WHERE user_id = 1 AND request_id = ?")
                .bind(0, requestId)
                .mapTo(Long.class)
                .one());
  }
}
