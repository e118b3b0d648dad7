package tintype.platform.trace;

import io.grpc.Context;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import org.jspecify.annotations.Nullable;

/**
 * The span that the current call is in, and the tracer of the service that it belongs to. It lives
 * in gRPC's context, as deadlines and request ids do, and not in OpenTelemetry's own.
 */
public final class ActiveSpan {
  private static final Context.Key<ActiveSpan> KEY = Context.key("span");

  /** A step within the current call; ends when it is closed. */
  public interface Step extends AutoCloseable {
    @Override
    void close();
  }

  private final Tracer tracer;
  private final Span span;

  ActiveSpan(Tracer tracer, Span span) {
    this.tracer = tracer;
    this.span = span;
  }

  /**
   * Begins a step of the current call, such as a transaction. Null where nothing is recorded, which
   * a try statement takes as well.
   *
   * @param name with few values: no ids
   */
  public static @Nullable Step step(String name) {
    ActiveSpan parent = KEY.get();
    if (parent == null || !parent.span.isRecording()) {
      return null;
    }
    return parent
            .tracer
            .spanBuilder(name)
            .setParent(parent.asParent())
            .setSpanKind(SpanKind.CLIENT)
            .startSpan()
        ::end;
  }

  /** The trace's id in hex; empty where there is none. */
  public static String traceId() {
    ActiveSpan active = KEY.get();
    return active == null ? "" : active.span.getSpanContext().getTraceId();
  }

  /**
   * The request at the edge has been answered: names and ends the context's span, if it has one.
   */
  public static void answered(Context context, String method, String route, int status) {
    ActiveSpan active = KEY.get(context);
    if (active == null) {
      return;
    }
    active.span.updateName(method + " " + route);
    active.span.setAttribute("http.request.method", method);
    active.span.setAttribute("http.route", route);
    active.span.setAttribute("http.response.status_code", status);
    if (status >= 500) {
      active.span.setStatus(StatusCode.ERROR);
    }
    active.span.end();
  }

  static @Nullable ActiveSpan of(Context context) {
    return KEY.get(context);
  }

  Context in(Context context) {
    return context.withValue(KEY, this);
  }

  /** For OpenTelemetry's calls, which take a context of its own. */
  io.opentelemetry.context.Context asParent() {
    return io.opentelemetry.context.Context.root().with(span);
  }
}
