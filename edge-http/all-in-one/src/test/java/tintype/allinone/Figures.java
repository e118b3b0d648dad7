package tintype.allinone;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/** What clients saw of one kind of call in one phase. Thread-safe. */
final class Figures {
  private final Map<String, LongAdder> failedAttempts = new ConcurrentSkipListMap<>();
  private final Map<String, LongAdder> failedCalls = new ConcurrentSkipListMap<>();
  private final Histogram nanos = new ConcurrentHistogram(TimeUnit.MINUTES.toNanos(5), 3);

  /** A call was answered, so long after it was due. */
  void answered(long time) {
    nanos.recordValue(Math.min(Math.max(time, 0), nanos.getHighestTrackableValue()));
  }

  /** An attempt failed, and the client tries again or gives up. */
  void attemptFailed(String code) {
    failedAttempts.computeIfAbsent(code, key -> new LongAdder()).increment();
  }

  /** The client gave up. */
  void callFailed(String code) {
    failedCalls.computeIfAbsent(code, key -> new LongAdder()).increment();
  }

  long calls() {
    return nanos.getTotalCount() + failures();
  }

  /** Calls that failed for good. */
  long failures() {
    return failedCalls.values().stream().mapToLong(LongAdder::sum).sum();
  }

  double millis(double percentile) {
    return nanos.getValueAtPercentile(percentile) / 1e6;
  }

  double longestMillis() {
    return nanos.getMaxValue() / 1e6;
  }

  /** Such as {@code 3 UNAVAILABLE TRY_AGAIN, 1 connection lost}; {@code 0} for none. */
  String attemptErrors() {
    return text(failedAttempts);
  }

  String callErrors() {
    return text(failedCalls);
  }

  private static String text(Map<String, LongAdder> counts) {
    return counts.isEmpty()
        ? "0"
        : new TreeMap<>(counts)
            .entrySet().stream()
                .map(count -> count.getValue() + " " + count.getKey())
                .collect(Collectors.joining(", "));
  }
}
