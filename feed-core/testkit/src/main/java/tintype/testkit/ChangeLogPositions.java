package tintype.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static tintype.testkit.ChangeLogFixture.commitInserts;
import static tintype.testkit.ChangeLogFixture.insertFact;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import tintype.platform.changelog.Position;
import tintype.platform.changelog.StreamId;
import tintype.platform.changelog.Subscription;
import tintype.platform.changelog.TableCopy;

/** What every change log keeps to about places in the log. */
public interface ChangeLogPositions extends ChangeLogFixture {
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
        database()
            .read(
                handle ->
                    handle
                        .createQuery(
                            "SELECT id FROM outbox WHERE user_id = ? ORDER BY id LIMIT 1000")
                        .bind(0, OWNER)
                        .mapTo(Long.class)
                        .list());
    RecordingConsumer consumer = new RecordingConsumer();
    try (Subscription tail = changeLog().tail("contract", changeLog().earliest(), consumer)) {
      awaitEnd(tail);
      assertThat(consumer.ids()).containsAll(kept);
    }
  }

  @Test
  default void itsIdentityStaysAndIsNoOthers() {
    String identity = changeLog().identity();
    commitInserts(database(), newId());
    assertThat(changeLog().identity()).isEqualTo(identity);
    assertThat(otherChangeLog().identity()).isNotEqualTo(identity);
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

  private void writeFacts(ConcurrentLinkedQueue<Long> written, AtomicBoolean stop) {
    while (!stop.get()) {
      long id = newId();
      commitFact(id);
      written.add(id);
    }
  }
}
