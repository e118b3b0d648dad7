package tintype.platform.changelog;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The metric {@code changelog.lag.seconds} of one consumer, whose shards may come and go. */
final class LagGauges {
  private final String consumerName;
  private final List<LogReader> readers;
  private final MeterRegistry meters;
  private final Map<String, Gauge> gauges = new HashMap<>();
  private boolean closed;

  LagGauges(String consumerName, Collection<LogTail> tails, MeterRegistry meters) {
    this.consumerName = consumerName;
    this.readers = tails.stream().map(LogTail::reader).toList();
    this.meters = meters;
  }

  /** Shows a gauge for each lag that there is now, and no others. */
  synchronized void refresh() {
    if (closed) {
      return;
    }
    Set<String> streams =
        readers.stream().flatMap(r -> r.lags().keySet().stream()).collect(Collectors.toSet());
    gauges.keySet().stream().filter(s -> !streams.contains(s)).toList().forEach(this::remove);
    streams.forEach(stream -> gauges.computeIfAbsent(stream, this::register));
  }

  synchronized void close() {
    closed = true;
    List.copyOf(gauges.keySet()).forEach(this::remove);
  }

  private void remove(String stream) {
    meters.remove(gauges.remove(stream));
  }

  private Gauge register(String stream) {
    return Gauge.builder("changelog.lag.seconds", readers, r -> seconds(r, stream))
        .description("age of the oldest change that the consumer has not put into effect")
        .tag("consumer", consumerName)
        .tag("stream", stream)
        .register(meters);
  }

  private static double seconds(List<LogReader> readers, String stream) {
    return readers.stream()
            .map(reader -> reader.lags().getOrDefault(stream, Duration.ZERO))
            .mapToLong(Duration::toMillis)
            .max()
            .orElse(0)
        / 1000.0;
  }
}
