package tintype.platform.trace;

import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;

/** One side of a gRPC call, named and tagged as OpenTelemetry's conventions for RPC say. */
final class RpcSpan {
  private RpcSpan() {}

  static Span start(
      Tracer tracer,
      MethodDescriptor<?, ?> method,
      SpanKind kind,
      io.opentelemetry.context.Context parent) {
    return tracer
        .spanBuilder(method.getFullMethodName())
        .setSpanKind(kind)
        .setParent(parent)
        .setAttribute("rpc.system", "grpc")
        .setAttribute("rpc.service", method.getServiceName())
        .setAttribute("rpc.method", method.getBareMethodName())
        .startSpan();
  }

  /** A second end says nothing. */
  static void end(Span span, Status status) {
    span.setAttribute("rpc.grpc.status_code", status.getCode().value());
    switch (status.getCode()) {
      case UNKNOWN, DEADLINE_EXCEEDED, UNIMPLEMENTED, INTERNAL, UNAVAILABLE, DATA_LOSS ->
          span.setStatus(StatusCode.ERROR);
      default -> {
        // What the caller did wrong is no error of ours.
      }
    }
    span.end();
  }
}
