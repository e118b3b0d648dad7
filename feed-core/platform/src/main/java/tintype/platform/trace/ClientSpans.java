package tintype.platform.trace;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.Context;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.ForwardingClientCallListener.SimpleForwardingClientCallListener;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;

/** A span for each call that goes out, below the one that it is made in; the callee hears of it. */
final class ClientSpans implements ClientInterceptor {
  private final Tracer tracer;

  ClientSpans(Tracer tracer) {
    this.tracer = tracer;
  }

  @Override
  public <Q, A> ClientCall<Q, A> interceptCall(
      MethodDescriptor<Q, A> method, CallOptions options, Channel next) {
    ActiveSpan active = ActiveSpan.of(Context.current());
    var parent = active == null ? io.opentelemetry.context.Context.root() : active.asParent();
    return new SimpleForwardingClientCall<>(next.newCall(method, options)) {
      @Override
      public void start(Listener<A> listener, Metadata headers) {
        Span span = RpcSpan.start(tracer, method, SpanKind.CLIENT, parent);
        W3CTraceContextPropagator.getInstance()
            .inject(
                io.opentelemetry.context.Context.root().with(span),
                headers,
                MetadataCarrier.INSTANCE);
        super.start(
            new SimpleForwardingClientCallListener<>(listener) {
              @Override
              public void onClose(Status status, Metadata trailers) {
                RpcSpan.end(span, status);
                super.onClose(status, trailers);
              }
            },
            headers);
      }
    };
  }
}
