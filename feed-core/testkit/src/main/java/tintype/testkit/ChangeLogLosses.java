package tintype.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static tintype.testkit.ChangeLogFixture.commitInserts;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import tintype.platform.changelog.ChangeConsumer;
import tintype.platform.changelog.Position;
import tintype.platform.changelog.StreamId;
import tintype.platform.changelog.Subscription;

/** What every change log keeps to when something fails. */
public interface ChangeLogLosses extends ChangeLogFixture {
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
      // A pool that found nothing waits for some seconds before it connects again.
      Eventually.await(SOON, this::isBack);
      commitInserts(database(), after);
      awaitEnd(tail);

      assertThat(consumer.ids()).containsExactly(before, after);
    }
  }

  private boolean isBack() {
    return database()
        .read(handle -> handle.createQuery("SELECT 1").mapTo(Integer.class).one() == 1);
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

  @Test
  default void aPositionThatTheServerDoesNotHaveIsReportedAsLost() {
    RecordingConsumer consumer = new RecordingConsumer();
    Position elsewhere = positionOfAnotherLog();
    try (Subscription tail = changeLog().tail("lost", Map.of(stream(), elsewhere), consumer)) {
      Eventually.await(SOON, () -> tail.isLost(stream()));
      assertThat(tail.trouble()).contains("changes are missing");
    }
    assertThat(consumer.lost())
        .singleElement()
        .satisfies(
            lost ->
                assertThat(lost)
                    .hasMessageStartingWith(
                        "stream " + stream() + ": position " + elsewhere + " (expected: one of"));
  }

  @Test
  default void anErrorIsToldAndTheBatchComesAgain() {
    AtomicBoolean broken = new AtomicBoolean(true);
    RecordingConsumer recorded = new RecordingConsumer();
    ChangeConsumer consumer =
        batch -> {
          if (broken.get()) {
            throw new NoClassDefFoundError("a class that is not there");
          }
          recorded.apply(batch);
        };
    try (Subscription tail = changeLog().tail("failing", changeLog().end(), consumer)) {
      long id = newId();
      database()
          .execute(
              handle ->
                  handle.execute(
                      "INSERT INTO outbox (id, user_id, kind, payload) VALUES (?, 1, 'Tested', '')",
                      id));

      Eventually.awaitPass(
          SOON,
          () ->
              assertThat(tail.trouble())
                  .startsWith("stream " + stream() + ": A change could not be applied")
                  .contains("a class that is not there"));
      assertThat(
              meters()
                  .get("changelog.failures")
                  .tags("consumer", "failing", "stream", stream().toString())
                  .functionCounter()
                  .count())
          .isGreaterThanOrEqualTo(3);

      broken.set(false);
      assertThat(recorded.awaitIds(1)).containsExactly(id);
      Eventually.await(SOON, () -> tail.trouble().isEmpty());
    }
  }

  @Test
  default void lagIsAMetric() {
    Map<StreamId, Position> end = changeLog().end();
    Subscription tail = changeLog().tail("measured", end, new RecordingConsumer());
    try (tail) {
      for (String stream : lagStreams()) {
        Eventually.await(
            SOON,
            () ->
                meters()
                        .get("changelog.lag.seconds")
                        .tags("consumer", "measured", "stream", stream)
                        .gauge()
                        .value()
                    == 0);
      }
    }
    assertThat(meters().find("changelog.lag.seconds").tag("consumer", "measured").gauge()).isNull();
    assertThat(tail.lag()).isLessThan(Duration.ofMinutes(1));
  }
}
