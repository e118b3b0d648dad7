package tintype.benchmarks;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.locks.LockSupport;

/** Makes one kind of call at a fixed rate, whatever became of the calls before. */
public final class OpenLoop {
  /** One call; what it throws is counted as a failure. */
  @FunctionalInterface
  public interface Call {
    void run() throws Exception;
  }

  private final Times times;
  private final long periodNanos;
  private final Call call;
  private final AtomicLong failures = new AtomicLong();
  private final ExecutorService calls = Executors.newVirtualThreadPerTaskExecutor();

  /** Nanoseconds from the beginning. */
  private final LongAccumulator lastAnswer = new LongAccumulator(Math::max, 0);

  private Thread pacer;

  public OpenLoop(String name, int ratePerSecond, Call call) {
    this.times = new Times(name);
    this.periodNanos = TimeUnit.SECONDS.toNanos(1) / ratePerSecond;
    this.call = call;
  }

  public void start(Duration time) {
    long count = time.toNanos() / periodNanos;
    pacer = Thread.ofPlatform().name("pacer").start(() -> pace(count));
  }

  public void await() throws InterruptedException {
    pacer.join();
    calls.shutdown();
    calls.awaitTermination(1, TimeUnit.MINUTES);
  }

  String name() {
    return times.name();
  }

  /** In nanoseconds, of the calls that were answered. */
  public double percentile(double percentile) {
    return times.percentile(percentile);
  }

  /** Calls answered a second, from when the first was due until the last answer. */
  public double answeredPerSecond() {
    return times.count() / (Math.max(1, lastAnswer.get()) / 1e9);
  }

  public long failures() {
    return failures.get();
  }

  public void print() {
    times.print(failures.get() == 0 ? "" : "   FAILED " + failures.get());
  }

  private void pace(long count) {
    long begin = System.nanoTime();
    for (long i = 0; i < count; i++) {
      long due = begin + i * periodNanos;
      for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
        LockSupport.parkNanos(left);
      }
      calls.execute(() -> measure(begin, due));
    }
  }

  private void measure(long begin, long due) {
    try {
      call.run();
      long now = System.nanoTime();
      times.record(now - due);
      lastAnswer.accumulate(now - begin);
    } catch (Exception e) {
      if (failures.getAndIncrement() == 0) {
        System.err.println("first failure: " + e);
      }
    }
  }
}
