package tintype.allinone;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.ForwardingClientCallListener.SimpleForwardingClientCallListener;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import tintype.platform.rpc.CallWrites;
import tintype.platform.rpc.WritePositions;

/** A client that sends back what writes have said, so that its reads see them; by its token. */
final class Echo implements ClientInterceptor {
  private final Map<String, WritePositions> written;
  private final String token;

  private Echo(Map<String, WritePositions> written, String token) {
    this.written = written;
    this.token = token;
  }

  /** The one for a token, where the map is shared by all. */
  static Echo of(String token, Map<String, WritePositions> written) {
    return new Echo(written, token);
  }

  static Map<String, WritePositions> memory() {
    return new ConcurrentHashMap<>();
  }

  @Override
  public <Q, A> ClientCall<Q, A> interceptCall(
      MethodDescriptor<Q, A> method, CallOptions options, Channel next) {
    return new SimpleForwardingClientCall<>(next.newCall(method, options)) {
      @Override
      public void start(Listener<A> listener, Metadata headers) {
        WritePositions mine = written.getOrDefault(token, WritePositions.NONE);
        if (!mine.isEmpty()) {
          headers.put(CallWrites.METADATA, mine.toString());
        }
        super.start(new Ear<>(listener), headers);
      }
    };
  }

  private final class Ear<A> extends SimpleForwardingClientCallListener<A> {
    Ear(ClientCall.Listener<A> listener) {
      super(listener);
    }

    @Override
    public void onHeaders(Metadata headers) {
      hear(headers);
      super.onHeaders(headers);
    }

    @Override
    public void onClose(Status status, Metadata trailers) {
      hear(trailers);
      super.onClose(status, trailers);
    }

    private void hear(Metadata answer) {
      String said = answer.get(CallWrites.METADATA);
      if (said != null) {
        written.merge(token, WritePositions.parse(said), WritePositions::with);
      }
    }
  }
}
