package tintype.platform.rpc;

import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import java.util.Map;

/**
 * Tells a call which writes it must see, and its caller which were made: in the answer's headers
 * those made before its first message, and in the trailers all, if more came, or if it failed after
 * one was committed.
 *
 * <p>A header that is no list of positions fails with INVALID_FIELD. A read without the header
 * passes untouched: it writes nothing.
 */
public final class AfterInterceptor implements ServerInterceptor {
  private final Map<String, MethodPolicy> policies;

  /**
   * @param policies what the contract declares, by full method name
   */
  public AfterInterceptor(Map<String, MethodPolicy> policies) {
    this.policies = policies;
  }

  @Override
  public <Q, A> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
    WritePositions after = read(headers);
    if (after.isEmpty() && isRead(call)) {
      return next.startCall(call, headers);
    }
    CallWrites writes = new CallWrites(after);
    return Contexts.interceptCall(
        writes.in(Context.current()), new Telling<>(call, writes), headers, next);
  }

  private boolean isRead(ServerCall<?, ?> call) {
    MethodPolicy policy = policies.get(call.getMethodDescriptor().getFullMethodName());
    return policy == null || policy.read();
  }

  private static WritePositions read(Metadata headers) {
    try {
      return CallWrites.in(headers);
    } catch (IllegalArgumentException e) {
      throw ApiException.invalidField(CallWrites.METADATA.name(), String.valueOf(e.getMessage()));
    }
  }

  private static final class Telling<Q, A> extends SimpleForwardingServerCall<Q, A> {
    private final CallWrites writes;
    private WritePositions told = WritePositions.NONE;

    Telling(ServerCall<Q, A> call, CallWrites writes) {
      super(call);
      this.writes = writes;
    }

    @Override
    public void sendHeaders(Metadata headers) {
      tell(headers);
      super.sendHeaders(headers);
    }

    @Override
    public void close(Status status, Metadata trailers) {
      tell(trailers);
      super.close(status, trailers);
    }

    private void tell(Metadata metadata) {
      WritePositions made = writes.made();
      if (!made.equals(told)) {
        metadata.put(CallWrites.METADATA, made.toString());
        told = made;
      }
    }
  }
}
