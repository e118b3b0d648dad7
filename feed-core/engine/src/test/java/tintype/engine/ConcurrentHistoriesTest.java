package tintype.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * One applier at full speed through a random history, and readers beside it: every page must be one
 * that the oracle's states from between the call's start and end allow. How long each takes is the
 * system property {@code tintype.stress.millis}.
 */
class ConcurrentHistoriesTest {
  private static final long NANOS = Long.getLong("tintype.stress.millis", 250) * 1_000_000;
  private static final int READERS = 2;
  private static final int STEPS = 3_000;

  @ParameterizedTest
  @EnumSource
  void everyPageIsMadeOfStatesThatWere(Publication publication) throws Exception {
    long end = System.nanoTime() + NANOS;
    long seed = 0;
    long pages = 0;
    do {
      pages += run(publication.history(STEPS, seed++));
    } while (System.nanoTime() - end < 0);
    assertThat(pages).isPositive();
  }

  private static long run(List<Step> history) throws Exception {
    Timeline timeline = new Timeline(history);
    try (FeedStore store = FeedStore.create(FeedStoreConfig.ofBytes(16 << 20));
        ExecutorService threads = Executors.newFixedThreadPool(READERS)) {
      Progress progress = new Progress();
      List<Future<Long>> reads = new ArrayList<>();
      for (int i = 0; i < READERS; i++) {
        SplittableRandom random = new SplittableRandom(i);
        reads.add(threads.submit(() -> read(store.reader(), timeline, progress, random)));
      }
      try {
        for (int i = 1; i <= history.size(); i++) {
          progress.begun = i;
          history.get(i - 1).apply(store.applier());
          progress.done = i;
        }
      } finally {
        progress.ended = true;
      }
      long pages = 0;
      for (Future<Long> read : reads) {
        pages += read.get();
      }
      return pages;
    }
  }

  private static long read(
      FeedReader reader, Timeline timeline, Progress progress, SplittableRandom random) {
    FeedPage page = new FeedPage();
    long pages = 0;
    boolean last;
    do {
      last = progress.ended;
      long account = random.nextInt(3) > 0 ? Publication.READER : Publication.OTHER;
      int limit = Publication.limit(random);
      int from = progress.done;
      long before = Publication.before(random, from);
      reader.gather(account, before, limit, page);
      timeline.check(page, account, before, limit, from, progress.begun);
      pages++;
    } while (!last);
    return pages;
  }

  /** How many steps the applier has begun and done. */
  private static final class Progress {
    volatile int begun;
    volatile int done;
    volatile boolean ended;
  }
}
