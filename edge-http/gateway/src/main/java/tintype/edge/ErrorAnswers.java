package tintype.edge;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.google.protobuf.Any;
import com.google.protobuf.Duration;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.rpc.BadRequest;
import com.google.rpc.ErrorInfo;
import com.google.rpc.Help;
import com.google.rpc.LocalizedMessage;
import com.google.rpc.PreconditionFailure;
import com.google.rpc.QuotaFailure;
import com.google.rpc.RequestInfo;
import com.google.rpc.ResourceInfo;
import com.google.rpc.RetryInfo;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.Status.Code;
import io.grpc.protobuf.StatusProto;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tintype.rpc.v1.ErrorReason;

/** Turns failures, the gateway's own and those of services, into answers of the public shape. */
final class ErrorAnswers {
  /** The details that callers may see; DebugInfo is none of them. */
  static final List<Message> DETAILS =
      List.of(
          ErrorInfo.getDefaultInstance(),
          BadRequest.getDefaultInstance(),
          RetryInfo.getDefaultInstance(),
          QuotaFailure.getDefaultInstance(),
          PreconditionFailure.getDefaultInstance(),
          ResourceInfo.getDefaultInstance(),
          RequestInfo.getDefaultInstance(),
          Help.getDefaultInstance(),
          LocalizedMessage.getDefaultInstance());

  private static final String DOMAIN = "edge.tintype";
  private static final RetryInfo SOON =
      RetryInfo.newBuilder().setRetryDelay(Duration.newBuilder().setSeconds(1)).build();

  private final JsonFactory json = new JsonFactory();
  private final JsonCodec codec;
  private final ReasonStatuses statuses;

  ErrorAnswers(JsonCodec codec, ReasonStatuses statuses) {
    this.codec = codec;
    this.statuses = statuses;
  }

  /** The answer to a request that the gateway refuses. */
  Answer of(Refusal refusal, String requestId) {
    List<Message> details = new ArrayList<>();
    details.add(info(refusal.reason(), refusal.metadata(), refusal.code(), requestId));
    if (refusal.violation() != null) {
      details.add(BadRequest.newBuilder().addFieldViolations(refusal.violation()).build());
    }
    if (refusal.code() == Code.UNAVAILABLE) {
      details.add(SOON);
    }
    Answer answer = answer(refusal.httpStatus(), refusal.code(), refusal.getMessage(), details);
    if (!refusal.allowed().isEmpty()) {
      answer.headers().put("allow", String.join(", ", refusal.allowed()));
    }
    return answer;
  }

  /** The answer to a call that failed: with the service's details, or without them with our own. */
  Answer of(Status status, Metadata trailers, String requestId) {
    Code code = status.getCode();
    List<Message> details = details(status, trailers);
    String message = status.getDescription() == null ? "" : status.getDescription();
    ErrorReason reason = ownReason(code);
    if (details.isEmpty() && reason != null) {
      details.add(info(reason, Map.of(), code, requestId));
      if (code == Code.UNAVAILABLE) {
        details.add(SOON);
      }
      message = text(code);
    } else if (isFault(code)) {
      message = text(code);
    }
    return answer(0, code, message, details);
  }

  /** Whether the code means a fault of ours, whose text may show what is inside. */
  static boolean isFault(Code code) {
    return code == Code.UNKNOWN || code == Code.INTERNAL || code == Code.DATA_LOSS;
  }

  private static ErrorReason ownReason(Code code) {
    return switch (code) {
      case UNKNOWN, INTERNAL, DATA_LOSS -> ErrorReason.INTERNAL_ERROR;
      case UNAVAILABLE -> ErrorReason.TRY_AGAIN;
      case DEADLINE_EXCEEDED -> ErrorReason.DEADLINE_PASSED;
      case CANCELLED -> ErrorReason.CALL_CANCELLED;
      case UNIMPLEMENTED -> ErrorReason.METHOD_UNKNOWN;
      default -> null;
    };
  }

  private static String text(Code code) {
    return switch (code) {
      case UNAVAILABLE -> "the service is not available: try again";
      case DEADLINE_EXCEEDED -> "the call took too long; whether it took effect is not known";
      case CANCELLED -> "the call was cancelled";
      case UNIMPLEMENTED -> "the method is not known here";
      default -> "internal error";
    };
  }

  private static ErrorInfo info(
      ErrorReason reason, Map<String, String> metadata, Code code, String requestId) {
    ErrorInfo.Builder info =
        ErrorInfo.newBuilder().setReason(reason.name()).setDomain(DOMAIN).putAllMetadata(metadata);
    if (isFault(code)) {
      info.putMetadata("request_id", requestId);
    }
    return info.build();
  }

  private static List<Message> details(Status status, Metadata trailers) {
    List<Message> details = new ArrayList<>();
    com.google.rpc.Status rich = StatusProto.fromStatusAndTrailers(status, trailers);
    for (Any any : rich == null ? List.<Any>of() : rich.getDetailsList()) {
      for (Message type : DETAILS) {
        if (any.getTypeUrl().endsWith("/" + type.getDescriptorForType().getFullName())) {
          try {
            details.add(type.getParserForType().parseFrom(any.getValue()));
          } catch (InvalidProtocolBufferException e) {
            // A detail that cannot be read says nothing to the caller either.
            break;
          }
        }
      }
    }
    return details;
  }

  private Answer answer(int fixedStatus, Code code, String message, List<Message> details) {
    ErrorInfo info = null;
    Map<String, String> headers = new HashMap<>();
    for (Message detail : details) {
      if (detail instanceof ErrorInfo found && info == null) {
        info = found;
      } else if (detail instanceof RetryInfo retry) {
        Duration delay = retry.getRetryDelay();
        long seconds = delay.getSeconds() + (delay.getNanos() > 0 ? 1 : 0);
        headers.put("retry-after", Long.toString(Math.max(1, seconds)));
      }
    }
    int status = fixedStatus > 0 ? fixedStatus : statuses.httpStatus(code, info);
    if (status == 401) {
      headers.put("www-authenticate", "Bearer");
    }
    return new Answer(status, Answer.JSON, body(status, code, message, details), headers);
  }

  private byte[] body(int status, Code code, String message, List<Message> details) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
    try (JsonGenerator out = json.createGenerator(bytes)) {
      out.writeStartObject();
      out.writeObjectFieldStart("error");
      out.writeNumberField("code", status);
      out.writeStringField("status", code.name());
      out.writeStringField("message", message);
      out.writeArrayFieldStart("details");
      for (Message detail : details) {
        out.writeRawValue(new String(codec.write(Any.pack(detail)), StandardCharsets.UTF_8));
      }
      out.writeEndArray();
      out.writeEndObject();
      out.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
