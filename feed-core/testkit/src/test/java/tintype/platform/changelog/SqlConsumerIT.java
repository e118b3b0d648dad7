package tintype.platform.changelog;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tintype.platform.sql.Database;
import tintype.platform.sql.Keyspace;
import tintype.testkit.Eventually;
import tintype.testkit.OnPlainServers;
import tintype.testkit.TestDatabase;

@OnPlainServers
final class SqlConsumerIT {
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final AtomicLong nextId = new AtomicLong(1);

  @RegisterExtension
  static final TestDatabase databases = TestDatabase.of(Keyspace.ACCOUNT, Keyspace.GRAPH);

  private final StreamId stream = new StreamId(Keyspace.ACCOUNT, "0");
  private final List<Long> seen = new CopyOnWriteArrayList<>();
  private Database source;
  private Database own;
  private ChangeLog log;
  private Effects effects;

  /** Notes the ids, and begins at the log's end so that tests do not see each other's rows. */
  private final class Effects implements SqlEffects {
    private final Map<StreamId, Position> start = log.end();
    private final AtomicInteger begun = new AtomicInteger();

    @Override
    public void apply(ChangeBatch batch) {
      batch.events().forEach(event -> seen.add(event.id()));
    }

    @Override
    public Map<StreamId, Position> begin(ChangeLog changeLog) {
      begun.incrementAndGet();
      return start;
    }
  }

  @BeforeEach
  void forgetPositions() {
    source = databases.database(Keyspace.ACCOUNT);
    own = databases.database(Keyspace.GRAPH);
    own.<RuntimeException>execute(handle -> handle.execute("DELETE FROM changelog_position"));
    log = new BinlogChangeLog(source, new SimpleMeterRegistry());
    effects = new Effects();
  }

  @Test
  void itGoesOnFromWhereItWasClosed() throws InterruptedException {
    long first = write();
    try (SqlConsumer consumer = SqlConsumer.start("counter", log, own, effects)) {
      assertThat(consumer.awaitCaughtUp(SOON)).isTrue();
    }
    long second = write();
    try (SqlConsumer consumer = SqlConsumer.start("counter", log, own, effects)) {
      assertThat(consumer.awaitCaughtUp(SOON)).isTrue();
    }
    assertThat(seen).containsExactly(first, second);
    assertThat(effects.begun).hasValue(1);
  }

  @Test
  void anEffectThatFailsIsTriedAgain() throws InterruptedException {
    AtomicInteger failures = new AtomicInteger(2);
    SqlEffects failing =
        new SqlEffects() {
          @Override
          public void apply(ChangeBatch batch) {
            if (failures.getAndDecrement() > 0) {
              throw new IllegalStateException("not yet");
            }
            effects.apply(batch);
          }

          @Override
          public Map<StreamId, Position> begin(ChangeLog changeLog) {
            return effects.begin(changeLog);
          }
        };
    long id = write();
    try (SqlConsumer consumer = SqlConsumer.start("counter", log, own, failing)) {
      assertThat(consumer.awaitCaughtUp(SOON)).isTrue();
    }
    assertThat(seen).containsExactly(id);
  }

  @Test
  void twoProcessesDoNotBothRunIt() throws InterruptedException {
    List<Long> written = new ArrayList<>();
    SqlConsumer first = SqlConsumer.start("counter", log, own, effects);
    SqlConsumer second = SqlConsumer.start("counter", log, own, effects);
    try (second) {
      try (first) {
        for (int i = 0; i < 20; i++) {
          written.add(write());
        }
        Eventually.await(SOON, () -> seen.size() >= 20);
      }
      written.add(write());
      assertThat(second.awaitCaughtUp(SOON)).isTrue();
    }
    assertThat(seen).isEqualTo(written);
  }

  @Test
  void aHolderWhoseEpochIsOverMovesNothing() {
    PositionStore store = new PositionStore(own);
    ConsumerLease old = ConsumerLease.take(store, "counter", stream, "old").orElseThrow();
    assertThat(old.save(new Position("binlog.000001:10"))).isTrue();
    assertThat(ConsumerLease.take(store, "counter", stream, "new")).isEmpty();

    own.<RuntimeException>execute(
        handle -> handle.execute("UPDATE changelog_position SET lease_until_micros = 0"));
    ConsumerLease taken = ConsumerLease.take(store, "counter", stream, "new").orElseThrow();
    assertThat(taken.saved()).isEqualTo(new Position("binlog.000001:10"));
    assertThat(old.save(new Position("binlog.000001:20"))).isFalse();
    assertThat(old.renew()).isFalse();
    old.release();
    assertThat(taken.renew()).isTrue();
  }

  @Test
  void aHolderOfTheSameNameDoesNotWaitForItself() {
    PositionStore store = new PositionStore(own);
    ConsumerLease killed = ConsumerLease.take(store, "counter", stream, "same").orElseThrow();

    assertThat(ConsumerLease.take(store, "counter", stream, "same")).isPresent();
    assertThat(killed.renew()).isFalse();
  }

  @Test
  void aLostPositionBeginsAnew() throws InterruptedException {
    PositionStore store = new PositionStore(own);
    ConsumerLease lease = ConsumerLease.take(store, "counter", stream, "old").orElseThrow();
    lease.save(new Position("binlog.999999:4"));
    lease.release();

    long id = write();
    try (SqlConsumer consumer = SqlConsumer.start("counter", log, own, effects)) {
      Eventually.await(SOON, () -> seen.contains(id));
      assertThat(consumer.awaitCaughtUp(SOON)).isTrue();
    }
    assertThat(effects.begun).hasValue(1);
  }

  private long write() {
    long id = nextId.getAndIncrement();
    source.<RuntimeException>execute(
        handle ->
            handle.execute(
                "INSERT INTO outbox (id, user_id, kind, payload) VALUES (?, 1, 'Tested', '')", id));
    return id;
  }
}
