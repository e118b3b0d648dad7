package tintype.platform.rpc;

import io.grpc.HandlerRegistry;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.ServerCall;
import io.grpc.ServerMethodDefinition;
import io.grpc.Status.Code;
import io.grpc.StatusException;
import java.io.InputStream;
import tintype.rpc.v1.ErrorReason;

/** Every method that no service of a server has: refused with METHOD_UNKNOWN. */
public final class UnknownMethods extends HandlerRegistry {
  private final String domain;

  /**
   * @param domain of the errors
   */
  public UnknownMethods(String domain) {
    this.domain = domain;
  }

  @Override
  public ServerMethodDefinition<?, ?> lookupMethod(String name, String authority) {
    MethodDescriptor<InputStream, InputStream> method =
        MethodDescriptor.newBuilder(RawMessages.MARSHALLER, RawMessages.MARSHALLER)
            .setType(MethodType.UNKNOWN)
            .setFullMethodName(name)
            .build();
    return ServerMethodDefinition.create(method, this::refuse);
  }

  private ServerCall.Listener<InputStream> refuse(
      ServerCall<InputStream, InputStream> call, Metadata headers) {
    StatusException refusal =
        ApiException.of(Code.UNIMPLEMENTED, ErrorReason.METHOD_UNKNOWN, "no such RPC here")
            .toStatus(domain);
    call.close(refusal.getStatus(), refusal.getTrailers());
    return new ServerCall.Listener<>() {};
  }
}
