package tintype.platform.trace;

import io.grpc.ClientInterceptor;
import io.grpc.Context;
import io.grpc.ServerInterceptor;
import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.exporter.otlp.trace.OtlpGrpcSpanExporter;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The traces of a process. Off, it installs nothing, and a call costs what it costs without. On,
 * each service of the process is a service of the trace. Spans wait in a bounded queue for a thread
 * of their own: a collector that is slow or gone loses spans, and no call waits for it.
 */
public final class Tracing implements AutoCloseable {
  /** Spans that wait at most; more are lost. */
  static final int MAX_WAITING = 4_096;

  /** Spans of one export at most. */
  static final int MAX_BATCH = 512;

  private static final Duration EXPORT_TIMEOUT = Duration.ofSeconds(5);
  private static final Duration EXPORT_PERIOD = Duration.ofSeconds(1);

  /** How long the last spans may take when the process stops. */
  private static final Duration LAST_EXPORT = Duration.ofSeconds(2);

  private static final String SCOPE = "tintype";

  private final @Nullable SpanProcessor processor;
  private final @Nullable Sampler sampler;
  private final Map<String, SdkTracerProvider> providers = new ConcurrentHashMap<>();

  /** A processor of null is off. */
  private Tracing(@Nullable SpanProcessor processor, @Nullable Sampler sampler) {
    this.processor = processor;
    this.sampler = sampler;
  }

  /** Traces nothing. */
  public static Tracing off() {
    return new Tracing(null, null);
  }

  /** Traces what the settings say. */
  public static Tracing start(TraceConfig config, MeterRegistry metrics) {
    CountedExporter.counter(metrics, "sent");
    CountedExporter.counter(metrics, "lost");
    if (config.endpoint().isEmpty()) {
      return off();
    }
    var exporter =
        OtlpGrpcSpanExporter.builder()
            .setEndpoint(config.endpoint())
            .setTimeout(EXPORT_TIMEOUT)
            .build();
    var processor =
        BatchSpanProcessor.builder(new CountedExporter(exporter, metrics))
            .setMaxQueueSize(MAX_WAITING)
            .setMaxExportBatchSize(MAX_BATCH)
            .setScheduleDelay(EXPORT_PERIOD)
            .setExporterTimeout(EXPORT_TIMEOUT)
            .build();
    return new Tracing(
        processor, Sampler.parentBased(Sampler.traceIdRatioBased(config.sampling())));
  }

  /** What a service's server goes through first; empty where nothing is traced. */
  public List<ServerInterceptor> ofServer(String service) {
    return isOff() ? List.of() : List.of(new ServerSpans(tracer(service)));
  }

  /** What a service's calls to others go through; empty where nothing is traced. */
  public List<ClientInterceptor> ofClient(String service) {
    return isOff() ? List.of() : List.of(new ClientSpans(tracer(service)));
  }

  /**
   * A context of a new trace of a request from outside, ended by {@link ActiveSpan#answered}; the
   * context itself where nothing is traced.
   */
  public Context ofRequest(Context context, String service) {
    if (isOff()) {
      return context;
    }
    Tracer tracer = tracer(service);
    return new ActiveSpan(
            tracer,
            tracer.spanBuilder("HTTP").setSpanKind(SpanKind.SERVER).setNoParent().startSpan())
        .in(context);
  }

  /** Sends what waits, for a short time. */
  @Override
  public void close() {
    if (processor != null) {
      processor.shutdown().join(LAST_EXPORT.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  private boolean isOff() {
    return processor == null;
  }

  /** A provider has one resource, and several services share this process. */
  private Tracer tracer(String service) {
    return providers.computeIfAbsent(service, this::provider).get(SCOPE);
  }

  private SdkTracerProvider provider(String service) {
    Attributes name =
        Attributes.builder().put("service.name", service).put("service.namespace", SCOPE).build();
    return SdkTracerProvider.builder()
        .setResource(Resource.getDefault().merge(Resource.create(name)))
        .setSampler(sampler)
        .addSpanProcessor(processor)
        .build();
  }
}
