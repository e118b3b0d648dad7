package tintype.benchmarks;

import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/** Times of one kind of call, printed as a line. */
public final class Times {
  private final String name;
  private final Histogram nanos = new ConcurrentHistogram(TimeUnit.MINUTES.toNanos(5), 3);

  Times(String name) {
    this.name = name;
  }

  void record(long time) {
    nanos.recordValue(Math.min(Math.max(time, 0), nanos.getHighestTrackableValue()));
  }

  long count() {
    return nanos.getTotalCount();
  }

  String name() {
    return name;
  }

  /** In nanoseconds; at least one. */
  public double percentile(double percentile) {
    return Math.max(1, nanos.getValueAtPercentile(percentile));
  }

  public void print(String more) {
    System.out.printf(
        Locale.ROOT,
        "%-20s %,8d   p50 %8.2f ms   p99 %8.2f ms   p99.9 %8.2f ms   most %8.2f ms%s%n",
        name,
        nanos.getTotalCount(),
        nanos.getValueAtPercentile(50) / 1e6,
        nanos.getValueAtPercentile(99) / 1e6,
        nanos.getValueAtPercentile(99.9) / 1e6,
        nanos.getMaxValue() / 1e6,
        more);
  }
}
