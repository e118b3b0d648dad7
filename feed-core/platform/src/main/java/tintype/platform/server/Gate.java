package tintype.platform.server;

import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import java.time.Duration;
import tintype.platform.rpc.ApiException;

/**
 * Refuses every call with TRY_AGAIN while what the service stands on is not there: the schema of
 * its keyspace. Shown as {@code schema} in {@code /health}.
 */
final class Gate implements Background, ServerInterceptor {
  private static final Duration RETRY_DELAY = Duration.ofMillis(500);

  private volatile String reason = "";

  /** Refuses from now on, for this reason. */
  void shut(String why) {
    reason = why;
  }

  void open() {
    reason = "";
  }

  @Override
  public <Q, A> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
    String why = reason;
    if (!why.isEmpty()) {
      throw ApiException.tryAgain(
          "this service is starting: try again", RETRY_DELAY, new IllegalStateException(why));
    }
    return next.startCall(call, headers);
  }

  @Override
  public String name() {
    return "schema";
  }

  @Override
  public void start() {}

  @Override
  public String notReady() {
    return reason;
  }

  @Override
  public String refusesCalls() {
    return reason;
  }

  @Override
  public void close() {}
}
