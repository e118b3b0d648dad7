package tintype.engine;

import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Semaphore;
import java.util.function.LongUnaryOperator;

/**
 * Reads a page in pieces: up to some access to shared memory, then the applier works up to some
 * access of its own, then the rest of the read, then the rest of the applier's step. Read and
 * applier are two threads of which one runs at a time, so a schedule that fails fails again.
 */
final class Interleavings {
  /** Applier's steps that the reader sleeps through before the one that it meets the middle of. */
  private static final int[] SLEPT = {0, 0, 0, 0, 0, 0, 1, 1, 2, 4, 4, 4, 6, 12, 12, 150};

  private static final int LENGTH = 4_000;

  private final List<Step> history;
  private final Timeline timeline;
  private final SplittableRandom random;
  private final FeedPage page = new FeedPage();
  private final Semaphore readersTurn = new Semaphore(0);
  private final Semaphore appliersTurn = new Semaphore(0);
  private final boolean ranking;
  private int done;
  private Throwable failure;

  Interleavings(Publication publication, int length, long seed) {
    history = publication.history(length, seed);
    timeline = new Timeline(history);
    random = new SplittableRandom(seed);
    ranking = (seed & 1) != 0;
  }

  /** Runs one history and returns how many reads met a step of the applier half way. */
  static LongUnaryOperator of(String publication) {
    return seed -> new Interleavings(Publication.valueOf(publication), LENGTH, seed).run();
  }

  /** The shadow takes every step first, to tell how many accesses it is. */
  private long run() {
    long met = 0;
    FeedStoreConfig config = FeedStoreConfig.ofBytes(8 << 20);
    config = ranking ? config.withRanking() : config;
    try (FeedStore store = FeedStore.create(config);
        FeedStore shadow = FeedStore.create(config)) {
      while (done < history.size() / 3) {
        apply(store, shadow);
      }
      while (history.size() - done > SLEPT[SLEPT.length - 1] + 1) {
        met += meet(store, shadow) ? 1 : 0;
      }
    }
    return met;
  }

  private void apply(FeedStore store, FeedStore shadow) {
    history.get(done).apply(shadow.applier());
    history.get(done).apply(store.applier());
    done++;
  }

  private boolean meet(FeedStore store, FeedStore shadow) {
    int from = done;
    int to = from + SLEPT[random.nextInt(SLEPT.length)] + 1;
    Thread reader = Thread.ofVirtual().unstarted(() -> read(store.reader(), from, to));
    reader.start();
    appliersTurn.acquireUninterruptibly();
    while (done < to - 1) {
      apply(store, shadow);
    }
    Step step = history.get(done++);
    long length = Steps.count(() -> step.apply(shadow.applier()));
    long at = random.nextBoolean() ? length - 1 - random.nextInt(8) : random.nextLong(length + 1);
    Steps.after(Math.max(0, at), this::letRead);
    step.apply(store.applier());
    boolean missed = Steps.cancel();
    if (missed) {
      letRead();
    }
    if (failure != null) {
      throw new AssertionError(step + ", stopped at access " + at + " of " + length, failure);
    }
    return !missed;
  }

  /** Wakes the reader in mid-read, and goes on once the read has ended. */
  private void letRead() {
    readersTurn.release();
    appliersTurn.acquireUninterruptibly();
  }

  private void read(FeedReader reader, int from, int to) {
    try {
      long account = random.nextInt(3) > 0 ? Publication.READER : Publication.OTHER;
      int limit = Publication.limit(random);
      long before = Publication.before(random, from);
      long length = Steps.count(() -> reader.gather(account, before, limit, page));
      long at = random.nextLong(random.nextInt(3) > 0 ? length + 1 : Math.min(length, 20));
      Steps.after(at, this::letApply);
      reader.gather(account, before, limit, page);
      if (Steps.cancel()) {
        letApply();
      }
      timeline.check(page, account, before, limit, from, to);
    } catch (Throwable e) {
      failure = e;
    }
    appliersTurn.release();
  }

  private void letApply() {
    appliersTurn.release();
    readersTurn.acquireUninterruptibly();
  }
}
