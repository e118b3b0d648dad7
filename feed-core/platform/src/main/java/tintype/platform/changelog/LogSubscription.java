package tintype.platform.changelog;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/** The threads of one consumer, a stream each. */
final class LogSubscription implements Subscription {
  private final Map<StreamId, LogTail> tails;
  private final MeterRegistry meters;
  private final List<Meter> failures = new ArrayList<>();
  private final LagGauges lags;
  private volatile Runnable onClose = () -> {};

  private LogSubscription(String consumerName, Map<StreamId, LogTail> tails, MeterRegistry meters) {
    this.tails = tails;
    this.meters = meters;
    this.lags = new LagGauges(consumerName, tails.values(), meters);
    tails.forEach((stream, tail) -> failures.add(failureCounter(consumerName, stream, tail)));
    lags.refresh();
  }

  /**
   * Starts a thread for each position.
   *
   * @param known the log's streams, of which the positions are
   * @param tailOf makes what reads a stream from a position on
   */
  static LogSubscription start(
      String consumerName,
      List<StreamId> known,
      Map<StreamId, Position> from,
      MeterRegistry meters,
      BiFunction<StreamId, Position, LogTail> tailOf) {
    Map<StreamId, LogTail> tails = new LinkedHashMap<>();
    from.forEach(
        (stream, position) -> {
          if (!known.contains(stream)) {
            throw new IllegalArgumentException(
                "stream: " + stream + " (expected: one of " + known + ")");
          }
          tails.put(stream, tailOf.apply(stream, position));
        });
    LogSubscription subscription = new LogSubscription(consumerName, tails, meters);
    tails.values().forEach(LogTail::start);
    return subscription;
  }

  @Override
  public Duration lag() {
    return tails.values().stream()
        .flatMap(tail -> tail.reader().lags().values().stream())
        .max(Duration::compareTo)
        .orElse(Duration.ZERO);
  }

  /** Shows the lags as metrics; to be called where what they are called may have changed. */
  void refreshLags() {
    lags.refresh();
  }

  /** What is to be done once it is closed. */
  void onClose(Runnable last) {
    onClose = last;
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
    return progress(stream).applied();
  }

  @Override
  public boolean awaitPosition(StreamId stream, Position position, Duration timeout)
      throws InterruptedException {
    return progress(stream).await(position, timeout);
  }

  @Override
  public boolean isLost(StreamId stream) {
    return progress(stream).isLost();
  }

  @Override
  public void close() {
    tails.values().forEach(LogTail::stop);
    try {
      for (LogTail tail : tails.values()) {
        tail.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    onClose.run();
    failures.forEach(meters::remove);
    lags.close();
  }

  private StreamProgress progress(StreamId stream) {
    LogTail tail = tails.get(stream);
    if (tail == null) {
      throw new IllegalArgumentException(
          "stream: " + stream + " (expected: one of " + tails.keySet() + ")");
    }
    return tail.progress();
  }

  private FunctionCounter failureCounter(String consumerName, StreamId stream, LogTail tail) {
    return FunctionCounter.builder("changelog.failures", tail, t -> t.progress().failures())
        .description("attempts to read the log or to apply a change that failed")
        .tag("consumer", consumerName)
        .tag("stream", stream.toString())
        .register(meters);
  }
}
