package tintype.feed;

import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How far a build has come, for {@code /health}, the log and a command line's bar. One thread
 * counts; any may look.
 */
final class RebuildProgress {
  private static final Logger log = LoggerFactory.getLogger(RebuildProgress.class);
  private static final long LOG_INTERVAL_NANOS = 2_000_000_000L;
  private static final String ROWS = "rows";
  private static final int ROWS_BETWEEN_LOOKS = 1 << 12;

  private record Phase(String name, String unit, long startNanos) {}

  private final LongSupplier nanos;
  private final LongAdder rows = new LongAdder();
  private volatile Phase phase;
  private long counted;
  private long lastLog;

  RebuildProgress() {
    this(System::nanoTime);
  }

  RebuildProgress(LongSupplier nanos) {
    this.nanos = nanos;
    begin("starting", ROWS);
  }

  /** What is being done, such as {@code copying follows}. */
  public String phase() {
    return phase.name();
  }

  /** Rows of this phase so far. */
  public long rows() {
    return rows.sum();
  }

  /** Rows a second since the phase began. */
  public long rowsPerSecond() {
    double seconds = (nanos.getAsLong() - phase.startNanos()) / 1e9;
    return seconds <= 0 ? 0 : Math.round(rows() / seconds);
  }

  /** E.g. {@code copying follows: 1200000 rows, 654321/s}. */
  @Override
  public String toString() {
    return rows() == 0
        ? phase()
        : phase() + ": " + rows() + " " + phase.unit() + ", " + rowsPerSecond() + "/s";
  }

  void begin(String name) {
    begin(name, ROWS);
  }

  /**
   * @param unit what is counted where it is not rows
   */
  void begin(String name, String unit) {
    rows.reset();
    counted = 0;
    lastLog = nanos.getAsLong();
    phase = new Phase(name, unit, lastLog);
  }

  /** Counts a row. Fails once the thread is interrupted: nothing else ends a copy early. */
  void row() {
    rows.increment();
    if (++counted % ROWS_BETWEEN_LOOKS == 0) {
      look();
    }
  }

  /** Sets how much was done of this phase. Fails once the thread is interrupted. */
  void reach(long count) {
    rows.reset();
    rows.add(count);
    look();
  }

  private void look() {
    if (Thread.currentThread().isInterrupted()) {
      throw new CancellationException("the copy was stopped");
    }
    if (nanos.getAsLong() - lastLog > LOG_INTERVAL_NANOS) {
      lastLog = nanos.getAsLong();
      report("feed index at work");
    }
  }

  void end() {
    report("feed index phase ended");
  }

  private void report(String message) {
    log.atInfo()
        .addKeyValue("phase", phase())
        .addKeyValue("rows", rows())
        .addKeyValue("rows_per_second", rowsPerSecond())
        .log(message);
  }
}
