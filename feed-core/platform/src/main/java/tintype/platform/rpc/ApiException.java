package tintype.platform.rpc;

import com.google.protobuf.Any;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.ProtocolMessageEnum;
import com.google.rpc.BadRequest;
import com.google.rpc.ErrorInfo;
import com.google.rpc.RetryInfo;
import io.grpc.Status.Code;
import io.grpc.StatusException;
import io.grpc.protobuf.StatusProto;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The one door by which an RPC fails on purpose: a gRPC code, a reason of the answering package's
 * (or the shared) {@code ErrorReason}, a sentence for a person, and details as of AIP-193.
 */
public final class ApiException extends RuntimeException {
  private final Code code;
  private final EnumValueDescriptor reason;
  private final Map<String, String> metadata = new LinkedHashMap<>();
  private final BadRequest.Builder violations = BadRequest.newBuilder();
  private @Nullable Duration retryDelay;

  private ApiException(
      Code code, ProtocolMessageEnum reason, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.code = code;
    this.reason = reason.getValueDescriptor();
  }

  public static ApiException of(Code code, ProtocolMessageEnum reason, String message) {
    return new ApiException(code, reason, message, null);
  }

  public static ApiException invalidArgument(ProtocolMessageEnum reason, String message) {
    return of(Code.INVALID_ARGUMENT, reason, message);
  }

  public static ApiException notFound(ProtocolMessageEnum reason, String message) {
    return of(Code.NOT_FOUND, reason, message);
  }

  /** A field that breaks its rule, by its path in the request, such as {@code media_ids[3]}. */
  public static ApiException invalidField(String field, String description) {
    return of(
            Code.INVALID_ARGUMENT,
            tintype.rpc.v1.ErrorReason.INVALID_FIELD,
            field + ": " + description)
        .violation(field, description);
  }

  /** Something that passes by itself; the caller may try again after the delay. */
  public static ApiException tryAgain(String message, Duration delay, @Nullable Throwable cause) {
    ApiException e =
        new ApiException(Code.UNAVAILABLE, tintype.rpc.v1.ErrorReason.TRY_AGAIN, message, cause);
    return e.retryAfter(delay);
  }

  public ApiException with(String key, Object value) {
    metadata.put(key, String.valueOf(value));
    return this;
  }

  public ApiException violation(String field, String description) {
    violations.addFieldViolations(
        BadRequest.FieldViolation.newBuilder().setField(field).setDescription(description));
    return this;
  }

  public ApiException retryAfter(Duration delay) {
    retryDelay = delay;
    return this;
  }

  public Code code() {
    return code;
  }

  /** The reason's name, such as {@code POST_NOT_FOUND}. */
  public String reason() {
    return reason.getName();
  }

  /** As it goes over the wire; the domain names the service that answers. */
  StatusException toStatus(String domain) {
    var status = com.google.rpc.Status.newBuilder().setCode(code.value()).setMessage(getMessage());
    status.addDetails(
        Any.pack(
            ErrorInfo.newBuilder()
                .setReason(reason.getName())
                .setDomain(domain)
                .putAllMetadata(metadata)
                .build()));
    if (violations.getFieldViolationsCount() > 0) {
      status.addDetails(Any.pack(violations.build()));
    }
    if (retryDelay != null) {
      status.addDetails(
          Any.pack(RetryInfo.newBuilder().setRetryDelay(ProtoTimes.of(retryDelay)).build()));
    }
    return StatusProto.toStatusException(status.build());
  }
}
