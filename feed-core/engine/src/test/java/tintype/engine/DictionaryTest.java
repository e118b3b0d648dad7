package tintype.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.IntToLongFunction;
import org.junit.jupiter.api.Test;

/** Ids are found however they are spread: the search guesses that they lie on a line. */
class DictionaryTest {
  private static final int ACCOUNTS = 20_000;

  @Test
  void evenlySpreadIdsAreFound() {
    check(i -> 4_096L * i + 17);
  }

  @Test
  void idsOfAGrowingNetworkAreFound() {
    check(i -> 1_000 + (long) (1e15 * Math.sqrt(i + 1)));
  }

  @Test
  void idsThatRunAwayAreFound() {
    check(i -> i < 60 ? 1L << i : (1L << 60) + i);
  }

  @Test
  void drawnIdsAreFound() {
    long[] ids = new SplittableRandom(4).longs(ACCOUNTS, 1, Long.MAX_VALUE).sorted().toArray();
    check(i -> ids[i]);
  }

  @Test
  void oneAndTwoAccountsAreFound() {
    try (FeedStore store = FeedStore.create(FeedStoreConfig.ofBytes(4 << 20))) {
      store.applier().register(7);
      assertThat(store.reader().isKnown(7)).isTrue();
      store.applier().register(9);
      assertThat(store.reader().isKnown(7)).isTrue();
      assertThat(store.reader().isKnown(9)).isTrue();
      for (long stranger : new long[] {1, 6, 8, 10, Long.MAX_VALUE}) {
        assertThat(store.reader().isKnown(stranger)).isFalse();
      }
    }
  }

  private static void check(IntToLongFunction idOf) {
    long[] ids = new long[ACCOUNTS];
    Arrays.setAll(ids, idOf);
    try (FeedStore store = FeedStore.create(FeedStoreConfig.ofBytes(16 << 20))) {
      for (long id : ids) {
        store.applier().register(id);
      }
      for (int i = 0; i < ACCOUNTS; i++) {
        assertThat(store.reader().isKnown(ids[i])).isTrue();
        if (i > 0 && ids[i] - ids[i - 1] > 1) {
          assertThat(store.reader().isKnown(ids[i] - 1)).isFalse();
        }
      }
      assertThat(store.usage().accounts()).isEqualTo(ACCOUNTS);
    }
  }
}
