package tintype.account;

import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.rpc.BadRequest;
import com.google.rpc.ErrorInfo;
import com.google.rpc.RetryInfo;
import com.google.rpc.Status;
import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.function.Executable;

/** What a call was refused with. */
record Refusal(Status status) {
  static Refusal of(Executable call) {
    return of(assertThrows(StatusRuntimeException.class, call));
  }

  static Refusal of(StatusRuntimeException failure) {
    return new Refusal(StatusProto.fromThrowable(failure));
  }

  Code code() {
    return io.grpc.Status.fromCodeValue(status.getCode()).getCode();
  }

  String reason() {
    return detail(ErrorInfo.getDefaultInstance()).getReason();
  }

  ErrorInfo info() {
    return detail(ErrorInfo.getDefaultInstance());
  }

  Duration retryDelay() {
    var delay = detail(RetryInfo.getDefaultInstance()).getRetryDelay();
    return Duration.ofSeconds(delay.getSeconds(), delay.getNanos());
  }

  List<String> fields() {
    return detail(BadRequest.getDefaultInstance()).getFieldViolationsList().stream()
        .map(BadRequest.FieldViolation::getField)
        .toList();
  }

  @SuppressWarnings("unchecked")
  private <M extends Message> M detail(M kind) {
    for (Any detail : status.getDetailsList()) {
      if (detail.is(kind.getClass())) {
        try {
          return (M) detail.unpack(kind.getClass());
        } catch (InvalidProtocolBufferException e) {
          throw new AssertionError(e);
        }
      }
    }
    throw new AssertionError("no " + kind.getDescriptorForType().getName() + " in " + status);
  }
}
