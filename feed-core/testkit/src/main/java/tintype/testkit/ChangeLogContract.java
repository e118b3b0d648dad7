package tintype.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.Test;
import tintype.platform.changelog.ChangeBatch;
import tintype.platform.changelog.ChangeConsumer;
import tintype.platform.changelog.ChangeEvent;
import tintype.platform.changelog.ChangeLog;
import tintype.platform.changelog.Position;
import tintype.platform.changelog.StreamId;
import tintype.platform.changelog.Subscription;
import tintype.platform.changelog.TableCopy;
import tintype.platform.sql.Database;

/**
 * What every {@link ChangeLog} keeps to. Implement the abstract methods in a test class; the
 * database has the platform's tables, of which {@code request} stands for any table of facts.
 */
public interface ChangeLogContract {
  /** How long anything may take that ought to happen at once. */
  Duration SOON = Duration.ofSeconds(20);

  /** The owner of all rows here, so that they are in one shard and their order is defined. */
  long OWNER = 7;

  ChangeLog changeLog();

  /** The database that the log tells of. */
  Database database();

  /** Another keyspace's log, of another database. */
  ChangeLog otherChangeLog();

  Database otherDatabase();

  /** Stops the database server and starts it again; connections to it break. */
  void restartDatabase();

  /** An id that no test has used. */
  long newId();

  @Test
  default void transactionsComeInTheOrderOfTheirCommits() {
    RecordingConsumer consumer = new RecordingConsumer();
    long early = newId();
    long late = newId();
    try (Subscription tail = tailFromEnd(consumer)) {
      database()
          .<RuntimeException>execute(
              slow -> {
                insert(slow, early);
                commitInserts(database(), late);
                consumer.awaitIds(1);
              });

      assertThat(consumer.awaitIds(2)).containsExactly(late, early);
      assertThat(tail.isLost(stream())).isFalse();
    }
  }

  @Test
  default void aRolledBackTransactionIsNeverSeen() {
    RecordingConsumer consumer = new RecordingConsumer();
    try (Subscription tail = tailFromEnd(consumer)) {
      long kept = newId();
      try {
        database()
            .<RuntimeException>execute(
                handle -> {
                  insert(handle, newId());
                  throw new IllegalStateException("roll back");
                });
      } catch (IllegalStateException expected) {
        commitInserts(database(), kept);
      }

      awaitEnd(tail);
      assertThat(consumer.ids()).containsExactly(kept);
    }
  }

  @Test
  default void anEventCarriesItsRow() {
    RecordingConsumer consumer = new RecordingConsumer();
    try (Subscription tail = tailFromEnd(consumer)) {
      long id = newId();
      commitInserts(database(), id);
      awaitEnd(tail);

      ChangeEvent event = consumer.batches().getFirst().events().getFirst();
      assertThat(event.id()).isEqualTo(id);
      assertThat(event.ownerId()).isEqualTo(OWNER);
      assertThat(event.kind()).isEqualTo("Tested");
      assertThat(event.payload()).isEqualTo(payload(id));
      assertThat(event.stream()).isEqualTo(stream());
      assertThat(event.commitTime()).isAfter(java.time.Instant.now().minusSeconds(60));
    }
  }

  @Test
  default void aTransactionIsNeverSplit() {
    RecordingConsumer consumer = new RecordingConsumer();
    try (Subscription tail = tailFromEnd(consumer)) {
      long[] ids = LongStream.generate(this::newId).limit(5_000).toArray();
      commitInserts(database(), ids);
      awaitEnd(tail);

      assertThat(consumer.ids()).containsExactly(box(ids));
      assertThat(consumer.batches()).hasSize(1);
    }
  }

  @Test
  default void aRestartGoesOnFromTheSavedPosition() {
    RecordingConsumer before = new RecordingConsumer();
    Map<StreamId, Position> saved;
    try (Subscription tail = tailFromEnd(before)) {
      commitInserts(database(), newId());
      awaitEnd(tail);
      saved = Map.of(stream(), before.batches().getLast().after());
    }
    long first = newId();
    long second = newId();
    commitInserts(database(), first);
    commitInserts(database(), second);

    RecordingConsumer after = new RecordingConsumer();
    try (Subscription tail = changeLog().tail("contract", saved, after)) {
      awaitEnd(tail);
      assertThat(after.ids()).containsExactly(first, second);
    }
  }

  @Test
  default void aBatchThatFailsComesAgain() {
    AtomicInteger failures = new AtomicInteger(3);
    RecordingConsumer consumer = new RecordingConsumer();
    ChangeConsumer failing =
        batch -> {
          if (failures.getAndDecrement() > 0) {
            throw new IllegalStateException("not yet");
          }
          consumer.apply(batch);
        };
    try (Subscription tail = tailFromEnd(failing)) {
      long first = newId();
      long second = newId();
      commitInserts(database(), first);
      commitInserts(database(), second);
      awaitEnd(tail);

      assertThat(consumer.ids()).containsExactly(first, second);
    }
  }

  @Test
  default void itGoesOnAfterTheDatabaseRestarts() {
    RecordingConsumer consumer = new RecordingConsumer();
    try (Subscription tail = tailFromEnd(consumer)) {
      long before = newId();
      long after = newId();
      commitInserts(database(), before);
      restartDatabase();
      commitInserts(database(), after);
      awaitEnd(tail);

      assertThat(consumer.ids()).containsExactly(before, after);
    }
  }

  @Test
  default void aSnapshotAndItsTailHaveNoGapAndNoDouble() throws InterruptedException {
    ConcurrentLinkedQueue<Long> written = new ConcurrentLinkedQueue<>();
    AtomicBoolean stop = new AtomicBoolean();
    List<Thread> writers = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      writers.add(Thread.ofPlatform().start(() -> writeFacts(written, stop)));
    }
    Eventually.await(SOON, () -> written.size() > 30);

    Set<Long> copied = new HashSet<>();
    TableCopy copy =
        new TableCopy(
            "request",
            List.of("result_id", "request_id"),
            "user_id = " + OWNER,
            row -> copied.add(row.longAt(0)));
    Map<StreamId, Position> positions = changeLog().snapshot(List.of(copy));

    int atSnapshot = written.size();
    Eventually.await(SOON, () -> written.size() > atSnapshot + 30);
    stop.set(true);
    for (Thread writer : writers) {
      writer.join();
    }
    RecordingConsumer consumer = new RecordingConsumer();
    try (Subscription tail = changeLog().tail("contract", positions, consumer)) {
      awaitEnd(tail);
      assertThat(copied).doesNotContainAnyElementsOf(consumer.ids());
      assertThat(consumer.ids()).doesNotHaveDuplicates();
      copied.addAll(consumer.ids());
      assertThat(copied).containsAll(written);
    }
  }

  @Test
  default void rowsCanBeReadOnceTheirEventComes() {
    ConcurrentLinkedQueue<Long> unreadable = new ConcurrentLinkedQueue<>();
    AtomicInteger seen = new AtomicInteger();
    ChangeConsumer reading =
        batch -> {
          for (ChangeEvent event : batch.events()) {
            if (!hasFact(event.id())) {
              unreadable.add(event.id());
            }
            seen.incrementAndGet();
          }
        };
    try (Subscription tail = tailFromEnd(reading)) {
      for (int i = 0; i < 300; i++) {
        commitFact(newId());
      }
      awaitEnd(tail);
      assertThat(seen).hasValue(300);
      assertThat(unreadable).isEmpty();
    }
  }

  @Test
  default void thePositionPassesTransactionsWithoutNews() {
    RecordingConsumer consumer = new RecordingConsumer();
    try (Subscription tail = tailFromEnd(consumer)) {
      database().<RuntimeException>execute(handle -> insertFact(handle, newId()));
      awaitEnd(tail);
      assertThat(consumer.ids()).isEmpty();
    }
  }

  @Test
  default void earliestComesBeforeEveryRowThatIsKept() {
    commitInserts(database(), newId());
    List<Long> kept =
        database().read(h -> h.createQuery("SELECT id FROM outbox").mapTo(Long.class).list());
    RecordingConsumer consumer = new RecordingConsumer();
    try (Subscription tail = changeLog().tail("contract", changeLog().earliest(), consumer)) {
      awaitEnd(tail);
      assertThat(consumer.ids()).containsAll(kept);
    }
  }

  @Test
  default void positionsAreOrderedAlongTheLog() {
    Position before = changeLog().end().get(stream());
    commitInserts(database(), newId());
    Position after = changeLog().end().get(stream());

    assertThat(changeLog().isAtOrAfter(after, before)).isTrue();
    assertThat(changeLog().isAtOrAfter(before, before)).isTrue();
    assertThat(changeLog().isAtOrAfter(before, after)).isFalse();
  }

  @Test
  default void aStreamThatIsHeldUpDoesNotHoldUpAnother() {
    RecordingConsumer recorded = new RecordingConsumer();
    HeldStreams held = HeldStreams.byHand(recorded);
    StreamId other = otherChangeLog().streams().getFirst();
    try (Subscription tail = tailFromEnd(held);
        Subscription otherTail =
            otherChangeLog().tail("contract-other", otherChangeLog().end(), held)) {
      held.hold(stream());
      long first = newId();
      long second = newId();
      commitInserts(database(), first);
      commitInserts(otherDatabase(), second);
      assertThat(recorded.awaitIds(1)).containsExactly(second);

      held.release(stream());
      assertThat(recorded.awaitIds(2)).containsExactly(second, first);
      assertThat(otherTail.isLost(other)).isFalse();
      assertThat(tail.isLost(stream())).isFalse();
    }
  }

  @Test
  default void streamsThatInterleaveAtRandomKeepTheirOwnOrder() {
    RecordingConsumer recorded = new RecordingConsumer();
    HeldStreams shaken = HeldStreams.atRandom(recorded, 42, 2_000);
    List<Long> here = new ArrayList<>();
    List<Long> there = new ArrayList<>();
    try (Subscription tail = tailFromEnd(shaken);
        Subscription otherTail =
            otherChangeLog().tail("contract-other", otherChangeLog().end(), shaken)) {
      for (int i = 0; i < 100; i++) {
        here.add(newId());
        there.add(newId());
        commitInserts(database(), here.getLast());
        commitInserts(otherDatabase(), there.getLast());
      }
      awaitEnd(tail);
      await(otherTail, otherChangeLog().end());
    }
    assertThat(idsOf(recorded, stream())).isEqualTo(here);
    assertThat(idsOf(recorded, otherChangeLog().streams().getFirst())).isEqualTo(there);
  }

  @Test
  default void lagGrowsWhileAChangeWaitsAndEndsWithIt() throws InterruptedException {
    CountDownLatch wait = new CountDownLatch(1);
    try (Subscription tail = tailFromEnd(batch -> wait.await())) {
      Eventually.await(SOON, () -> tail.lag().isZero());
      commitInserts(database(), newId());
      Eventually.await(SOON, () -> !tail.lag().isZero());
      wait.countDown();
      Eventually.await(SOON, () -> tail.lag().isZero());
    }
  }

  /** The stream of all rows here. */
  default StreamId stream() {
    return changeLog().streams().getFirst();
  }

  private Subscription tailFromEnd(ChangeConsumer consumer) {
    return changeLog().tail("contract", changeLog().end(), consumer);
  }

  private void awaitEnd(Subscription tail) {
    await(tail, changeLog().end());
  }

  private static void await(Subscription tail, Map<StreamId, Position> end) {
    end.forEach(
        (stream, position) -> {
          try {
            assertThat(tail.awaitPosition(stream, position, SOON)).isTrue();
          } catch (InterruptedException e) {
            throw new AssertionError(e);
          }
        });
  }

  private static List<Long> idsOf(RecordingConsumer consumer, StreamId stream) {
    List<Long> ids = new ArrayList<>();
    for (ChangeBatch batch : consumer.batches()) {
      if (batch.stream().equals(stream)) {
        batch.events().forEach(event -> ids.add(event.id()));
      }
    }
    return ids;
  }

  private void writeFacts(ConcurrentLinkedQueue<Long> written, AtomicBoolean stop) {
    while (!stop.get()) {
      long id = newId();
      commitFact(id);
      written.add(id);
    }
  }

  /** A fact and its news in one transaction. */
  private void commitFact(long id) {
    database()
        .<RuntimeException>execute(
            handle -> {
              insertFact(handle, id);
              insert(handle, id);
            });
  }

  private boolean hasFact(long id) {
    return database()
        .read(
            handle ->
                handle
                    .createQuery(
                        "SELECT result_id FROM request WHERE user_id = ? AND request_id = ?")
                    .bind(0, OWNER)
                    .bind(1, Long.toString(id))
                    .mapTo(Long.class)
                    .findOne()
                    .isPresent());
  }

  private static void commitInserts(Database database, long... ids) {
    database.<RuntimeException>execute(
        handle -> {
          for (long id : ids) {
            insert(handle, id);
          }
        });
  }

  private static void insert(Handle handle, long id) {
    handle.execute(
        "INSERT INTO outbox (id, user_id, kind, payload) VALUES (?, ?, 'Tested', ?)",
        id,
        OWNER,
        payload(id));
  }

  private static void insertFact(Handle handle, long id) {
    handle.execute(
        "INSERT INTO request (user_id, request_id, fingerprint, result_id, create_micros)"
            + " VALUES (?, ?, '', ?, 0)",
        OWNER,
        Long.toString(id),
        id);
  }

  private static byte[] payload(long id) {
    return ("payload of " + id).getBytes(java.nio.charset.StandardCharsets.UTF_8);
  }

  private static Long[] box(long[] ids) {
    return LongStream.of(ids).boxed().toArray(Long[]::new);
  }
}
