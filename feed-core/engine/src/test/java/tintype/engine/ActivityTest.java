package tintype.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ActivityTest {
  private final FeedStore store = FeedStore.create(FeedStoreConfig.ofBytes(16 << 20));

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void replacedBlocksWaitAndAreUsedAgain() {
    long[] many = new long[2_000];
    for (int i = 0; i < many.length; i++) {
      many[i] = 10 + i;
    }
    assertThat(store.activity()).isEqualTo(new Activity(0, 0, 0, 0, 0));

    store.applier().replaceFollowees(1, many, many.length);
    store.applier().replaceFollowees(1, many, many.length);
    long block = store.usage().adjacencyBytes();
    assertThat(store.activity().retiredBytes()).isEqualTo(block);

    for (int i = 0; i < 100; i++) {
      store.applier().replaceFollowees(1, many, many.length);
    }
    assertThat(store.activity().epoch()).isBetween(2L, 10L);
    assertThat(store.activity().retiredBytes()).isLessThan(4 * (128 << 10));
  }

  @Test
  void ringsThatChangeUnderAReaderAreCounted() throws Exception {
    store.applier().follow(1, 2);
    store.applier().post(2, 10);
    store.applier().post(2, 11);
    CountDownLatch ended = new CountDownLatch(1);
    Thread reader = Thread.ofPlatform().start(() -> readUntil(ended));
    long deadline = System.nanoTime() + 20_000_000_000L;
    for (long id = 12; store.activity().tornReads() == 0; id++) {
      store.applier().post(2, id);
      assertThat(System.nanoTime()).isLessThan(deadline);
    }
    ended.countDown();
    reader.join();
    assertThat(store.activity().readersBehind()).isZero();
  }

  private void readUntil(CountDownLatch ended) {
    FeedPage page = new FeedPage();
    while (ended.getCount() > 0) {
      store.reader().gather(1, Long.MAX_VALUE, FeedReader.MAX_LIMIT, page);
    }
  }
}
