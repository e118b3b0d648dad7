package tintype.platform.rpc;

import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Deadline;
import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Gives every call the deadline that its contract declares, unless the caller's is nearer. The
 * context ends with it, and with it every call that this one makes.
 */
public final class DeadlineInterceptor implements ServerInterceptor {
  /** Shorter than any deadline. */
  private static final Duration HEARTBEAT = Duration.ofMillis(50);

  private static final ScheduledExecutorService TIMER = timer();

  private final Map<String, MethodPolicy> policies;

  public DeadlineInterceptor(Map<String, MethodPolicy> policies) {
    this.policies = policies;
  }

  /**
   * Its thread wakes for its own heartbeat, so that no call's deadline is ever the next thing that
   * it waits for: waking it for each call took half of the time of a call. Deadlines of calls that
   * have ended are taken out, or a second's calls would be held.
   */
  private static ScheduledExecutorService timer() {
    var timer =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("call-deadlines").factory());
    timer.setRemoveOnCancelPolicy(true);
    timer.scheduleAtFixedRate(() -> {}, 0, HEARTBEAT.toNanos(), TimeUnit.NANOSECONDS);
    return timer;
  }

  @Override
  public <Q, A> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
    MethodPolicy policy = policies.get(call.getMethodDescriptor().getFullMethodName());
    if (policy == null) {
      return next.startCall(call, headers);
    }
    Deadline ours = Deadline.after(policy.deadline().toMillis(), TimeUnit.MILLISECONDS);
    Context.CancellableContext context = Context.current().withDeadline(ours, TIMER);
    var closing = new ContextEnd<>(call, context);
    context.addListener(
        ended -> {
          if (ours.isExpired()) {
            closing.close(Status.DEADLINE_EXCEEDED, new Metadata());
          }
        },
        Runnable::run);
    return Contexts.interceptCall(context, closing, headers, next);
  }

  /**
   * The timer may close the call while the handler answers: one of them is first, the other late.
   */
  private static final class ContextEnd<Q, A> extends SimpleForwardingServerCall<Q, A> {
    private final Context.CancellableContext context;
    private boolean closed;

    ContextEnd(ServerCall<Q, A> call, Context.CancellableContext context) {
      super(call);
      this.context = context;
    }

    @Override
    public synchronized void sendHeaders(Metadata headers) {
      if (!closed) {
        super.sendHeaders(headers);
      }
    }

    @Override
    public synchronized void sendMessage(A message) {
      if (!closed) {
        super.sendMessage(message);
      }
    }

    @Override
    public void close(Status status, Metadata trailers) {
      synchronized (this) {
        if (closed) {
          return;
        }
        closed = true;
        super.close(status, trailers);
      }
      context.cancel(null);
    }
  }
}
