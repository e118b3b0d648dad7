package tintype.platform.trace;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.Collection;

/** Counts what reached the collector and what did not, which is lost. */
final class CountedExporter implements SpanExporter {
  private final SpanExporter exporter;
  private final Counter sent;
  private final Counter lost;

  CountedExporter(SpanExporter exporter, MeterRegistry metrics) {
    this.exporter = exporter;
    this.sent = counter(metrics, "sent");
    this.lost = counter(metrics, "lost");
  }

  /** Also where nothing is traced, so that an alarm finds its name. */
  static Counter counter(MeterRegistry metrics, String outcome) {
    return Counter.builder("trace.spans")
        .description("Spans that the collector took, or that were lost on the way")
        .tag("outcome", outcome)
        .register(metrics);
  }

  @Override
  public CompletableResultCode export(Collection<SpanData> spans) {
    int count = spans.size();
    CompletableResultCode result = exporter.export(spans);
    result.whenComplete(() -> (result.isSuccess() ? sent : lost).increment(count));
    return result;
  }

  @Override
  public CompletableResultCode flush() {
    return exporter.flush();
  }

  @Override
  public CompletableResultCode shutdown() {
    return exporter.shutdown();
  }
}
