package tintype.allinone;

import io.grpc.Server;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import io.opentelemetry.proto.collector.trace.v1.TraceServiceGrpc;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.HexFormat;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** What takes traces: a server of OTLP over gRPC that keeps all it is sent. */
final class Collector extends TraceServiceGrpc.TraceServiceImplBase implements AutoCloseable {
  /**
   * A span as it came.
   *
   * @param service that it was recorded in
   * @param parent the empty text for none
   */
  record Told(String service, String name, String trace, String id, String parent, Span whole) {
    @Override
    public String toString() {
      return service + " " + whole.getKind().name().replace("SPAN_KIND_", "") + " " + name;
    }
  }

  private final Queue<Told> spans = new ConcurrentLinkedQueue<>();
  private final Server server;
  private volatile boolean hanging;

  Collector() {
    try {
      server =
          NettyServerBuilder.forAddress(new InetSocketAddress("127.0.0.1", 0))
              .addService(this)
              .build()
              .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String endpoint() {
    return "http://127.0.0.1:" + server.getPort();
  }

  /** Takes calls from here on and answers none. */
  void hang() {
    hanging = true;
  }

  /** The spans of a trace so far. */
  List<Told> trace(String id) {
    return spans.stream().filter(span -> span.trace().equals(id)).toList();
  }

  List<Told> all() {
    return List.copyOf(spans);
  }

  @Override
  public void export(
      ExportTraceServiceRequest request, StreamObserver<ExportTraceServiceResponse> observer) {
    if (hanging) {
      return;
    }
    for (ResourceSpans of : request.getResourceSpansList()) {
      String service = attribute(of.getResource().getAttributesList(), "service.name");
      of.getScopeSpansList()
          .forEach(scope -> scope.getSpansList().forEach(span -> spans.add(told(service, span))));
    }
    observer.onNext(ExportTraceServiceResponse.getDefaultInstance());
    observer.onCompleted();
  }

  @Override
  public void close() {
    server.shutdownNow();
  }

  private static Told told(String service, Span span) {
    HexFormat hex = HexFormat.of();
    return new Told(
        service,
        span.getName(),
        hex.formatHex(span.getTraceId().toByteArray()),
        hex.formatHex(span.getSpanId().toByteArray()),
        hex.formatHex(span.getParentSpanId().toByteArray()),
        span);
  }

  private static String attribute(List<KeyValue> attributes, String key) {
    return attributes.stream()
        .filter(attribute -> attribute.getKey().equals(key))
        .map(attribute -> attribute.getValue().getStringValue())
        .findAny()
        .orElse("");
  }
}
