package tintype.benchmarks;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingStream;

/** When the JVM held its threads, for collections and all else, as its flight recorder tells. */
final class Safepoints implements AutoCloseable {
  private static final Duration LEAST = Duration.ofNanos(200_000);

  private record Hold(Instant begin, Instant end) {}

  private final RecordingStream stream = new RecordingStream();
  private final List<Hold> holds = new CopyOnWriteArrayList<>();

  static Safepoints start() {
    Safepoints safepoints = new Safepoints();
    safepoints.stream.enable("jdk.ExecuteVMOperation").withThreshold(LEAST);
    safepoints.stream.onEvent("jdk.ExecuteVMOperation", safepoints::note);
    safepoints.stream.startAsync();
    return safepoints;
  }

  /** How much of a time, which ended at an instant, threads were held for. */
  Duration within(Instant end, Duration time) {
    Instant begin = end.minus(time);
    return holds.stream()
        .map(hold -> Duration.between(later(begin, hold.begin()), earlier(end, hold.end())))
        .filter(Duration::isPositive)
        .reduce(Duration.ZERO, Duration::plus);
  }

  int count() {
    return holds.size();
  }

  /** Until all that was recorded has been heard of. */
  void stop() {
    stream.stop();
  }

  @Override
  public void close() {
    stream.close();
  }

  private void note(RecordedEvent event) {
    if (event.getBoolean("safepoint")) {
      holds.add(new Hold(event.getStartTime(), event.getEndTime()));
    }
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }
}
