package tintype.platform.changelog;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The threads of one consumer, a stream each. */
final class BinlogSubscription implements Subscription {
  private final Map<StreamId, BinlogTail> tails;
  private final MeterRegistry meters;
  private final List<Meter> own = new ArrayList<>();

  BinlogSubscription(String consumerName, Map<StreamId, BinlogTail> tails, MeterRegistry meters) {
    this.tails = tails;
    this.meters = meters;
    tails.forEach(
        (stream, tail) -> {
          own.add(lagGauge(consumerName, stream, tail));
          own.add(failureCounter(consumerName, stream, tail));
        });
    tails.values().forEach(BinlogTail::start);
  }

  @Override
  public Duration lag() {
    return tails.values().stream()
        .map(tail -> tail.progress().lag())
        .max(Duration::compareTo)
        .orElse(Duration.ZERO);
  }

  @Override
  public String trouble() {
    return tails.entrySet().stream()
        .filter(tail -> !tail.getValue().progress().trouble().isEmpty())
        .map(tail -> "stream " + tail.getKey() + ": " + tail.getValue().progress().trouble())
        .findFirst()
        .orElse("");
  }

  @Override
  public Position position(StreamId stream) {
    return progress(stream).applied().toPosition();
  }

  @Override
  public boolean awaitPosition(StreamId stream, Position position, Duration timeout)
      throws InterruptedException {
    return progress(stream).await(BinlogPosition.of(position), timeout);
  }

  @Override
  public boolean isLost(StreamId stream) {
    return progress(stream).isLost();
  }

  @Override
  public void close() {
    tails.values().forEach(BinlogTail::stop);
    try {
      for (BinlogTail tail : tails.values()) {
        tail.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    own.forEach(meters::remove);
  }

  private StreamProgress progress(StreamId stream) {
    BinlogTail tail = tails.get(stream);
    if (tail == null) {
      throw new IllegalArgumentException(
          "stream: " + stream + " (expected: one of " + tails.keySet() + ")");
    }
    return tail.progress();
  }

  private FunctionCounter failureCounter(String consumerName, StreamId stream, BinlogTail tail) {
    return FunctionCounter.builder("changelog.failures", tail, t -> t.progress().failures())
        .description("attempts to read the log or to apply a change that failed")
        .tag("consumer", consumerName)
        .tag("stream", stream.toString())
        .register(meters);
  }

  private Gauge lagGauge(String consumerName, StreamId stream, BinlogTail tail) {
    return Gauge.builder("changelog.lag.seconds", tail, t -> t.progress().lag().toMillis() / 1000.0)
        .description("age of the oldest change that the consumer has not put into effect")
        .tag("consumer", consumerName)
        .tag("stream", stream.toString())
        .register(meters);
  }
}
