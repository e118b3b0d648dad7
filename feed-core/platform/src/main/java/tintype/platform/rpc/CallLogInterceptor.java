package tintype.platform.rpc;

import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Outermost: gives the call its request id and the answer too, counts and times it by method and
 * status ({@code rpc.server.requests}), and logs those that fail on the server's side.
 */
public final class CallLogInterceptor implements ServerInterceptor {
  private static final Logger log = LoggerFactory.getLogger(CallLogInterceptor.class);

  private final String service;
  private final MeterRegistry metrics;

  /** By method, and then by the number of the status. */
  private final ConcurrentMap<String, AtomicReferenceArray<Timer>> timers =
      new ConcurrentHashMap<>();

  public CallLogInterceptor(String service, MeterRegistry metrics) {
    this.service = service;
    this.metrics = metrics;
  }

  @Override
  public <Q, A> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
    long start = System.nanoTime();
    String id = RequestId.of(headers);
    Context context = CallFields.in(RequestId.in(Context.current(), id), service);
    var timed =
        new SimpleForwardingServerCall<>(call) {
          private boolean named;

          @Override
          public void sendHeaders(Metadata answer) {
            name(answer);
            super.sendHeaders(answer);
          }

          private void name(Metadata answer) {
            if (!named) {
              named = true;
              answer.put(RequestId.METADATA, id);
            }
          }

          @Override
          public void close(Status status, Metadata trailers) {
            name(trailers);
            record(
                call.getMethodDescriptor().getBareMethodName(), status, trailers, start, context);
            super.close(status, trailers);
          }
        };
    return Contexts.interceptCall(context, timed, headers, next);
  }

  private void record(String rpc, Status status, Metadata trailers, long start, Context context) {
    long nanos = System.nanoTime() - start;
    timer(rpc, status.getCode()).record(nanos, TimeUnit.NANOSECONDS);
    Level level = isOurs(status.getCode()) ? Level.WARN : Level.DEBUG;
    if (log.isEnabledForLevel(level)) {
      context.run(() -> logged(level, rpc, status, trailers, nanos));
    }
  }

  /** Whether the server's side is to blame. */
  private static boolean isOurs(Status.Code code) {
    return switch (code) {
      case INTERNAL, UNKNOWN, DATA_LOSS, UNAVAILABLE, DEADLINE_EXCEEDED -> true;
      default -> false;
    };
  }

  private static void logged(
      Level level, String rpc, Status status, Metadata trailers, long nanos) {
    log.atLevel(level)
        .addKeyValue("rpc", rpc)
        .addKeyValue("status", status.getCode())
        .addKeyValue("reason", ErrorInterceptor.reasonOf(trailers))
        .addKeyValue("ms", nanos / 1_000_000)
        .log("call ended");
  }

  private Timer timer(String rpc, Status.Code code) {
    AtomicReferenceArray<Timer> ofRpc = timers.get(rpc);
    Timer known = ofRpc == null ? null : ofRpc.get(code.value());
    return known != null ? known : register(rpc, code);
  }

  /** The registry answers the same timer to whoever registers it as well. */
  private Timer register(String rpc, Status.Code code) {
    Timer timer = make(rpc, code);
    timers
        .computeIfAbsent(rpc, r -> new AtomicReferenceArray<>(Status.Code.values().length))
        .set(code.value(), timer);
    return timer;
  }

  private Timer make(String rpc, Status.Code code) {
    return Timer.builder("rpc.server.requests")
        .description("Calls answered, by method and status")
        .tag("service", service)
        .tag("rpc", rpc)
        .tag("status", code.name())
        .publishPercentileHistogram()
        .register(metrics);
  }
}
