package tintype.platform.rpc;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.ErrorInfo;
import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.grpc.Status.Code;
import io.grpc.StatusException;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.ProtoUtils;
import io.grpc.protobuf.StatusProto;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tintype.rpc.v1.ErrorReason;

/**
 * The door's other side: whatever a call ends with, it closes with google.rpc details. An {@link
 * ApiException} goes out as it is; a failed call to another service is passed on as that service
 * said it, unless it refused our own token; that and anything else is a fault of ours, logged with
 * its stack and answered as INTERNAL without it.
 */
public final class ErrorInterceptor implements ServerInterceptor {
  private static final Logger log = LoggerFactory.getLogger(ErrorInterceptor.class);
  private static final Metadata.Key<com.google.rpc.Status> DETAILS =
      Metadata.Key.of(
          "grpc-status-details-bin",
          ProtoUtils.metadataMarshaller(com.google.rpc.Status.getDefaultInstance()));

  private static final Set<String> OF_OUR_TOKEN =
      Set.of(
          ErrorReason.TOKEN_INVALID.name(),
          ErrorReason.TOKEN_EXPIRED.name(),
          ErrorReason.CALLER_NOT_ALLOWED.name());

  private final String domain;
  private final FailureMapper failures;

  /** Turns exceptions of libraries (a full pool, a lost connection) into the API's. */
  @FunctionalInterface
  public interface FailureMapper {
    /** The exception to answer with, or null where this is no failure that it knows. */
    @Nullable ApiException map(Throwable failure);
  }

  public ErrorInterceptor(String domain, FailureMapper failures) {
    this.domain = domain;
    this.failures = failures;
  }

  @Override
  public <Q, A> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
    var answering = new Detailed<>(call);
    try {
      return new Guarded<>(next.startCall(answering, headers), answering);
    } catch (RuntimeException e) {
      answering.close(Status.fromThrowable(e).withCause(e), new Metadata());
      return new ServerCall.Listener<>() {};
    }
  }

  /** Adds the details where the status has none. */
  private final class Detailed<Q, A> extends SimpleForwardingServerCall<Q, A> {
    private boolean closed;

    Detailed(ServerCall<Q, A> call) {
      super(call);
    }

    @Override
    public void close(Status status, Metadata trailers) {
      synchronized (this) {
        if (closed) {
          return;
        }
        closed = true;
      }
      if (status.isOk()) {
        super.close(status, trailers);
        return;
      }
      // Our own failures get their details below, so these are those of a service that we called.
      if (trailers.containsKey(DETAILS)) {
        closeAsTold(status, trailers);
        return;
      }
      StatusException detailed = describe(status);
      Metadata more = detailed.getTrailers();
      trailers.merge(more);
      super.close(detailed.getStatus(), trailers);
    }

    /** What a service says of our own token is no business of our caller, whose token is good. */
    private void closeAsTold(Status status, Metadata trailers) {
      if (!OF_OUR_TOKEN.contains(reasonOf(trailers))) {
        super.close(status, trailers);
        return;
      }
      StatusException fault = internal(status).toStatus(domain);
      super.close(fault.getStatus(), fault.getTrailers());
    }
  }

  /** A listener that throws closes the call instead of killing it without a word. */
  private static final class Guarded<Q> extends SimpleForwardingServerCallListener<Q> {
    private final ServerCall<Q, ?> call;

    Guarded(ServerCall.Listener<Q> delegate, ServerCall<Q, ?> call) {
      super(delegate);
      this.call = call;
    }

    @Override
    public void onMessage(Q message) {
      try {
        super.onMessage(message);
      } catch (StatusRuntimeException e) {
        fail(e.getCause() instanceof InvalidProtocolBufferException ? noMessage() : e);
      } catch (RuntimeException e) {
        fail(e);
      }
    }

    @Override
    public void onHalfClose() {
      try {
        super.onHalfClose();
      } catch (RuntimeException e) {
        fail(e);
      }
    }

    private static ApiException noMessage() {
      return ApiException.invalidArgument(
          ErrorReason.MALFORMED_REQUEST, "the bytes are no message of this RPC");
    }

    private void fail(RuntimeException e) {
      call.close(Status.UNKNOWN.withCause(e), new Metadata());
    }
  }

  private StatusException describe(Status status) {
    Throwable cause = status.getCause();
    if (cause instanceof ApiException known) {
      return known.toStatus(domain);
    }
    if (cause instanceof StatusRuntimeException passed
        && passed.getTrailers() != null
        && passed.getTrailers().containsKey(DETAILS)
        && !OF_OUR_TOKEN.contains(reasonOf(passed.getTrailers()))) {
      return StatusProto.toStatusException(StatusProto.fromThrowable(passed));
    }
    ApiException mapped = cause == null ? null : failures.map(cause);
    return mapped != null ? mapped.toStatus(domain) : byCode(status).toStatus(domain);
  }

  private static ApiException byCode(Status status) {
    return switch (status.getCode()) {
      case UNAVAILABLE ->
          ApiException.tryAgain(
              "a service that this call needs is not there: try again",
              Duration.ofMillis(200),
              null);
      case DEADLINE_EXCEEDED ->
          ApiException.of(
              Code.DEADLINE_EXCEEDED, ErrorReason.DEADLINE_PASSED, "the call took too long");
      case CANCELLED ->
          ApiException.of(Code.CANCELLED, ErrorReason.CALL_CANCELLED, "the caller went away");
      case UNIMPLEMENTED ->
          ApiException.of(Code.UNIMPLEMENTED, ErrorReason.METHOD_UNKNOWN, "no such RPC here");
      case RESOURCE_EXHAUSTED ->
          ApiException.of(
              Code.RESOURCE_EXHAUSTED,
              ErrorReason.MESSAGE_TOO_LARGE,
              "the message is larger than this server takes");
      default -> internal(status);
    };
  }

  private static ApiException internal(Status status) {
    log.atError()
        .setCause(status.getCause())
        .addKeyValue("code", status.getCode())
        .addKeyValue("description", status.getDescription())
        .log("call failed");
    return ApiException.of(Code.INTERNAL, ErrorReason.INTERNAL_ERROR, "a fault of ours")
        .with("request_id", RequestId.current());
  }

  /**
   * The reason that a status carries, such as {@code POST_NOT_FOUND}; empty where it carries none.
   */
  public static String reasonOf(Metadata trailers) {
    com.google.rpc.Status details = trailers == null ? null : trailers.get(DETAILS);
    if (details == null) {
      return "";
    }
    for (Any detail : details.getDetailsList()) {
      if (detail.is(ErrorInfo.class)) {
        try {
          return detail.unpack(ErrorInfo.class).getReason();
        } catch (InvalidProtocolBufferException e) {
          return "";
        }
      }
    }
    return "";
  }
}
