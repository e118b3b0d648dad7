package tintype.platform.changelog;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tintype.platform.sql.Database;
import tintype.platform.sql.Keyspace;
import tintype.testkit.Eventually;
import tintype.testkit.OnPlainServers;
import tintype.testkit.TestDatabase;

@OnPlainServers
final class LeasedWorkIT {
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final Duration AT_ONCE = Duration.ofMillis(1);

  @RegisterExtension static final TestDatabase databases = TestDatabase.of(Keyspace.MEDIA);

  /** A step of a round that is always due. */
  private interface Step extends LeasedWork.Round {
    @Override
    default boolean isDue() {
      return true;
    }
  }

  private final AtomicInteger rounds = new AtomicInteger();
  private Database database;

  @BeforeEach
  void forgetLeases() {
    database = databases.database(Keyspace.MEDIA);
    database.<RuntimeException>execute(handle -> handle.execute("DELETE FROM changelog_position"));
  }

  @Test
  void twoProcessesNeverWorkSideBySide() {
    AtomicInteger atWork = new AtomicInteger();
    AtomicBoolean sideBySide = new AtomicBoolean();
    Step step =
        mayGoOn -> {
          sideBySide.compareAndSet(false, atWork.incrementAndGet() > 1);
          Thread.yield();
          atWork.decrementAndGet();
          rounds.incrementAndGet();
        };

    try (LeasedWork one = start(step);
        LeasedWork another = start(step)) {
      Eventually.await(SOON, () -> rounds.get() >= 40);
    }

    assertThat(sideBySide).isFalse();
  }

  @Test
  void withoutWorkNoLeaseIsTaken() {
    LeasedWork.Round nothing =
        new LeasedWork.Round() {
          @Override
          public boolean isDue() {
            rounds.incrementAndGet();
            return false;
          }

          @Override
          public void run(BooleanSupplier mayGoOn) {
            throw new AssertionError("nothing is due");
          }
        };

    try (LeasedWork work = start(nothing)) {
      Eventually.await(SOON, () -> rounds.get() >= 3);
    }

    assertThat(leases()).isZero();
  }

  @Test
  void aRoundThatFailsIsFollowedByOthers() {
    Step failing =
        mayGoOn -> {
          if (rounds.incrementAndGet() < 3) {
            throw new IllegalStateException("not yet");
          }
        };

    try (LeasedWork work = start(failing)) {
      Eventually.await(SOON, () -> rounds.get() >= 4);
    }
  }

  @Test
  void whoIsWokenDoesNotWaitForTheNextRound() {
    Step step = mayGoOn -> rounds.incrementAndGet();

    try (LeasedWork work = LeasedWork.start("work", database, Duration.ofDays(1), step)) {
      for (int round = 1; round <= 3; round++) {
        int expected = round;
        Eventually.await(SOON, () -> rounds.get() >= expected);
        work.wake();
      }
    }
  }

  /** As other loops do: what an Error took with it is gone, but the work is there to be done. */
  @Test
  void anErrorDoesNotEndTheWorkAndIsTroubleOnceItComesAgain() {
    AtomicBoolean broken = new AtomicBoolean(true);
    Step failing =
        mayGoOn -> {
          rounds.incrementAndGet();
          if (broken.get()) {
            throw new AssertionError("broken");
          }
        };

    try (LeasedWork work = start(failing)) {
      Eventually.await(SOON, () -> rounds.get() >= 3);
      assertThat(work.trouble()).contains("have failed in a row").contains("broken");

      broken.set(false);

      Eventually.await(SOON, () -> work.trouble().isEmpty());
      int before = rounds.get();
      Eventually.await(SOON, () -> rounds.get() > before);
    }
  }

  @Test
  void aStopEndsARoundBetweenSteps() throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(1);
    AtomicBoolean stopped = new AtomicBoolean();
    LeasedWork work =
        start(
            (Step)
                mayGoOn -> {
                  begun.countDown();
                  while (mayGoOn.getAsBoolean()) {
                    Thread.onSpinWait();
                  }
                  stopped.set(true);
                });
    begun.await();

    work.close();

    assertThat(stopped).isTrue();
  }

  @Test
  void aLongRoundKeepsItsLease() throws InterruptedException {
    CountDownLatch over = new CountDownLatch(1);
    AtomicBoolean kept = new AtomicBoolean(true);
    long end = System.nanoTime() + ConsumerLease.TERM.toNanos() * 3 / 2;
    Step longOne =
        mayGoOn -> {
          while (System.nanoTime() < end) {
            kept.compareAndSet(true, mayGoOn.getAsBoolean());
            kept.compareAndSet(true, !over.await(20, TimeUnit.MILLISECONDS));
          }
          over.countDown();
        };

    try (LeasedWork work = start(longOne)) {
      over.await();
    }

    assertThat(kept).isTrue();
  }

  @Test
  void theDeadAreFollowedOnceTheirLeaseLapses() {
    var stream = new StreamId(Keyspace.MEDIA, "work");
    PositionStore store = new PositionStore(database);
    assertThat(ConsumerLease.take(store, "some-work", stream, "of a process that was killed"))
        .isPresent();

    try (LeasedWork work = start((Step) mayGoOn -> rounds.incrementAndGet())) {
      Eventually.await(SOON, () -> rounds.get() > 0);
    }
  }

  private LeasedWork start(LeasedWork.Round round) {
    return LeasedWork.start("some-work", database, AT_ONCE, round);
  }

  private int leases() {
    return database.read(
        handle ->
            handle
                .createQuery("SELECT COUNT(*) FROM changelog_position")
                .mapTo(Integer.class)
                .one());
  }
}
