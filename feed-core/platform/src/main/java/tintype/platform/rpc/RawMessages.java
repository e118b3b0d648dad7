package tintype.platform.rpc;

import io.grpc.MethodDescriptor;
import io.grpc.ServerInterceptors;
import io.grpc.ServerServiceDefinition;
import java.io.InputStream;

/**
 * Messages as the transport hands them over. gRPC reads a message before any interceptor hears of
 * it, and answers one that cannot be read without details; over these, it is read inside of those
 * interceptors that stand around the table. Nothing is copied: between two services of one process
 * a message still passes as the object that it is.
 */
public final class RawMessages implements MethodDescriptor.Marshaller<InputStream> {
  static final RawMessages MARSHALLER = new RawMessages();

  private RawMessages() {}

  /** The same services, taking and giving raw messages. */
  public static ServerServiceDefinition over(ServerServiceDefinition table) {
    return ServerInterceptors.useMarshalledMessages(table, MARSHALLER);
  }

  @Override
  public InputStream stream(InputStream message) {
    return message;
  }

  @Override
  public InputStream parse(InputStream message) {
    return message;
  }
}
