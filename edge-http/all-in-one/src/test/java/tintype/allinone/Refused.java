package tintype.allinone;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.BadRequest;
import com.google.rpc.ErrorInfo;
import com.google.rpc.RetryInfo;
import io.grpc.Status;
import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** A refusal as its client sees it. It always has an ErrorInfo: one without fails the test. */
final class Refused extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final Code code;
  private final transient ErrorInfo info;
  private final transient List<String> fields;
  private final Duration retryDelay;

  private Refused(
      Code code, String message, ErrorInfo info, List<String> fields, Duration retryDelay) {
    super(code + " " + info.getReason() + " of " + info.getDomain() + ": " + message);
    this.code = code;
    this.info = info;
    this.fields = fields;
    this.retryDelay = retryDelay;
  }

  /** The refusal of a call, which must be refused. */
  static Refused by(ThrowingCallable call) {
    try {
      call.call();
    } catch (Refused e) {
      return e;
    } catch (Throwable e) {
      throw new AssertionError("the call failed in another way than by a refusal", e);
    }
    throw new AssertionError("the call was not refused");
  }

  static Refused of(StatusRuntimeException e) {
    return of(StatusProto.fromThrowable(e));
  }

  static Refused of(com.google.rpc.Status status) {
    ErrorInfo info = null;
    List<String> fields = new ArrayList<>();
    Duration retryDelay = Duration.ZERO;
    try {
      for (Any detail : status.getDetailsList()) {
        if (detail.is(ErrorInfo.class)) {
          info = detail.unpack(ErrorInfo.class);
        } else if (detail.is(BadRequest.class)) {
          detail
              .unpack(BadRequest.class)
              .getFieldViolationsList()
              .forEach(v -> fields.add(v.getField()));
        } else if (detail.is(RetryInfo.class)) {
          var delay = detail.unpack(RetryInfo.class).getRetryDelay();
          retryDelay = Duration.ofSeconds(delay.getSeconds(), delay.getNanos());
        }
      }
    } catch (InvalidProtocolBufferException e) {
      throw new AssertionError("an unreadable detail in " + status, e);
    }
    if (info == null || info.getReason().isEmpty() || !info.getDomain().endsWith(".tintype")) {
      throw new AssertionError("a refusal without a reason: " + status);
    }
    return new Refused(
        Status.fromCodeValue(status.getCode()).getCode(),
        status.getMessage(),
        info,
        fields,
        retryDelay);
  }

  Code code() {
    return code;
  }

  /** Such as {@code NOT_FOUND POST_NOT_FOUND}. */
  String codeAndReason() {
    return code + " " + info.getReason();
  }

  /** Who refused, such as {@code media.tintype}. */
  String domain() {
    return info.getDomain();
  }

  Map<String, String> metadata() {
    return info.getMetadataMap();
  }

  /** How long the client is asked to wait before it tries again; zero where it is not. */
  Duration retryDelay() {
    return retryDelay;
  }

  /** The fields that break a rule. */
  List<String> fields() {
    return fields;
  }
}
