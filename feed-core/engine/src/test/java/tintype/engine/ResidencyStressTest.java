package tintype.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/**
 * Readers at full speed while lists turn cold, hot and absent and move between pages. Reader r
 * follows the authors of one residue; each has posted once, so whatever else is seen, or is
 * missing, is a list in the wrong place or torn.
 */
class ResidencyStressTest {
  private static final long NANOS = 2_500_000_000L;
  private static final int THREADS = 3;
  private static final int READERS = 300;
  private static final int AUTHORS = 40_000;
  private static final long FIRST_READER = 1_000_000;

  private final AtomicBoolean done = new AtomicBoolean();

  @Test
  void readersSeeWholeListsOfTheirOwn() throws Exception {
    FeedStoreConfig config = FeedStoreConfig.ofBytes(16 << 20).withLists(40 << 10, 40 << 10);
    try (FeedStore store = FeedStore.create(config);
        ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
      for (int author = 1; author <= AUTHORS; author++) {
        store.applier().post(author, author);
      }
      List<Future<long[]>> reads = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        int seed = i;
        reads.add(threads.submit(() -> read(store.reader(), new SplittableRandom(seed))));
      }
      try {
        write(store);
      } finally {
        done.set(true);
      }
      long pages = 0;
      long absences = 0;
      for (Future<long[]> read : reads) {
        pages += read.get()[0];
        absences += read.get()[1];
      }
      assertThat(pages).isPositive();
      assertThat(absences).isPositive();
      assertThat(store.usage().promotions()).isPositive();
      assertThat(store.usage().demotions()).isPositive();
      assertThat(store.usage().evictions()).isPositive();
      assertThat(store.usage().bytesUsed()).isLessThan(4 << 20);
    }
  }

  private void write(FeedStore store) {
    SplittableRandom random = new SplittableRandom(42);
    long end = System.nanoTime() + NANOS;
    while (System.nanoTime() - end < 0) {
      int reader = random.nextInt(READERS);
      if (store.reader().isAbsent(FIRST_READER + reader)
          || !store.reader().isResident(FIRST_READER + reader)) {
        long[] followees = followees(reader, 50 + random.nextInt(800));
        store.applier().replaceFollowees(FIRST_READER + reader, followees, followees.length);
      } else {
        long last = followee(reader, followees(store, reader));
        store.applier().follow(FIRST_READER + reader, last);
      }
      store.applier().tend();
    }
  }

  private static int followees(FeedStore store, int reader) {
    return store.reader().followeeCount(FIRST_READER + reader);
  }

  private long[] read(FeedReader reader, SplittableRandom random) {
    FeedPage page = new FeedPage();
    long pages = 0;
    long absences = 0;
    while (!done.get()) {
      int number = random.nextInt(READERS);
      reader.gather(FIRST_READER + number, Long.MAX_VALUE, FeedReader.MAX_LIMIT, page);
      if (page.isAbsent()) {
        absences++;
      } else {
        pages += page.size() == 0 ? 0 : 1;
        check(page, number);
      }
    }
    return new long[] {pages, absences};
  }

  /** The followees of a reader are its first so many, so the page is without a gap. */
  private static void check(FeedPage page, int reader) {
    for (int i = 0; i < page.size(); i++) {
      if (page.authorId(i) != page.postId(i)
          || page.postId(i) != followee(reader, page.size() - 1 - i)) {
        throw new AssertionError(
            "reader %d, place %d of %d: post %d of %d"
                .formatted(reader, i, page.size(), page.postId(i), page.authorId(i)));
      }
    }
  }

  private static long[] followees(int reader, int count) {
    long[] followees = new long[count];
    for (int i = 0; i < count; i++) {
      followees[i] = followee(reader, i);
    }
    return followees;
  }

  /** Ascending, spread unevenly, and with one residue to a reader. */
  private static long followee(int reader, int index) {
    return 1 + reader % 40 + 40L * (index % 1_000);
  }
}
