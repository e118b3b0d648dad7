package tintype.platform.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.Context;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.Test;
import tintype.testkit.Eventually;
import tintype.testkit.OnVitess;
import tintype.testkit.TestDatabase;

/** What a sharded Vitess refuses, and what callers then see. */
@OnVitess
final class VitessFailuresIT {
  private static final int RACERS = 8;

  /** Of a vttablet: {@code --queryserver-config-transaction-cap} of the cluster's script. */
  private static final int TRANSACTION_CAP = 64;

  @Test
  void ofEightWhoWantOneNameOneGetsItAndTheOthersLearnThatItIsTaken() throws Exception {
    SimpleMeterRegistry meters = new SimpleMeterRegistry();
    try (Database database = open(Keyspace.ACCOUNT, RACERS, meters);
        ExecutorService threads = Executors.newFixedThreadPool(RACERS)) {
      String name = "n" + UUID.randomUUID().toString().replace("-", "").substring(0, 12);
      CyclicBarrier start = new CyclicBarrier(RACERS);
      List<Callable<Boolean>> racers = new ArrayList<>();
      for (int i = 0; i < RACERS; i++) {
        racers.add(() -> wins(database, name, start));
      }

      int winners = 0;
      for (Future<Boolean> racer : threads.invokeAll(racers)) {
        winners += racer.get() ? 1 : 0;
      }

      assertThat(winners).isEqualTo(1);
      assertThat(holders(database, name)).isEqualTo(1);
    }
  }

  /** Anything but the name or its being taken fails the test. */
  private static boolean wins(Database database, String name, CyclicBarrier start)
      throws Exception {
    long user = anybody();
    database.<Integer, RuntimeException>read(handle -> handle.execute("SELECT 1"));
    start.await(20, TimeUnit.SECONDS);
    try {
      database.<RuntimeException>execute(
          handle ->
              handle.execute("INSERT INTO username (user_id, name) VALUES (?, ?)", user, name));
      return true;
    } catch (DuplicateKeyException e) {
      return false;
    }
  }

  private static int holders(Database database, String name) {
    return database.read(
        handle ->
            handle
                .createQuery("SELECT COUNT(*) FROM username WHERE name = ?")
                .bind(0, name)
                .mapTo(Integer.class)
                .one());
  }

  @Test
  void aTabletThatTakesNoMoreTransactionsIsUnavailable() throws Exception {
    long user = anybody();
    CountDownLatch enough = new CountDownLatch(1);
    CountDownLatch held = new CountDownLatch(TRANSACTION_CAP);
    SimpleMeterRegistry meters = new SimpleMeterRegistry();
    try (ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
        Database database = open(Keyspace.GRAPH, TRANSACTION_CAP + 2, meters);
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      awaitConnections(meters, TRANSACTION_CAP + 2);
      List<Future<?>> holders = new ArrayList<>();
      for (int i = 0; i < TRANSACTION_CAP; i++) {
        holders.add(threads.submit(() -> hold(database, user, held, enough)));
      }
      assertThat(held.await(15, TimeUnit.SECONDS)).isTrue();
      Context.CancellableContext call =
          Context.current().withDeadlineAfter(5, TimeUnit.SECONDS, timer);

      assertThatThrownBy(() -> call.call(() -> hold(database, user, held, enough)))
          .isInstanceOf(DatabaseUnavailableException.class);

      assertThat(call.getDeadline().isExpired()).isFalse();
      call.cancel(null);
      enough.countDown();
      for (Future<?> holder : holders) {
        holder.get(20, TimeUnit.SECONDS);
      }
    }
  }

  /** The pool opens them one after the other; the transactions must not wait for that. */
  private static void awaitConnections(SimpleMeterRegistry meters, int count) {
    Gauge open = meters.get("hikaricp.connections").gauge();
    Eventually.awaitPass(
        Duration.ofSeconds(60), () -> assertThat(open.value()).isGreaterThanOrEqualTo(count));
  }

  private static boolean hold(
      Database database, long user, CountDownLatch held, CountDownLatch enough) {
    return database.<Boolean, RuntimeException>transact(
        handle -> {
          insert(handle, user, UUID.randomUUID().toString());
          held.countDown();
          try {
            return enough.await(15, TimeUnit.SECONDS);
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
        });
  }

  @Test
  void aTransactionOfTwoShardsLeavesNothingEvenIfItsWorkGoesOn() {
    String id = UUID.randomUUID().toString();
    List<Long> users = List.of(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L);
    try (Database database = open(Keyspace.GRAPH, 2, new SimpleMeterRegistry())) {
      assertThatThrownBy(
              () ->
                  database.<RuntimeException>execute(
                      handle -> users.forEach(user -> tryInsert(handle, user, id))))
          .isInstanceOf(IllegalStateException.class);
      int rows = 0;
      for (long user : users) {
        rows += database.<Integer, RuntimeException>read(handle -> count(handle, user, id));
      }
      assertThat(rows).isZero();
    }
  }

  private static void tryInsert(Handle handle, long user, String id) {
    try {
      insert(handle, user, id);
    } catch (RuntimeException e) {
      assertThat(e).hasStackTraceContaining("multi-db transaction attempted");
    }
  }

  private static void insert(Handle handle, long user, String id) {
    handle.execute(
        "INSERT INTO request (user_id, request_id, fingerprint, result_id, create_micros)"
            + " VALUES (?, ?, '', 0, 0)",
        user,
        id);
  }

  private static int count(Handle handle, long user, String id) {
    return handle
        .createQuery("SELECT COUNT(*) FROM request WHERE user_id = ? AND request_id = ?")
        .bind(0, user)
        .bind(1, id)
        .mapTo(Integer.class)
        .one();
  }

  private static Database open(Keyspace keyspace, int connections, SimpleMeterRegistry meters) {
    DatabaseConfig config = TestDatabase.wholeSystem().get(keyspace);
    // A driver's first connection takes seconds on a busy machine.
    DatabaseConfig patient =
        new DatabaseConfig(
            config.jdbcUrl(),
            config.user(),
            config.password(),
            connections,
            Duration.ofSeconds(20),
            config.vtgate());
    return Database.open(keyspace, patient, meters);
  }

  private static long anybody() {
    return ThreadLocalRandom.current().nextLong(1, Long.MAX_VALUE);
  }
}
