package tintype.benchmarks.social;

import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** Tells every few seconds how far some long work is. */
final class Progress {
  private static final long EVERY_NANOS = TimeUnit.SECONDS.toNanos(5);

  private final String what;
  private final long total;
  private final long start = System.nanoTime();
  private long told = start;
  private long done;

  Progress(String what, long total) {
    this.what = what;
    this.total = total;
  }

  synchronized void step(long count) {
    done += count;
    if (System.nanoTime() - told > EVERY_NANOS) {
      told = System.nanoTime();
      tell();
    }
  }

  synchronized void end() {
    tell();
  }

  private void tell() {
    double seconds = Math.max(1e-9, (System.nanoTime() - start) / 1e9);
    System.out.printf(
        Locale.ROOT,
        "%,d of %,d %s in %.1f s, %,.0f a second%n",
        done,
        total,
        what,
        seconds,
        done / seconds);
  }
}
