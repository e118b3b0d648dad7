package tintype.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What becomes of lists of followees under budgets. */
class ResidencyTest {
  private static final int AUTHORS = 20_000;
  private static final long FIRST_READER = 1_000_000;
  private static final long NEVER = Long.MAX_VALUE / 4;

  private final FeedPage page = new FeedPage();

  @Test
  void withoutBudgetsNobodyIsAbsent() {
    try (FeedStore store = store(NEVER, NEVER)) {
      assertThat(store.reader().isAbsent(7)).isFalse();
      read(store, 7);
      assertThat(page.isAbsent()).isFalse();
      fill(store, 100, 50);
      store.applier().tend();
      assertThat(store.usage().coldReaders()).isZero();
      assertThat(store.usage().evictions()).isZero();
    }
  }

  @Test
  void afterAnEvictionWhoHasNoListIsAbsent() {
    try (FeedStore store = store(NEVER, NEVER)) {
      store.applier().register(1);
      store.applier().register(2);
      store.applier().evict(1);
      read(store, 2);
      assertThat(page.isAbsent()).isTrue();
      assertThat(store.applier().follow(2, 5)).isFalse();
      assertThat(store.applier().unfollow(2, 5)).isFalse();
      store.applier().mute(2, 5, true);
      assertThat(store.reader().isAbsent(2)).isTrue();

      store.applier().replaceFollowees(2, new long[0], 0);
      read(store, 2);
      assertThat(page.isAbsent()).isFalse();
      assertThat(store.applier().follow(2, 5)).isTrue();
      assertThat(store.reader().followees(2)).containsExactly(5);
    }
  }

  @Test
  void aReadListIsMadeHotAgain() {
    try (FeedStore store = store(0, NEVER)) {
      fill(store, 10, 500);
      store.applier().tend();
      assertThat(store.usage().coldReaders()).isEqualTo(10);
      assertThat(store.usage().adjacencyBytes()).isZero();
      read(store, FIRST_READER);
      assertThat(page.size()).isEqualTo(50);
      store.applier().tend();
      assertThat(store.usage().promotions()).isZero();
    }
    try (FeedStore store = store(16 << 10, NEVER)) {
      fill(store, 20, 500);
      long cold = coldReader(store);
      read(store, cold);
      store.applier().tend();
      assertThat(store.usage().promotions()).isEqualTo(1);
      assertThat(store.usage().adjacencyBytes()).isLessThanOrEqualTo(16 << 10);
    }
  }

  @Test
  void theClockSparesWhoReads() {
    try (FeedStore store = store(128 << 10, 64 << 10)) {
      fill(store, 40, 500);
      for (long reader = FIRST_READER + 40; reader < FIRST_READER + 2_000; reader++) {
        for (int favourite = 0; favourite < 10; favourite++) {
          read(store, FIRST_READER + favourite);
          assertThat(page.isAbsent()).isFalse();
        }
        store.applier().replaceFollowees(reader, followees(reader, 500), 500);
        store.applier().tend();
        assertHeld(store, 128 << 10, 64 << 10);
      }
      assertThat(store.usage().evictions()).isGreaterThan(1_500);
    }
  }

  @Test
  void budgetsAreHeldWithoutTending() {
    try (FeedStore store = store(64 << 10, 32 << 10)) {
      for (long reader = FIRST_READER; reader < FIRST_READER + 500; reader++) {
        store.applier().replaceFollowees(reader, followees(reader, 300), 300);
      }
      assertHeld(store, 64 << 10, 32 << 10);
    }
  }

  @Test
  void offersAreTakenAsFarAsThereIsRoom() {
    try (FeedStore store = store(64 << 10, 64 << 10)) {
      int hot = 0;
      long reader = FIRST_READER;
      while (store.applier().offerFollowees(reader, followees(reader, 300), 300)) {
        hot += store.usage().coldReaders() == 0 ? 1 : 0;
        reader++;
      }
      assertThat(hot).isBetween(40, 52);
      assertThat(store.usage().coldBytes()).isBetween(64L << 10, 66L << 10);
      assertThat(store.reader().isAbsent(reader)).isTrue();

      assertThat(store.applier().offerFollowees(reader + 1, new long[] {1}, 1)).isFalse();
      store.applier().register(reader + 2);
      assertThat(store.reader().isAbsent(reader + 2)).isTrue();
      assertThat(store.reader().followeeCount(FIRST_READER)).isEqualTo(300);
      assertThat(store.reader().followeeCount(reader - 1)).isEqualTo(300);
    }
  }

  @Test
  void holesAreCleanedAndPagesGivenBack() {
    SplittableRandom random = new SplittableRandom(9);
    try (FeedStore store = store(0, NEVER)) {
      fill(store, 2_000, 400);
      store.applier().tend();
      for (int change = 0; change < 6_000; change++) {
        long reader = FIRST_READER + random.nextInt(2_000);
        int count = 1 + random.nextInt(800);
        store.applier().replaceFollowees(reader, followees(reader, count), count);
      }
      store.applier().tend();
      Usage usage = store.usage();
      assertThat(usage.coldReaders()).isEqualTo(2_000);
      assertThat(usage.coldPageBytes() - (8 << 16))
          .isLessThan(usage.coldBytes() * 8 / 7 * 102 / 100);
      for (long reader = FIRST_READER; reader < FIRST_READER + 2_000; reader++) {
        long[] list = store.reader().followees(reader);
        assertThat(list).containsExactlyInAnyOrder(followees(reader, list.length));
      }
    }
  }

  @Test
  void mutesSurviveTheCold() {
    try (FeedStore store = store(0, NEVER)) {
      long first = 2L * AUTHORS;
      store.applier().replaceFollowees(FIRST_READER, new long[] {first, -first - 1, first + 2}, 3);
      store.applier().mute(FIRST_READER, first + 3, true);
      for (long author = first; author < first + 4; author++) {
        store.applier().post(author, 100 + author);
      }
      store.applier().tend();
      assertThat(store.usage().coldReaders()).isEqualTo(1);
      read(store, FIRST_READER);
      assertThat(LongStream.range(0, page.size()).map(i -> page.authorId((int) i)))
          .containsExactly(first + 2, first);
      assertThat(store.reader().followeeCount(FIRST_READER)).isEqualTo(3);
      store.reader().gather(FIRST_READER, 1, 50, page);
      assertThat(page.size()).isZero();
      assertThat(page.followsNobody()).isFalse();
      store.applier().mute(FIRST_READER, first + 1, false);
      store.applier().follow(FIRST_READER, first + 3);
      store.applier().mute(FIRST_READER, first + 3, false);
      read(store, FIRST_READER);
      assertThat(page.size()).isEqualTo(4);
    }
  }

  @Test
  void aListOfTheMostThereCanBe() {
    try (FeedStore store = store(0, NEVER)) {
      long[] followees = followees(1, 7_500);
      store.applier().replaceFollowees(FIRST_READER, followees, 7_500);
      store.applier().tend();
      assertThat(store.usage().coldReaders()).isEqualTo(1);
      assertThat(store.reader().followees(FIRST_READER)).containsExactlyInAnyOrder(followees);
    }
  }

  private static FeedStore store(long hotBytes, long coldBytes) {
    FeedStore store =
        FeedStore.create(FeedStoreConfig.ofBytes(32 << 20).withLists(hotBytes, coldBytes));
    for (int author = 1; author <= AUTHORS; author++) {
      store.applier().post(author, 1_000_000L + author);
    }
    return store;
  }

  private static void fill(FeedStore store, int readers, int followees) {
    for (long reader = FIRST_READER; reader < FIRST_READER + readers; reader++) {
      store.applier().replaceFollowees(reader, followees(reader, followees), followees);
    }
  }

  private static long[] followees(long reader, int count) {
    return new SplittableRandom(reader).longs(1, AUTHORS + 1).distinct().limit(count).toArray();
  }

  private long coldReader(FeedStore store) {
    return LongStream.range(FIRST_READER, FIRST_READER + 20)
        .filter(reader -> store.reader().isCold(reader))
        .findFirst()
        .orElseThrow();
  }

  private void read(FeedStore store, long reader) {
    store.reader().gather(reader, Long.MAX_VALUE, 50, page);
  }

  private static void assertHeld(FeedStore store, long hotBytes, long coldBytes) {
    assertThat(store.usage().adjacencyBytes()).isLessThanOrEqualTo(hotBytes);
    assertThat(store.usage().coldBytes()).isLessThanOrEqualTo(coldBytes);
  }
}
