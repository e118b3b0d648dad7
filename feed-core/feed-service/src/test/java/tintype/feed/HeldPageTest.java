package tintype.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tintype.engine.Applier;
import tintype.engine.FeedStore;
import tintype.engine.FeedStoreConfig;

/** What a page says of its reader while the reader's list comes and goes. */
class HeldPageTest {
  private static final long ANA = 1;
  private static final long BEN = 2;
  private static final int ROUNDS = 3_000;

  private final FeedStore store = FeedStore.create(FeedStoreConfig.ofBytes(4 << 20));
  private final AtomicInteger reads = new AtomicInteger();
  private final AtomicInteger wrong = new AtomicInteger();
  private volatile boolean stopped;

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void whoFollowsNobodyIsToldSo() {
    store.applier().register(ANA);
    HeldPage page = new HeldPage();
    page.read(store.reader(), ANA, Long.MAX_VALUE, 10);
    assertThat(page.followsNobody()).isTrue();
    store.applier().follow(ANA, BEN);
    page.read(store.reader(), ANA, Long.MAX_VALUE, 10);
    assertThat(page.followsNobody()).isFalse();
  }

  /** Ben has posted nothing, so that a page of Ana's is empty, whether her list is there or not. */
  @Test
  void aListThatLeavesDuringAReadIsNotOneOfNobody() throws Exception {
    Applier applier = store.applier();
    applier.follow(ANA, BEN);
    Random random = new Random(5);
    Thread reader = Thread.ofPlatform().start(this::read);
    for (int round = 0; round < ROUNDS && wrong.get() == 0; round++) {
      for (int pause = random.nextInt(100); pause > 0; pause--) {
        Thread.onSpinWait();
      }
      applier.evict(ANA);
      awaitReads();
      applier.replaceFollowees(ANA, new long[] {BEN}, 1);
      awaitReads();
    }
    stopped = true;
    reader.join();
    assertThat(wrong.get()).isZero();
  }

  private void read() {
    HeldPage page = new HeldPage();
    while (!stopped) {
      page.read(store.reader(), ANA, Long.MAX_VALUE, 10);
      if (page.followsNobody()) {
        wrong.incrementAndGet();
      }
      reads.incrementAndGet();
    }
  }

  /** Two, so that none sees the list go and come again. */
  private void awaitReads() {
    int enough = reads.get() + 2;
    while (reads.get() < enough) {
      Thread.yield();
    }
  }
}
