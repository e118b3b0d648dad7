package tintype.platform.rpc;

import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;

/** Lets handlers read the request's metadata and send some with the answer: {@link CallHeaders}. */
public final class CallHeadersInterceptor implements ServerInterceptor {

  @Override
  public <Q, A> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
    CallHeaders current = new CallHeaders(headers);
    return Contexts.interceptCall(
        current.in(Context.current()), new Answering<>(call, current), headers, next);
  }

  private static final class Answering<Q, A> extends SimpleForwardingServerCall<Q, A> {
    private final CallHeaders current;
    private boolean sent;

    Answering(ServerCall<Q, A> call, CallHeaders current) {
      super(call);
      this.current = current;
    }

    @Override
    public void sendHeaders(Metadata headers) {
      sent = true;
      current.addTo(headers);
      super.sendHeaders(headers);
    }

    /** An answer without a message has headers all the same, where the handler set some. */
    @Override
    public void close(Status status, Metadata trailers) {
      if (status.isOk() && !sent && current.hasAnswer()) {
        Metadata headers = new Metadata();
        current.addTo(headers);
        super.sendHeaders(headers);
      }
      super.close(status, trailers);
    }
  }
}
