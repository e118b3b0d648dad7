package tintype.benchmarks;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** Makes one kind of call at a fixed rate, whatever became of the calls before. */
final class OpenLoop {
  /** One call; what it throws is counted as a failure. */
  @FunctionalInterface
  interface Call {
    void run() throws Exception;
  }

  private final Times times;
  private final long periodNanos;
  private final Call call;
  private final AtomicLong failures = new AtomicLong();
  private final ExecutorService calls = Executors.newVirtualThreadPerTaskExecutor();
  private Thread pacer;

  OpenLoop(String name, int ratePerSecond, Call call) {
    this.times = new Times(name);
    this.periodNanos = TimeUnit.SECONDS.toNanos(1) / ratePerSecond;
    this.call = call;
  }

  void start(Duration time) {
    long count = time.toNanos() / periodNanos;
    pacer = Thread.ofPlatform().name("pacer").start(() -> pace(count));
  }

  void await() throws InterruptedException {
    pacer.join();
    calls.shutdown();
    calls.awaitTermination(1, TimeUnit.MINUTES);
  }

  String name() {
    return times.name();
  }

  double percentile(double percentile) {
    return times.percentile(percentile);
  }

  void print() {
    times.print(failures.get() == 0 ? "" : "   FAILED " + failures.get());
  }

  private void pace(long count) {
    long begin = System.nanoTime();
    for (long i = 0; i < count; i++) {
      long due = begin + i * periodNanos;
      for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
        LockSupport.parkNanos(left);
      }
      calls.execute(() -> measure(due));
    }
  }

  private void measure(long due) {
    try {
      call.run();
      times.record(System.nanoTime() - due);
    } catch (Exception e) {
      if (failures.getAndIncrement() == 0) {
        System.err.println("first failure: " + e);
      }
    }
  }
}
