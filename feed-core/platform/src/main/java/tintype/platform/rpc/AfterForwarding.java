package tintype.platform.rpc;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.ForwardingClientCallListener.SimpleForwardingClientCallListener;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;

/**
 * Between services: what a call must see goes on to those that it calls, with what it has written
 * itself, and what they write for it comes back as if it had been written here.
 */
public final class AfterForwarding implements ClientInterceptor {
  @Override
  public <Q, A> ClientCall<Q, A> interceptCall(
      MethodDescriptor<Q, A> method, CallOptions options, Channel next) {
    ClientCall<Q, A> call = next.newCall(method, options);
    CallWrites writes = CallWrites.current();
    return writes == null ? call : new Forwarding<>(call, writes);
  }

  private static final class Forwarding<Q, A> extends SimpleForwardingClientCall<Q, A> {
    private final CallWrites writes;

    Forwarding(ClientCall<Q, A> call, CallWrites writes) {
      super(call);
      this.writes = writes;
    }

    @Override
    public void start(Listener<A> listener, Metadata headers) {
      WritePositions onward = writes.onward();
      if (!onward.isEmpty()) {
        headers.put(CallWrites.METADATA, onward.toString());
      }
      super.start(
          new SimpleForwardingClientCallListener<>(listener) {
            @Override
            public void onHeaders(Metadata answer) {
              writes.take(answer);
              super.onHeaders(answer);
            }

            @Override
            public void onClose(Status status, Metadata trailers) {
              writes.take(trailers);
              super.onClose(status, trailers);
            }
          },
          headers);
    }
  }
}
