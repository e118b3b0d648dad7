package tintype.platform.rpc;

import com.google.protobuf.DescriptorProtos.MethodOptions;
import com.google.protobuf.DescriptorProtos.MethodOptions.IdempotencyLevel;
import io.grpc.MethodDescriptor;
import io.grpc.protobuf.ProtoMethodDescriptorSupplier;
import java.time.Duration;
import java.util.Set;
import tintype.rpc.v1.Auth;
import tintype.rpc.v1.Auth.Caller;
import tintype.rpc.v1.Call;
import tintype.rpc.v1.Options;

/**
 * What the contract declares of an RPC: who may call, how long, and whether a repeat is safe.
 *
 * @param callers the kinds of caller; never empty
 * @param services the services that may call or act on behalf of an account
 * @param deadline the longest that a call may take
 * @param idempotent whether a repeat changes nothing
 * @param read whether it has no effects at all
 */
public record MethodPolicy(
    Set<Caller> callers,
    Set<String> services,
    Duration deadline,
    boolean idempotent,
    boolean read) {
  private static final int DEFAULT_DEADLINE_MS = 5_000;

  /** Fails where the contract does not say who may call, or says nothing of repeats. */
  public static MethodPolicy of(MethodDescriptor<?, ?> method) {
    MethodOptions options =
        ((ProtoMethodDescriptorSupplier) method.getSchemaDescriptor())
            .getMethodDescriptor()
            .getOptions();
    Auth auth = options.getExtension(Options.auth);
    Call call = options.getExtension(Options.call);
    boolean idempotent = options.getIdempotencyLevel() != IdempotencyLevel.IDEMPOTENCY_UNKNOWN;
    check(method, auth.getCallersCount() > 0, "tintype.rpc.v1.auth");
    check(
        method,
        idempotent == call.getNotIdempotent().isEmpty(),
        "one of idempotency_level and not_idempotent");
    int millis = call.getDeadlineMs() == 0 ? DEFAULT_DEADLINE_MS : call.getDeadlineMs();
    return new MethodPolicy(
        Set.copyOf(auth.getCallersList()),
        Set.copyOf(auth.getServicesList()),
        Duration.ofMillis(millis),
        idempotent,
        options.getIdempotencyLevel() == IdempotencyLevel.NO_SIDE_EFFECTS);
  }

  public boolean allows(Caller kind) {
    return callers.contains(kind);
  }

  private static void check(MethodDescriptor<?, ?> method, boolean holds, String expected) {
    if (!holds) {
      throw new IllegalStateException(
          method.getFullMethodName() + ": incomplete declaration (expected: " + expected + ")");
    }
  }
}
