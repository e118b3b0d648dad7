package tintype.platform.rpc;

import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status.Code;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import tintype.rpc.v1.ErrorReason;

/**
 * Refuses raw messages over a size, with a reason. The transport's own limit, which has none to
 * give, stands above this one.
 */
public final class MessageSizeInterceptor implements ServerInterceptor {
  private final long limit;

  /**
   * @param limit of one message, in bytes
   */
  public MessageSizeInterceptor(long limit) {
    this.limit = limit;
  }

  @Override
  public <Q, A> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
    return new SimpleForwardingServerCallListener<>(next.startCall(call, headers)) {
      @Override
      public void onMessage(Q message) {
        check((InputStream) message);
        super.onMessage(message);
      }
    };
  }

  private void check(InputStream message) {
    try {
      if (message.available() > limit) {
        throw ApiException.of(
                Code.RESOURCE_EXHAUSTED,
                ErrorReason.MESSAGE_TOO_LARGE,
                "the message has more than " + limit + " bytes")
            .with("limit", limit);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
