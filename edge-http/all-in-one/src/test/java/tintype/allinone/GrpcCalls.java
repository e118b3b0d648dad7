package tintype.allinone;

import com.google.api.HttpBody;
import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientInterceptors;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.MetadataUtils;
import java.io.ByteArrayOutputStream;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import tintype.media.v1.DownloadRequest;
import tintype.media.v1.DownloadServiceGrpc;
import tintype.media.v1.Media;
import tintype.media.v1.UploadRequest;
import tintype.media.v1.UploadServiceGrpc;
import tintype.platform.auth.AuthInterceptor;
import tintype.platform.rpc.WritePositions;

/** Calls the services on their own ports, and sends back where writes stand. */
final class GrpcCalls implements Calls, AutoCloseable {
  private static final int PIECE_BYTES = 64 << 10;

  private final Map<String, ManagedChannel> channels = new HashMap<>();
  private final Map<String, WritePositions> written = Echo.memory();

  GrpcCalls(Map<String, Integer> ports) {
    for (String service : new String[] {"account", "graph", "media", "feed"}) {
      channels.put(
          service,
          NettyChannelBuilder.forAddress("127.0.0.1", ports.get(service + "-port"))
              .usePlaintext()
              .build());
    }
  }

  /** The channel of the service that has the method. */
  Channel channel(MethodDescriptor<?, ?> method, String token) {
    // A contract's package is named after its service: tintype.graph.v1.
    Channel channel = channels.get(method.getServiceName().split("\\.")[1]);
    if (token.isEmpty()) {
      return channel;
    }
    Metadata headers = new Metadata();
    headers.put(AuthInterceptor.AUTHORIZATION, "Bearer " + token);
    return ClientInterceptors.intercept(
        channel, MetadataUtils.newAttachHeadersInterceptor(headers), Echo.of(token, written));
  }

  @Override
  public <Q extends Message, A extends Message> A call(
      MethodDescriptor<Q, A> method, Q request, String token) {
    try {
      return ClientCalls.blockingUnaryCall(channel(method, token), method, patient(), request);
    } catch (StatusRuntimeException e) {
      throw Refused.of(e);
    }
  }

  @Override
  public Media upload(String token, String contentType, byte[] bytes, String requestId) {
    var call =
        ClientCalls.blockingClientStreamingCall(
            channel(UploadServiceGrpc.getUploadMethod(), token),
            UploadServiceGrpc.getUploadMethod(),
            patient());
    try {
      HttpBody.Builder first = HttpBody.newBuilder().setContentType(contentType);
      for (int from = 0; from == 0 || from < bytes.length; from += PIECE_BYTES) {
        int size = Math.min(PIECE_BYTES, bytes.length - from);
        boolean taken =
            call.write(
                UploadRequest.newBuilder()
                    .setRequestId(from == 0 ? requestId : "")
                    .setData(first.setData(ByteString.copyFrom(bytes, from, size)))
                    .build());
        if (!taken) {
          break;
        }
        first.clear();
      }
      call.halfClose();
      return call.read().getMedia();
    } catch (io.grpc.StatusException e) {
      throw Refused.of(new StatusRuntimeException(e.getStatus(), e.getTrailers()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public Download download(String token, String mediaId, String rendition) {
    var method = DownloadServiceGrpc.getDownloadMethod();
    var request = DownloadRequest.newBuilder().setMediaId(mediaId).setRendition(rendition).build();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    String type = "";
    try {
      Iterator<HttpBody> pieces =
          ClientCalls.blockingServerStreamingCall(
              channel(method, token), method, patient(), request);
      while (pieces.hasNext()) {
        HttpBody piece = pieces.next();
        type = type.isEmpty() ? piece.getContentType() : type;
        bytes.writeBytes(piece.getData().toByteArray());
      }
    } catch (StatusRuntimeException e) {
      throw Refused.of(e);
    }
    return new Download(type, bytes.toByteArray());
  }

  @Override
  public void close() {
    channels.values().forEach(ManagedChannel::shutdownNow);
  }

  /** Nothing here takes that long; a call that never ends fails its test instead of the build. */
  private static CallOptions patient() {
    return CallOptions.DEFAULT.withDeadlineAfter(30, TimeUnit.SECONDS);
  }
}
