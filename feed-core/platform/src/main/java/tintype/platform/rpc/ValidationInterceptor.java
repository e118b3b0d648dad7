package tintype.platform.rpc;

import build.buf.protovalidate.ValidationResult;
import build.buf.protovalidate.Validator;
import build.buf.protovalidate.ValidatorFactory;
import build.buf.protovalidate.exceptions.ValidationException;
import com.google.protobuf.Message;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status.Code;
import tintype.rpc.v1.ErrorReason;

/** Refuses messages that break the rules of their contract, naming each field that does. */
public final class ValidationInterceptor implements ServerInterceptor {
  private static final int MAX_NAMED = 10;
  private final Validator validator = ValidatorFactory.newBuilder().build();

  @Override
  public <Q, A> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
    return new SimpleForwardingServerCallListener<>(next.startCall(call, headers)) {
      @Override
      public void onMessage(Q message) {
        if (message instanceof Message checked) {
          validate(checked);
        }
        super.onMessage(message);
      }
    };
  }

  private void validate(Message message) {
    ValidationResult result;
    try {
      result = validator.validate(message);
    } catch (ValidationException e) {
      throw new IllegalStateException(
          "the rules of " + message.getDescriptorForType() + " are wrong", e);
    }
    if (result.isSuccess()) {
      return;
    }
    ApiException refusal =
        ApiException.of(
            Code.INVALID_ARGUMENT,
            ErrorReason.INVALID_FIELD,
            "the request breaks the rules of a field");
    result.toProto().getViolationsList().stream()
        .limit(MAX_NAMED)
        .forEach(v -> refusal.violation(FieldPaths.of(v.getField()), v.getMessage()));
    throw refusal;
  }
}
