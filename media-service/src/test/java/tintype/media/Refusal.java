package tintype.media;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.BadRequest;
import com.google.rpc.ErrorInfo;
import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** How a call was refused, as its client sees it. */
record Refusal(
    Code code, String reason, String message, Map<String, String> metadata, List<String> fields) {

  /** The refusal of a call, which must be refused. */
  static Refusal of(ThrowingCallable call) {
    StatusRuntimeException e = catchThrowableOfType(StatusRuntimeException.class, call);
    if (e == null) {
      throw new AssertionError("the call was not refused");
    }
    return of(e);
  }

  static Refusal of(StatusRuntimeException e) {
    ErrorInfo info = ErrorInfo.getDefaultInstance();
    List<String> fields = new ArrayList<>();
    try {
      for (Any detail : StatusProto.fromThrowable(e).getDetailsList()) {
        if (detail.is(ErrorInfo.class)) {
          info = detail.unpack(ErrorInfo.class);
        } else if (detail.is(BadRequest.class)) {
          detail
              .unpack(BadRequest.class)
              .getFieldViolationsList()
              .forEach(v -> fields.add(v.getField()));
        }
      }
    } catch (InvalidProtocolBufferException wrong) {
      throw new AssertionError(wrong);
    }
    return new Refusal(
        e.getStatus().getCode(),
        info.getReason(),
        e.getStatus().getDescription(),
        info.getMetadataMap(),
        fields);
  }

  String codeAndReason() {
    return code + " " + reason;
  }
}
