package tintype.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * Random histories in a store that is full again and again, so that any allocation of any step may
 * fail: a step that was refused has changed no feed, and every other has its effect.
 */
class FullStoreTest {
  private static final int HISTORIES = 25;
  private static final int ACCOUNTS = 40;
  private static final long FIRST_BALLAST = 10_000;
  private static final int MAX_BALLAST = 400;

  private final SplittableRandom random = new SplittableRandom(5);
  private final FeedPage page = new FeedPage();
  private int refused;

  @Test
  void refusedStepsChangeNothingAndOthersAll() {
    for (int i = 0; i < HISTORIES; i++) {
      run(Publication.values()[i % Publication.values().length].history(1_500, i));
    }
    assertThat(refused).isGreaterThan(HISTORIES);
  }

  @Test
  void storeThatIsFullOfAccountsKeepsWhatItHas() {
    Oracle oracle = new Oracle();
    try (FeedStore store = FeedStore.create(new FeedStoreConfig(4 << 20, 20))) {
      for (Step step : Publication.RING.history(500, 1)) {
        apply(step, store, oracle);
      }
      for (long account = 1; account <= 200; account++) {
        apply(new Step.Follow(account % 7 + 1, account), store, oracle);
        apply(new Step.Publish(account, 1), store, oracle);
      }
      assertThat(store.usage().accounts()).isEqualTo(20);
      check(store, oracle);
    }
  }

  private void run(List<Step> history) {
    Oracle oracle = new Oracle();
    InstantSource clock = () -> Instant.EPOCH.plus(Step.Relate.PAST, ChronoUnit.MICROS);
    try (FeedStore store = FeedStore.create(FeedStoreConfig.ofBytes(2 << 20).withClock(clock))) {
      for (Step step : history) {
        if (random.nextInt(20) == 0) {
          fill(store.applier());
        } else if (random.nextInt(20) == 0) {
          store.applier().evict(FIRST_BALLAST + random.nextInt(MAX_BALLAST));
        }
        apply(step, store, oracle);
      }
      check(store, oracle);
    }
  }

  /** Lists of readers whom nobody asks about, until no more fits. */
  private void fill(Applier applier) {
    try {
      for (int i = 0; i < MAX_BALLAST; i++) {
        long[] list = LongStream.rangeClosed(1, 1 + random.nextInt(2_000)).toArray();
        applier.replaceFollowees(FIRST_BALLAST + random.nextInt(MAX_BALLAST), list, list.length);
      }
    } catch (EngineFullException e) {
      assertThat(e).hasMessageContaining("used up");
    }
  }

  private void apply(Step step, FeedStore store, Oracle oracle) {
    try {
      step.apply(store.applier());
    } catch (EngineFullException e) {
      refused++;
      return;
    }
    step.apply(oracle);
  }

  private void check(FeedStore store, Oracle oracle) {
    for (long reader = 1; reader <= ACCOUNTS; reader++) {
      for (int limit : new int[] {3, 50, 1_000}) {
        gather(store, oracle, reader, limit);
        assertThat(oracle.complete(page, Long.MAX_VALUE, limit))
            .as("feed of %d, limit %d", reader, limit)
            .isEqualTo(oracle.feed(reader, Long.MAX_VALUE, limit, Step.Relate.PAST));
      }
    }
  }

  /** Lists leave memory when it is short; the room for one comes from the ballast. */
  private void gather(FeedStore store, Oracle oracle, long reader, int limit) {
    store.reader().gather(reader, Long.MAX_VALUE, limit, page);
    if (page.isAbsent()) {
      for (long ballast = FIRST_BALLAST; ballast < FIRST_BALLAST + MAX_BALLAST; ballast++) {
        store.applier().evict(ballast);
      }
      oracle.load(reader, store.applier());
      store.reader().gather(reader, Long.MAX_VALUE, limit, page);
    }
    assertThat(page.isAbsent()).isFalse();
  }
}
