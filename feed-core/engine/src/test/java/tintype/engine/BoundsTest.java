package tintype.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What happens at the end of memory, of the store, and of the applier's solitude. */
class BoundsTest {
  private final FeedPage page = new FeedPage();

  @Test
  void fullStoreSaysSoAndGoesOnAnswering() {
    try (FeedStore store = FeedStore.create(FeedStoreConfig.ofBytes(1 << 20))) {
      long[] followees = new long[2_000];
      for (int i = 0; i < followees.length; i++) {
        followees[i] = 1 + i;
        store.applier().post(1 + i, 1 + i);
      }
      assertThatThrownBy(() -> loadReaders(store.applier(), followees))
          .isInstanceOf(EngineFullException.class)
          .hasMessage("pages of 64 KiB are used up (limit: 16)");
      Usage full = store.usage();
      assertThat(full.pagesUsed()).isEqualTo(full.pagesMax());

      store.reader().gather(10_000, Long.MAX_VALUE, 50, page);
      assertThat(page.size()).isEqualTo(50);
      assertThat(page.postId(0)).isEqualTo(2_000);

      store.applier().evict(10_000);
      store.applier().replaceFollowees(20_000, followees, 2_000);
      store.reader().gather(20_000, Long.MAX_VALUE, 50, page);
      assertThat(page.size()).isEqualTo(50);
    }
  }

  private static void loadReaders(Applier applier, long[] followees) {
    for (long reader = 10_000; ; reader++) {
      applier.replaceFollowees(reader, followees, followees.length);
    }
  }

  @Test
  void smallBlocksAreCutFromLargerFreeOnes() {
    try (FeedStore store = FeedStore.create(FeedStoreConfig.ofBytes(1 << 20))) {
      long[] followees = new long[2_000];
      for (int i = 0; i < followees.length; i++) {
        followees[i] = 1 + i;
      }
      assertThatThrownBy(() -> loadReaders(store.applier(), followees))
          .isInstanceOf(EngineFullException.class);
      store.applier().evict(10_000);
      for (int i = 1; i <= 60; i++) {
        store.applier().post(i, 2L * i);
        store.applier().post(i, 2L * i + 1);
      }
      assertThat(store.usage().ringBytes()).isEqualTo(60 * 128);
      assertThat(store.reader().posts(60)).containsExactly(121, 120);
    }
  }

  @Test
  void accountsHaveABound() {
    try (FeedStore store = FeedStore.create(new FeedStoreConfig(1 << 20, 3))) {
      for (long account = 1; account <= 3; account++) {
        store.applier().register(account);
      }
      assertThatThrownBy(() -> store.applier().post(4, 1))
          .isInstanceOf(EngineFullException.class)
          .hasMessage("accounts are used up (limit: 3)");
      assertThat(store.reader().isKnown(4)).isFalse();
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void listHasABound(boolean ranking) {
    FeedStoreConfig config = FeedStoreConfig.ofBytes(8 << 20);
    try (FeedStore store = FeedStore.create(ranking ? config.withRanking() : config)) {
      int most = FolloweeList.MAX_ENTRIES;
      for (int i = 1; i <= most; i++) {
        store.applier().follow(1, 1 + i);
      }
      assertThatThrownBy(() -> store.applier().follow(1, 100_000))
          .isInstanceOf(EngineFullException.class)
          .hasMessage("followees of one reader are used up (limit: 8188)");
      assertThat(store.reader().followeeCount(1)).isEqualTo(most);
      store.applier().unfollow(1, 2);
      store.applier().follow(1, 100_000);
      assertThat(store.reader().followeeCount(1)).isEqualTo(most);
    }
  }

  @Test
  void lateReadersAndWritersAreRefusedOnceClosed() throws Exception {
    FeedStore store = FeedStore.create(FeedStoreConfig.ofBytes(4 << 20));
    for (int i = 1; i <= 500; i++) {
      store.applier().follow(1, 1 + i);
      store.applier().post(1 + i, i);
    }
    int threads = 4;
    CountDownLatch reading = new CountDownLatch(threads);
    try (ExecutorService executor = Executors.newFixedThreadPool(threads)) {
      Future<?>[] late = new Future<?>[threads];
      for (int i = 0; i < threads; i++) {
        late[i] = executor.submit(() -> readUntilClosed(store.reader(), reading));
      }
      reading.await();
      store.close();
      for (Future<?> future : late) {
        future.get();
      }
    }
    store.close();
    assertThatThrownBy(() -> store.applier().post(1, 1))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("the feed store is closed");
    assertThat(store.usage().edges()).isEqualTo(500);
  }

  private static void readUntilClosed(FeedReader reader, CountDownLatch reading) {
    FeedPage page = new FeedPage();
    reader.gather(1, Long.MAX_VALUE, 100, page);
    reading.countDown();
    assertThatThrownBy(
            () -> {
              while (true) {
                reader.gather(1, Long.MAX_VALUE, 100, page);
              }
            })
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("the feed store is closed");
  }

  @Test
  void twoWritersAtOnceAreToldApart() throws Exception {
    try (FeedStore store = FeedStore.create(FeedStoreConfig.ofBytes(8 << 20));
        ExecutorService executor = Executors.newSingleThreadExecutor()) {
      CountDownLatch caught = new CountDownLatch(1);
      Future<?> other = executor.submit(() -> writeUntilRefused(store.applier(), caught));
      writeUntilRefused(store.applier(), caught);
      other.get();
      store.applier().post(9, 9);
      assertThat(store.reader().posts(9)).containsExactly(9);
    }
  }

  private static void writeUntilRefused(Applier applier, CountDownLatch caught) {
    long[] many = new long[1_000];
    for (int i = 0; i < many.length; i++) {
      many[i] = 100 + i;
    }
    while (caught.getCount() > 0) {
      try {
        applier.replaceFollowees(1, many, many.length);
      } catch (IllegalStateException e) {
        assertThat(e).hasMessage("two threads write to the feed store at the same time");
        caught.countDown();
      }
    }
  }
}
