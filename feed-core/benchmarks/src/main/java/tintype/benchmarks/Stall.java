package tintype.benchmarks;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** How late a thread wakes that sleeps for a millisecond: what the machine adds to every figure. */
public final class Stall {
  private static final long SLEEP_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  private final Times late = new Times("scheduler stall");
  private volatile boolean stopped;

  private Stall() {}

  public static Stall start() {
    Stall stall = new Stall();
    Thread.ofPlatform().daemon().name("stall").start(stall::watch);
    return stall;
  }

  public void print() {
    stop().print("");
  }

  /** How late it was until now. */
  public Times stop() {
    stopped = true;
    return late;
  }

  private void watch() {
    while (!stopped) {
      long start = System.nanoTime();
      LockSupport.parkNanos(SLEEP_NANOS);
      late.record(System.nanoTime() - start - SLEEP_NANOS);
    }
  }
}
