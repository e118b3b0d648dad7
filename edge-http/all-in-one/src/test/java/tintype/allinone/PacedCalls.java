package tintype.allinone;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * Makes one kind of call at a rate that grows to a fixed one, as a system that has just started
 * gets its users, and is kept whatever became of the calls before. Repeats what may be repeated as
 * a sensible app does: first after the delay that the answer asks for, then after growing ones with
 * jitter. A call's time counts from when it was due until it was answered, with all repeats.
 */
final class PacedCalls {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(8);

  /** Of the full rate, to begin with. */
  private static final double FIRST_SHARE = 0.1;

  private final String name;
  private final int perSecond;
  private final Duration growth;
  private final Gap gap;
  private final Supplier<Runnable> next;
  private final Queue<String> problems = new ConcurrentLinkedQueue<>();
  private final ExecutorService calls = Executors.newVirtualThreadPerTaskExecutor();
  private volatile Figures figures = new Figures();
  private volatile boolean stopped;
  private Thread pacer;

  /**
   * @param growth until the full rate is reached
   * @param gap of the group that this kind belongs to
   * @param next the next call, which may run several times and does the same each time; null for
   *     none at the moment
   */
  PacedCalls(String name, int perSecond, Duration growth, Gap gap, Supplier<Runnable> next) {
    this.name = name;
    this.perSecond = perSecond;
    this.growth = growth;
    this.gap = gap;
    this.next = next;
  }

  String name() {
    return name;
  }

  void start() {
    pacer = Thread.ofPlatform().name("pacer " + name).start(this::pace);
  }

  /** Counts the calls that are due from now on apart; returns where. */
  Figures begin() {
    Figures fresh = new Figures();
    figures = fresh;
    return fresh;
  }

  /** Makes no more calls; those under way go on. */
  void stop() {
    stopped = true;
  }

  /** Waits for the calls under way, once stopped. */
  void await() throws InterruptedException {
    pacer.join();
    calls.shutdown();
    calls.awaitTermination(2 * PATIENCE.toSeconds(), TimeUnit.SECONDS);
  }

  /** Calls that failed for good, in words. */
  Queue<String> problems() {
    return problems;
  }

  private void pace() {
    long period = TimeUnit.SECONDS.toNanos(1) / perSecond;
    long begun = System.nanoTime();
    for (long due = begun; !stopped; due += (long) (period / share(due - begun))) {
      for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
        LockSupport.parkNanos(left);
      }
      long start = due;
      Figures counts = figures;
      calls.execute(() -> call(counts, start));
    }
  }

  private double share(long nanos) {
    double grown = growth.isZero() ? 1 : (double) nanos / growth.toNanos();
    return Math.min(1, FIRST_SHARE + (1 - FIRST_SHARE) * grown);
  }

  private void call(Figures counts, long due) {
    Runnable call = next.get();
    if (call == null) {
      return;
    }
    for (int attempt = 0; ; attempt++) {
      try {
        call.run();
        counts.answered(System.nanoTime() - due);
        gap.answered();
        return;
      } catch (RuntimeException | AssertionError e) {
        counts.attemptFailed(code(e));
        boolean over = System.nanoTime() - due > PATIENCE.toNanos();
        if (over || !mayBeRepeated(e)) {
          counts.callFailed(code(e));
          problems.add(name + ": " + e);
          return;
        }
        pause(e, attempt);
      }
    }
  }

  private static void pause(Throwable failure, int attempt) {
    Duration first = FIRST_PAUSE;
    if (failure instanceof Refused refused && !refused.retryDelay().isZero()) {
      first = refused.retryDelay();
    }
    long grown = Math.min(first.toNanos() << Math.min(attempt, 10), LONGEST_PAUSE.toNanos());
    long nanos = Math.max(first.toNanos(), grown);
    LockSupport.parkNanos(nanos + ThreadLocalRandom.current().nextLong(nanos / 2 + 1));
  }

  private static boolean mayBeRepeated(Throwable failure) {
    return failure instanceof UncheckedIOException
        || (failure instanceof Refused refused
            && refused
                .codeAndReason()
                .matches("(UNAVAILABLE|DEADLINE_EXCEEDED|RESOURCE_EXHAUSTED) .*"));
  }

  private static String code(Throwable failure) {
    return switch (failure) {
      case Refused refused -> refused.codeAndReason();
      case UncheckedIOException lost -> "no answer";
      default -> failure.getClass().getSimpleName();
    };
  }
}
