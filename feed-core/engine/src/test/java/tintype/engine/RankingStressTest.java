package tintype.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;

/**
 * What is read of a post or a followee beside changes was said of just that one, or nothing was.
 * The system property {@code tintype.stress.millis} makes it longer.
 */
class RankingStressTest {
  private static final long NANOS = Long.getLong("tintype.stress.millis", 500) * 1_000_000;
  private static final long READER = 1;

  /** Posts for ever, so that slots of the fullest ring are used again and again. */
  private static final long STREAM = 2;

  /** Has few posts, which come and go. */
  private static final long STACK = 3;

  private static final long FIRST_FOLLOWEE = 100;
  private static final int FOLLOWEES = 60;

  private final AtomicBoolean done = new AtomicBoolean();
  private final LongAdder postsRead = new LongAdder();
  private final LongAdder followeesRead = new LongAdder();
  private volatile long newest;

  @Test
  void nothingIsReadThatWasSaidOfAnother() throws Exception {
    try (FeedStore store = FeedStore.create(FeedStoreConfig.ofBytes(16 << 20).withRanking());
        ExecutorService threads = Executors.newFixedThreadPool(2)) {
      Future<?> posts = threads.submit(() -> readPosts(store.reader()));
      Future<?> followees = threads.submit(() -> readFollowees(store.reader()));
      try {
        write(store.applier());
      } finally {
        done.set(true);
      }
      posts.get();
      followees.get();
      assertThat(postsRead.sum()).isPositive();
      assertThat(followeesRead.sum()).isPositive();
    }
  }

  private void write(Applier applier) {
    SplittableRandom random = new SplittableRandom(7);
    long end = System.nanoTime() + NANOS;
    for (long post = 1; System.nanoTime() - end < 0 || isLate(end); post++) {
      applier.post(STREAM, post);
      applier.setEngagement(STREAM, post, saidOf(post));
      newest = post;
      long other = 1 + random.nextInt(40);
      if (random.nextBoolean()) {
        applier.post(STACK, other);
        applier.setEngagement(STACK, other, saidOf(other));
      } else {
        applier.delete(STACK, other);
      }
      long followee = FIRST_FOLLOWEE + random.nextInt(FOLLOWEES);
      if (random.nextBoolean()) {
        applier.follow(READER, followee);
        applier.setAffinity(READER, followee, saidOf(followee) & 0xFF);
      } else {
        applier.unfollow(READER, followee);
      }
    }
  }

  /** Readers that got no core yet get some seconds more. */
  private boolean isLate(long end) {
    return (postsRead.sum() == 0 || followeesRead.sum() == 0)
        && System.nanoTime() - end < 20_000_000_000L;
  }

  private void readPosts(FeedReader reader) {
    SplittableRandom random = new SplittableRandom(8);
    while (!done.get()) {
      // The oldest are those whose slots are taken next.
      long post = Math.max(1, newest - Ring.MAX_SLOTS + random.nextInt(8));
      postsRead.add(check(reader.engagement(STREAM, post), saidOf(post)));
      long other = 1 + random.nextInt(40);
      postsRead.add(check(reader.engagement(STACK, other), saidOf(other)));
    }
  }

  private void readFollowees(FeedReader reader) {
    SplittableRandom random = new SplittableRandom(9);
    while (!done.get()) {
      long followee = FIRST_FOLLOWEE + random.nextInt(FOLLOWEES);
      followeesRead.add(check(reader.affinity(READER, followee), saidOf(followee) & 0xFF));
    }
  }

  private static int check(int read, int said) {
    if (read != 0 && read != said) {
      throw new AssertionError("read " + read + ", said " + said);
    }
    return read == 0 ? 0 : 1;
  }

  /** Differs between neighbours, and is never 0 in its lowest byte. */
  private static int saidOf(long id) {
    return (int) (id % 251) + 1;
  }
}
