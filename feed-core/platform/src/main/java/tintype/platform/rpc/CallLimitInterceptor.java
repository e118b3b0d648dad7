package tintype.platform.rpc;

import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Lets so many calls of a gRPC service run at one time, whatever connection they come by; one more
 * is asked to try again, before anything is read of it. Threads are virtual and cost nothing, but
 * what their calls hold does.
 */
public final class CallLimitInterceptor implements ServerInterceptor {
  private static final Duration RETRY_DELAY = Duration.ofMillis(500);

  private final int limit;
  private final AtomicInteger running = new AtomicInteger();

  /**
   * @param limit of calls at one time
   */
  public CallLimitInterceptor(int limit) {
    this.limit = limit;
  }

  @Override
  public <Q, A> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
    if (running.incrementAndGet() > limit) {
      running.decrementAndGet();
      throw ApiException.tryAgain(
          "the service has as many calls as it takes: try again", RETRY_DELAY, null);
    }
    try {
      return new Leaving<>(next.startCall(call, headers));
    } catch (RuntimeException | Error e) {
      running.decrementAndGet();
      throw e;
    }
  }

  /**
   * A call has ended when its listener hears so: that comes after its handler, even where the
   * deadline closed the call before.
   */
  private final class Leaving<Q> extends SimpleForwardingServerCallListener<Q> {
    private boolean left;

    Leaving(ServerCall.Listener<Q> delegate) {
      super(delegate);
    }

    @Override
    public void onComplete() {
      leave();
      super.onComplete();
    }

    @Override
    public void onCancel() {
      leave();
      super.onCancel();
    }

    private void leave() {
      // A listener hears one thing after the other.
      if (!left) {
        left = true;
        running.decrementAndGet();
      }
    }
  }
}
