package tintype.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Accounts that arrive while others are looked up, through all sizes of the tables that find them:
 * each posts once and follows the one before.
 */
class ConcurrentAccountsTest {
  private static final long NANOS = Long.getLong("tintype.stress.millis", 250) * 1_000_000;
  private static final int ACCOUNTS = 40_000;

  private volatile int begun;
  private volatile int done;

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whoIsThereIsFoundAndNobodyElse(boolean ascending) throws Exception {
    long end = System.nanoTime() + NANOS;
    do {
      begun = 0;
      done = 0;
      long[] accounts = accounts(ascending);
      try (FeedStore store = FeedStore.create(FeedStoreConfig.ofBytes(16 << 20));
          ExecutorService threads = Executors.newSingleThreadExecutor()) {
        Future<Integer> reads = threads.submit(() -> read(store.reader(), accounts));
        for (int i = 0; i < ACCOUNTS; i++) {
          begun = i + 1;
          store.applier().post(accounts[i], 1 + i);
          store.applier().follow(accounts[i], accounts[Math.max(0, i - 1)]);
          done = i + 1;
        }
        assertThat(reads.get()).isPositive();
      }
    } while (System.nanoTime() - end < 0);
  }

  private int read(FeedReader reader, long[] accounts) {
    SplittableRandom random = new SplittableRandom(1);
    FeedPage page = new FeedPage();
    int reads = 0;
    int from;
    do {
      from = done;
      // The newest, the next to come, or any.
      int i = random.nextBoolean() ? from + random.nextInt(3) - 1 : random.nextInt(ACCOUNTS);
      i = Math.clamp(i, 0, ACCOUNTS - 1);
      reader.gather(accounts[i], Long.MAX_VALUE, 3, page);
      check(page, i, from, begun);
      reads++;
    } while (from < ACCOUNTS);
    return reads;
  }

  private static void check(FeedPage page, int i, int from, int to) {
    if (i < from) {
      assertThat(page.size()).as("posts for account %d of %d", i, from).isEqualTo(i == 0 ? 1 : 2);
    }
    assertThat(page.size() == 0 || i < to).as("account %d of %d is there", i, to).isTrue();
    for (int k = 0; k < page.size(); k++) {
      assertThat(page.postId(k)).isEqualTo(1 + i - k);
    }
  }

  /** Different ones, below 2^40. */
  private static long[] accounts(boolean ascending) {
    long[] accounts = new long[ACCOUNTS];
    for (int i = 0; i < ACCOUNTS; i++) {
      long number = ascending ? i + 1 : (i + 1) * 7_919L % ACCOUNTS + 1;
      accounts[i] = number << 20 | number & 0xFF;
    }
    return accounts;
  }
}
