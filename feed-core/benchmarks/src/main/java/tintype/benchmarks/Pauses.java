package tintype.benchmarks;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What took longer than a bound in one thread, and what the machine has to do with it. */
final class Pauses {
  /** More tell nothing more. */
  private static final int MAX = 100_000;

  private static final int PRINTED = 10;

  /**
   * Something slow.
   *
   * @param waited that the thread waited for its core since the last look, which was shortly before
   */
  private record Pause(Instant end, Duration time, Duration waited, String what) {}

  private final String name;
  private final long boundNanos;
  private final OwnThread thread;
  private final List<Pause> pauses = new ArrayList<>();
  private long waitedNanos;

  /** To be made by the thread itself. */
  Pauses(String name, long boundNanos, OwnThread thread) {
    this.name = name;
    this.boundNanos = boundNanos;
    this.thread = thread;
    look();
  }

  /** To be called now and then, so that a pause is not put down to a wait of long ago. */
  void look() {
    waitedNanos = thread.waitedNanos();
  }

  /** Takes note of what has just ended, if it was slow. */
  void check(long nanos, String what) {
    if (nanos > boundNanos && pauses.size() < MAX) {
      long before = waitedNanos;
      Instant end = Instant.now();
      look();
      pauses.add(
          new Pause(end, Duration.ofNanos(nanos), Duration.ofNanos(waitedNanos - before), what));
    }
  }

  /** Prints how many there were by cause; what nothing else explains is nobody's but ours. */
  void print(Safepoints safepoints) {
    int held = 0;
    int waiting = 0;
    List<Pause> unexplained = new ArrayList<>();
    for (Pause pause : pauses) {
      Duration half = pause.time().dividedBy(2);
      if (safepoints.within(pause.end(), pause.time()).compareTo(half) >= 0) {
        held++;
      } else if (pause.waited().compareTo(half) >= 0) {
        waiting++;
      } else {
        unexplained.add(pause);
      }
    }
    System.out.printf(
        Locale.ROOT,
        "%-24s %,8d over %.1f ms: %,d in safepoints, %,d without a core, %,d unexplained%n",
        name,
        pauses.size(),
        boundNanos / 1e6,
        held,
        waiting,
        unexplained.size());
    unexplained.stream()
        .sorted((a, b) -> b.time().compareTo(a.time()))
        .limit(PRINTED)
        .forEach(
            p ->
                System.out.printf(
                    Locale.ROOT,
                    "    %.2f ms at %s, of it without a core %.2f ms: %s%n",
                    p.time().toNanos() / 1e6,
                    p.end(),
                    p.waited().toNanos() / 1e6,
                    p.what()));
  }
}
