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
 * One applier and several readers at full speed. Every account behaves in a way that makes states
 * which never were recognizable; an id carries its author's number, so foreign memory is noticed.
 */
class StressTest {
  private static final long NANOS = 2_500_000_000L;
  private static final int READERS = 3;

  private static final long READER = 1;

  /** Followed all the time; posts and deletes as a stack, so numbers 1..k stand. */
  private static final long STACK = 11;

  /** Followed all the time; posts for ever, so that consecutive numbers stand. */
  private static final long STREAM = 12;

  /** Followed all the time; the even numbers stand, odd ones come and go between them. */
  private static final long COMB = 13;

  /** Followed first and unfollowed last, with one post. */
  private static final long OUTER = 14;

  /** Followed only while {@link #OUTER} is, with one post. */
  private static final long INNER = 15;

  /** Never followed. */
  private static final long STRANGER = 16;

  /** Followed, unfollowed, muted and hidden at random, to move blocks about. */
  private static final long FIRST_NOISE = 100;

  private static final int NOISE = 400;
  private static final int COMB_TEETH = 20;

  private final AtomicBoolean done = new AtomicBoolean();

  @Test
  void readersSeeOnlyStatesThatWere() throws Exception {
    try (FeedStore store = FeedStore.create(FeedStoreConfig.ofBytes(16 << 20));
        ExecutorService threads = Executors.newFixedThreadPool(READERS)) {
      prepare(store.applier());
      List<Future<Long>> reads = new ArrayList<>();
      for (int i = 0; i < READERS; i++) {
        int seed = i;
        reads.add(threads.submit(() -> read(store.reader(), new SplittableRandom(seed))));
      }
      try {
        write(store.applier());
      } finally {
        done.set(true);
      }
      for (Future<Long> read : reads) {
        assertThat(read.get()).isPositive();
      }
      assertThat(store.usage().bytesUsed()).isLessThan(2 << 20);
    }
  }

  private static void prepare(Applier applier) {
    applier.follow(READER, STACK);
    applier.follow(READER, STREAM);
    applier.follow(READER, COMB);
    for (int tooth = 1; tooth <= COMB_TEETH; tooth++) {
      applier.post(COMB, id(COMB, 2 * tooth));
    }
    applier.post(OUTER, id(OUTER, 1));
    applier.post(INNER, id(INNER, 1));
    applier.post(STRANGER, id(STRANGER, 1));
    for (int noise = 0; noise < NOISE; noise++) {
      applier.post(FIRST_NOISE + noise, id(FIRST_NOISE + noise, 1 + noise));
    }
  }

  private static void write(Applier applier) {
    SplittableRandom random = new SplittableRandom(42);
    long end = System.nanoTime() + NANOS;
    int stack = 0;
    int stream = 0;
    while (System.nanoTime() - end < 0) {
      applier.post(STREAM, id(STREAM, ++stream));
      applier.post(STRANGER, id(STRANGER, stream));
      if (stack == 0 || stack < 60 && random.nextBoolean()) {
        applier.post(STACK, id(STACK, ++stack));
      } else {
        applier.delete(STACK, id(STACK, stack--));
      }
      int gap = 2 * random.nextInt(COMB_TEETH) + 1;
      applier.post(COMB, id(COMB, gap));
      applier.delete(COMB, id(COMB, gap));
      applier.follow(READER, OUTER);
      applier.follow(READER, INNER);
      churn(applier, random);
      applier.unfollow(READER, INNER);
      applier.unfollow(READER, OUTER);
    }
  }

  private static void churn(Applier applier, SplittableRandom random) {
    long noise = FIRST_NOISE + random.nextInt(NOISE);
    switch (random.nextInt(7)) {
      case 0, 1, 2 -> applier.follow(READER, noise);
      case 6 -> applier.relate(READER, noise, true, Step.Relate.FUTURE);
      case 3 -> applier.unfollow(READER, noise);
      case 4 -> applier.mute(READER, noise, random.nextBoolean());
      default -> {
        applier.hide(noise);
        applier.unhide(noise);
      }
    }
  }

  private long read(FeedReader reader, SplittableRandom random) {
    FeedPage page = new FeedPage();
    long reads = 0;
    while (!done.get()) {
      int limit = random.nextBoolean() ? FeedReader.MAX_LIMIT : 1 + random.nextInt(60);
      long before = random.nextInt(3) > 0 ? Long.MAX_VALUE : id(STACK, 1 + random.nextInt(200));
      reader.gather(READER, before, limit, page);
      check(page, before, limit);
      checkStream(reader.posts(STREAM));
      reads++;
    }
    return reads;
  }

  private static void check(FeedPage page, long before, int limit) {
    assertThat(page.size()).isLessThanOrEqualTo(limit);
    long previous = before;
    for (int i = 0; i < page.size(); i++) {
      long id = page.postId(i);
      assertThat(id).isLessThan(previous).isPositive();
      assertThat(page.authorId(i)).isEqualTo(author(id)).isNotEqualTo(STRANGER);
      previous = id;
    }
    boolean wholeRest = page.size() < limit;
    long floor = wholeRest ? 0 : previous;
    List<Integer> stack = numbers(page, STACK);
    assertConsecutive(stack);
    assertConsecutive(numbers(page, STREAM));
    for (int tooth = 1; tooth <= COMB_TEETH; tooth++) {
      long id = id(COMB, 2 * tooth);
      if (id >= floor && id < before) {
        assertThat(numbers(page, COMB)).contains(2 * tooth);
      }
    }
    if (wholeRest && before > id(OUTER, 1) && before > id(INNER, 1)) {
      assertThat(stack)
          .satisfiesAnyOf(
              numbers -> assertThat(numbers).isEmpty(),
              numbers -> assertThat(numbers.getLast()).isEqualTo(1));
      if (!numbers(page, INNER).isEmpty()) {
        assertThat(numbers(page, OUTER)).isNotEmpty();
      }
    }
  }

  /** Down to the oldest, which the applier is about to overwrite. */
  private static void checkStream(long[] posts) {
    for (int i = 1; i < posts.length; i++) {
      if (posts[i] != posts[i - 1] - 1024) {
        throw new AssertionError("after " + posts[i - 1] + " comes " + posts[i] + ", place " + i);
      }
    }
  }

  private static void assertConsecutive(List<Integer> numbers) {
    for (int i = 1; i < numbers.size(); i++) {
      assertThat(numbers.get(i)).isEqualTo(numbers.get(i - 1) - 1);
    }
  }

  private static List<Integer> numbers(FeedPage page, long author) {
    List<Integer> numbers = new ArrayList<>();
    for (int i = 0; i < page.size(); i++) {
      if (page.authorId(i) == author) {
        numbers.add((int) (page.postId(i) >>> 10));
      }
    }
    return numbers;
  }

  private static long id(long author, int number) {
    return (long) number << 10 | author;
  }

  private static long author(long id) {
    return id & 1023;
  }
}
