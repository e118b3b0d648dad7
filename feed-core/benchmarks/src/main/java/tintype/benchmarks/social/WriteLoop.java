package tintype.benchmarks.social;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import tintype.platform.rpc.IdText.Owned;

/** Callers who each write as soon as their write before is answered; counts by post. */
final class WriteLoop {
  /** A write that was answered; throws where it failed. */
  @FunctionalInterface
  interface Write {
    void to(Owned post, long account);
  }

  private final World world;
  private final List<Owned> posts;
  private final Pairs pairs;
  private final Write write;
  private final AtomicLong next = new AtomicLong();
  private final AtomicLong answered = new AtomicLong();
  private final AtomicIntegerArray acknowledged;
  private final AtomicIntegerArray failed;

  WriteLoop(World world, List<Owned> posts, boolean hot, Write write) {
    this.world = world;
    this.posts = posts;
    this.pairs = new Pairs(world.accounts(), posts.size(), hot);
    this.write = write;
    this.acknowledged = new AtomicIntegerArray(posts.size());
    this.failed = new AtomicIntegerArray(posts.size());
  }

  /** Writes answered a second; NaN where nobody is left who has not written. */
  double run(int callers, Duration time) {
    long before = answered.get();
    long begin = System.nanoTime();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < callers; i++) {
        threads.execute(
            () -> {
              while (System.nanoTime() - begin < time.toNanos() && one()) {
                // The loop's condition is its work.
              }
            });
      }
    }
    long count = answered.get() - before;
    return count == 0 ? Double.NaN : count / ((System.nanoTime() - begin) / 1e9);
  }

  private boolean one() {
    long number = next.getAndIncrement();
    if (number >= pairs.count()) {
      return false;
    }
    int post = pairs.post(number);
    try {
      write.to(posts.get(post), world.account(pairs.account(number)));
      acknowledged.incrementAndGet(post);
      answered.incrementAndGet();
    } catch (RuntimeException e) {
      failed.incrementAndGet(post);
      System.err.println("a write failed: " + e);
    }
    return true;
  }

  List<Owned> posts() {
    return posts;
  }

  int acknowledged(int post) {
    return acknowledged.get(post);
  }

  int failed(int post) {
    return failed.get(post);
  }
}
