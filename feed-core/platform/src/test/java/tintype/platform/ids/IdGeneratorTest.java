package tintype.platform.ids;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class IdGeneratorTest {
  private static final Instant START = Instant.parse("2026-06-01T12:00:00Z");

  private final AtomicLong millis = new AtomicLong(START.toEpochMilli());
  private final InstantSource clock = () -> Instant.ofEpochMilli(millis.get());

  @Test
  void anIdHoldsItsTimeAndItsNode() {
    long id = new IdGenerator(MintingRight.fixed(8191), clock).next();

    assertThat(id).isPositive();
    assertThat(IdClock.timeOf(id)).isEqualTo(START);
    assertThat(IdClock.nodeOf(id)).isEqualTo(8191);
    assertThat(IdClock.floorFor(START)).isLessThanOrEqualTo(id);
    assertThat(IdClock.floorFor(START.plusMillis(1))).isGreaterThan(id);
  }

  @Test
  void idsAreUniqueAndAscendInEachOfManyThreads() throws Exception {
    IdGenerator ids = new IdGenerator(MintingRight.fixed(3), InstantSource.system());
    Set<Long> all = new HashSet<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      Callable<List<Long>> mint =
          () -> {
            List<Long> minted = new ArrayList<>();
            for (int i = 0; i < 20_000; i++) {
              minted.add(ids.next());
            }
            return minted;
          };
      for (Future<List<Long>> future : threads.invokeAll(List.of(mint, mint, mint, mint))) {
        assertThat(future.get()).isSorted();
        all.addAll(future.get());
      }
    }
    assertThat(all).hasSize(80_000);
  }

  @Test
  void aMillisecondThatIsUsedUpWaitsForTheNext() {
    IdGenerator ids = new IdGenerator(MintingRight.fixed(0), clock);
    long last = 0;
    for (int i = 0; i < 1024; i++) {
      last = ids.next();
    }
    assertThat(IdClock.timeOf(last)).isEqualTo(START);

    Thread.ofVirtual().start(millis::incrementAndGet);
    assertThat(IdClock.timeOf(ids.next())).isEqualTo(START.plusMillis(1));
  }

  @Test
  void aClockGoneBackWaitsUntilItHasCaughtUp() {
    IdGenerator ids = new IdGenerator(MintingRight.fixed(0), clock);
    long before = ids.next();
    millis.addAndGet(-500);

    Thread.ofVirtual().start(() -> millis.addAndGet(501));
    assertThat(ids.next()).isGreaterThan(before);
  }

  @Test
  void aClockThatStaysBackIsReported() {
    IdGenerator ids = new IdGenerator(MintingRight.fixed(0), clock, Duration.ofMillis(20));
    ids.next();
    millis.addAndGet(-500);

    assertThatThrownBy(ids::next)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("clock: 1780315199500 ms (expected: more than 1780315200000 ms");
  }

  @Test
  void aClockBeforeTheEpochIsReported() {
    millis.set(Instant.parse("2025-12-31T23:59:59Z").toEpochMilli());
    IdGenerator ids = new IdGenerator(MintingRight.fixed(0), clock, Duration.ofMillis(20));

    assertThatThrownBy(ids::next).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void anIdCarriesTheTimeThatItsNodeWasAskedFor() {
    // The number changes with each question, and the clock moves on between any two readings.
    InstantSource moving = () -> Instant.ofEpochMilli(millis.incrementAndGet());
    IdGenerator ids = new IdGenerator(asked -> (int) (asked % 1000), moving);

    for (int i = 0; i < 100; i++) {
      long id = ids.next();
      assertThat(IdClock.nodeOf(id)).isEqualTo(IdClock.timeOf(id).toEpochMilli() % 1000);
    }
  }

  @Test
  void aTimeThatTheNodeIsNotHeldForIsWaitedFor() {
    long held = START.toEpochMilli() + 5;
    IdGenerator ids =
        new IdGenerator(
            asked -> asked > held ? MintingRight.NOT_YET : 7, clock, Duration.ofMillis(20));
    ids.next();
    millis.addAndGet(6);

    assertThatThrownBy(ids::next).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void withoutALeaseNothingIsMinted() {
    MintingRight lapsed =
        millis -> {
          throw new LeaseLapsedException("lapsed");
        };
    assertThatThrownBy(new IdGenerator(lapsed, clock)::next)
        .isInstanceOf(LeaseLapsedException.class);
  }
}
