package tintype.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static tintype.testkit.ChangeLogFixture.await;
import static tintype.testkit.ChangeLogFixture.commitInBulk;
import static tintype.testkit.ChangeLogFixture.commitInserts;
import static tintype.testkit.ChangeLogFixture.insert;
import static tintype.testkit.ChangeLogFixture.payload;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import tintype.platform.changelog.ChangeBatch;
import tintype.platform.changelog.ChangeConsumer;
import tintype.platform.changelog.ChangeEvent;
import tintype.platform.changelog.StreamId;
import tintype.platform.changelog.Subscription;
import tintype.platform.rpc.RequestId;

/** What every change log keeps to in handing on what was committed. */
public interface ChangeLogDelivery extends ChangeLogFixture {
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
      assertThat(event.commitTime()).isAfter(Instant.now().minusSeconds(60));
    }
  }

  @Test
  default void aTransactionIsNeverSplit() {
    RecordingConsumer consumer = new RecordingConsumer();
    try (Subscription tail = tailFromEnd(consumer)) {
      long[] ids = LongStream.generate(this::newId).limit(5_000).toArray();
      commitInBulk(database(), ids);
      awaitEnd(tail);

      assertThat(consumer.ids()).containsExactly(box(ids));
      assertThat(consumer.batches()).hasSize(1);
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
  default void effectsRunInTheContextOfTheRequestThatWroteTheEvent() {
    List<String> seen = new CopyOnWriteArrayList<>();
    ChangeConsumer consumer =
        batch ->
            batch
                .events()
                .forEach(event -> seen.add(event.requestId() + "/" + RequestId.current()));
    try (Subscription tail = changeLog().tail("tracing", changeLog().end(), consumer)) {
      for (String requestId : List.of("one", "", "two")) {
        int count = seen.size() + 1;
        database()
            .execute(
                handle ->
                    handle.execute(
                        "INSERT INTO outbox (id, user_id, kind, payload, request_id)"
                            + " VALUES (?, 1, 'Tested', '', ?)",
                        newId(),
                        requestId));
        Eventually.await(SOON, () -> seen.size() >= count);
      }
    }
    assertThat(seen).containsExactly("one/one", "/", "two/two");
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

  private static Long[] box(long[] ids) {
    return LongStream.of(ids).boxed().toArray(Long[]::new);
  }
}
