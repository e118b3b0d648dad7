package tintype.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import tintype.platform.rpc.ErrorInterceptor;

/** How a call was refused. */
record Refusal(Code code, String reason, String message) {
  static final String NO_ACCOUNT = "there is no such account";

  static Refusal of(ThrowingCallable call) {
    StatusRuntimeException failure = catchThrowableOfType(StatusRuntimeException.class, call);
    assertThat(failure).as("a refusal").isNotNull();
    return new Refusal(
        failure.getStatus().getCode(),
        ErrorInterceptor.reasonOf(failure.getTrailers()),
        failure.getStatus().getDescription());
  }

  static void assertAccountNotFound(ThrowingCallable call) {
    assertThat(of(call)).isEqualTo(new Refusal(Code.NOT_FOUND, "ACCOUNT_NOT_FOUND", NO_ACCOUNT));
  }

  static void assertRefused(Code code, String reason, ThrowingCallable call) {
    Refusal refusal = of(call);
    assertThat(refusal.code()).isEqualTo(code);
    assertThat(refusal.reason()).isEqualTo(reason);
  }
}
