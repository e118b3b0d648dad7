package tintype.edge;

import com.google.api.HttpBody;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.MethodDescriptor;
import io.grpc.protobuf.ProtoMethodDescriptorSupplier;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * One way from HTTP to an RPC.
 *
 * @param rpc the RPC
 * @param channel leads to its service
 * @param binding the HTTP side
 * @param kind how bodies move
 * @param binder makes requests
 * @param responseField the field of the answer that is shown, or null for all of it
 * @param deadline what the RPC declares
 * @param httpBytes whether the RPC reads Range and its kind, and says the status and the headers
 */
record Route(
    MethodDescriptor<Message, Message> rpc,
    Channel channel,
    HttpBinding binding,
    Kind kind,
    RequestBinder binder,
    FieldDescriptor responseField,
    Duration deadline,
    boolean httpBytes) {

  /** How bodies move. */
  enum Kind {
    /** A message in, a message out. */
    MESSAGE,
    /** The request's body is a stream of bytes. */
    UPLOAD,
    /** The answer's body is a stream of bytes. */
    DOWNLOAD
  }

  /** Whether a message type or field type stands for bytes of any kind. */
  static boolean isBytes(com.google.protobuf.Descriptors.Descriptor type) {
    return type.getFullName().equals(HttpBody.getDescriptor().getFullName());
  }

  /** What the .proto says of the RPC. */
  com.google.protobuf.Descriptors.MethodDescriptor schema() {
    return ((ProtoMethodDescriptorSupplier) rpc.getSchemaDescriptor()).getMethodDescriptor();
  }

  /** A call whose listener runs on the executor. */
  ClientCall<Message, Message> newCall(Executor executor) {
    return channel.newCall(
        rpc,
        CallOptions.DEFAULT
            .withExecutor(executor)
            .withDeadlineAfter(deadline.toMillis(), TimeUnit.MILLISECONDS));
  }

  @Override
  public String toString() {
    return rpc.getFullMethodName();
  }
}
