package tintype.allinone;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** How late a thread wakes that sleeps for a millisecond: what the machine adds to every figure. */
final class Stall {
  private static final long SLEEP_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  private volatile Figures late = new Figures();
  private volatile boolean stopped;

  void start() {
    Thread.ofPlatform().daemon().name("stall").start(this::watch);
  }

  Figures begin() {
    Figures fresh = new Figures();
    late = fresh;
    return fresh;
  }

  void stop() {
    stopped = true;
  }

  private void watch() {
    while (!stopped) {
      long start = System.nanoTime();
      LockSupport.parkNanos(SLEEP_NANOS);
      late.answered(System.nanoTime() - start - SLEEP_NANOS);
    }
  }
}
