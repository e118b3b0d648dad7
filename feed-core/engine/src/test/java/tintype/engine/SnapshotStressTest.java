package tintype.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Snapshot after snapshot of a store that is changed and read at full speed: each is what the same
 * changes up to its moment make, and the store is not disturbed.
 */
class SnapshotStressTest {
  private static final FeedStoreConfig CONFIG = FeedStoreConfig.ofBytes(256 << 20);
  private static final int ROUNDS = 12;
  private static final int ACCOUNTS = 20_000;
  private static final int PREPARED = 200_000;

  private final AtomicBoolean done = new AtomicBoolean();

  @TempDir private Path folder;

  @Test
  void everySnapshotIsTheSumOfTheChangesBeforeIt() throws Exception {
    try (FeedStore store = FeedStore.create(CONFIG);
        FeedStore truth = FeedStore.create(CONFIG);
        ExecutorService threads = Executors.newFixedThreadPool(2)) {
      Future<?> reader = threads.submit(() -> read(store.reader()));
      Changes changes = new Changes(store.applier());
      Changes same = new Changes(truth.applier());
      try {
        changes.runTo(PREPARED);
        for (int round = 0; round < ROUNDS; round++) {
          Path file = folder.resolve("feed");
          byte[] note = ByteBuffer.allocate(8).putLong(changes.made).array();
          Snapshot snapshot = store.snapshot(file, "here", note);
          while (!snapshot.done().isDone()) {
            changes.runTo(changes.made + 100);
          }
          try (SnapshotFile saved = new SnapshotFile(file);
              FeedStore loaded = FeedStore.load(CONFIG, saved, bytes -> {})) {
            same.runTo(ByteBuffer.wrap(saved.note()).getLong());
            assertSame(loaded, truth);
          }
        }
        same.runTo(changes.made);
        assertSame(store, truth);
      } finally {
        done.set(true);
      }
      reader.get();
    }
  }

  private void read(FeedReader reader) {
    FeedPage page = new FeedPage();
    SplittableRandom random = new SplittableRandom(5);
    while (!done.get()) {
      reader.gather(1 + random.nextInt(ACCOUNTS), Long.MAX_VALUE, 50, page);
      for (int i = 1; i < page.size(); i++) {
        assertThat(page.postId(i)).isLessThan(page.postId(i - 1));
      }
    }
  }

  private static void assertSame(FeedStore one, FeedStore other) {
    assertThat(one.usage().edges()).isEqualTo(other.usage().edges());
    assertThat(one.usage().posts()).isEqualTo(other.usage().posts());
    FeedPage page = new FeedPage();
    for (long account = 1; account <= ACCOUNTS; account += 7) {
      assertThat(one.reader().followees(account)).isEqualTo(other.reader().followees(account));
      assertThat(one.reader().posts(account)).isEqualTo(other.reader().posts(account));
      assertThat(feed(one, account, page)).isEqualTo(feed(other, account, page));
    }
  }

  private static List<Long> feed(FeedStore store, long account, FeedPage page) {
    store.reader().gather(account, Long.MAX_VALUE, 100, page);
    List<Long> ids = new ArrayList<>();
    for (int i = 0; i < page.size(); i++) {
      ids.add(page.postId(i));
    }
    return ids;
  }

  /** A row of changes that is the same each time. */
  private static final class Changes {
    private final SplittableRandom random = new SplittableRandom(11);
    private final Applier applier;
    private long made;

    Changes(Applier applier) {
      this.applier = applier;
    }

    void runTo(long count) {
      while (made < count) {
        made++;
        long one = 1 + random.nextInt(ACCOUNTS);
        long other = 1 + random.nextInt(ACCOUNTS);
        switch (random.nextInt(12)) {
          case 0, 1, 2, 3 -> applier.follow(one, other);
          case 4 -> applier.relate(one, other, random.nextBoolean(), end(random.nextInt(4)));
          case 5 -> applier.evict(one);
          case 6 -> applier.hide(one);
          case 7 -> applier.unhide(one);
          default -> applier.post(one, made);
        }
      }
    }

    private static long end(int number) {
      return switch (number) {
        case 0 -> 0;
        case 1 -> Step.Relate.PAST;
        case 2 -> Step.Relate.FUTURE;
        default -> Applier.FOR_GOOD;
      };
    }
  }
}
