package tintype.platform.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.api.HttpBody;
import com.google.protobuf.ByteString;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerInterceptors;
import io.grpc.Status;
import io.grpc.Status.Code;
import io.grpc.StatusException;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.NettyServerBuilder;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tintype.media.v1.DownloadRequest;
import tintype.media.v1.DownloadServiceGrpc;
import tintype.rpc.v1.Auth;
import tintype.rpc.v1.ErrorReason;

/** How calls end over a real connection: one in the process has no flow control of bytes. */
class CallEndsTest {
  private static final Duration DEADLINE = Duration.ofMillis(300);
  private static final ByteString PIECE = ByteString.copyFrom(new byte[64 * 1024]);

  private Server server;
  private ManagedChannel channel;

  @AfterEach
  void stop() {
    channel.shutdownNow();
    server.shutdownNow();
  }

  @Test
  void theDeadlineEndsAHandlerWhoseClientTakesNothing() throws Exception {
    CompletableFuture<String> ended = new CompletableFuture<>();
    serve(
        (request, responses) -> {
          try {
            while (true) {
              responses.send(HttpBody.newBuilder().setData(PIECE).build());
            }
          } catch (ApiException e) {
            ended.complete(e.reason());
            throw e;
          }
        });

    call(0);

    assertThat(ended.get(5, TimeUnit.SECONDS)).isEqualTo("CALL_CANCELLED");
  }

  @Test
  void whatAServiceSaysOfOurOwnTokenIsAFaultOfOurs() throws Exception {
    for (ErrorReason reason :
        List.of(
            ErrorReason.TOKEN_EXPIRED, ErrorReason.TOKEN_INVALID, ErrorReason.CALLER_NOT_ALLOWED)) {
      Closed closed = failingAsACalledService(Code.UNAUTHENTICATED, reason);

      assertThat(closed.status().getCode()).isEqualTo(Code.INTERNAL);
      assertThat(ErrorInterceptor.reasonOf(closed.trailers())).isEqualTo("INTERNAL_ERROR");
    }
  }

  @Test
  void whatElseACalledServiceSaysIsPassedOn() throws Exception {
    Closed absent = failingAsACalledService(Code.UNAUTHENTICATED, ErrorReason.TOKEN_MISSING);
    assertThat(absent.status().getCode()).isEqualTo(Code.UNAUTHENTICATED);
    assertThat(ErrorInterceptor.reasonOf(absent.trailers())).isEqualTo("TOKEN_MISSING");
  }

  private Closed failingAsACalledService(Code code, ErrorReason reason) throws Exception {
    if (server != null) {
      stop();
    }
    StatusException told = ApiException.of(code, reason, "of a service").toStatus("graph.tintype");
    serve(
        (request, responses) -> {
          throw new StatusRuntimeException(told.getStatus(), told.getTrailers());
        });
    return call(1).get(5, TimeUnit.SECONDS);
  }

  private record Closed(Status status, Metadata trailers) {}

  private void serve(ServerStreamHandler<DownloadRequest, HttpBody> handler) throws Exception {
    var method = DownloadServiceGrpc.getDownloadMethod();
    var policy = new MethodPolicy(Set.of(Auth.Caller.ANYONE), Set.of(), DEADLINE, true, true);
    var table =
        ServiceTable.of(DownloadServiceGrpc.getServiceDescriptor())
            .serverStreaming(method, handler)
            .build();
    server =
        NettyServerBuilder.forAddress(new InetSocketAddress("127.0.0.1", 0))
            .addService(
                ServerInterceptors.interceptForward(
                    table,
                    new ErrorInterceptor("media.tintype", failure -> null),
                    new DeadlineInterceptor(Map.of(method.getFullMethodName(), policy))))
            .build()
            .start();
    channel = NettyChannelBuilder.forAddress("127.0.0.1", server.getPort()).usePlaintext().build();
  }

  private CompletableFuture<Closed> call(int messages) {
    CompletableFuture<Closed> closed = new CompletableFuture<>();
    var call = channel.newCall(DownloadServiceGrpc.getDownloadMethod(), CallOptions.DEFAULT);
    call.start(
        new ClientCall.Listener<HttpBody>() {
          @Override
          public void onClose(Status status, Metadata trailers) {
            closed.complete(new Closed(status, trailers));
          }
        },
        new Metadata());
    call.sendMessage(DownloadRequest.getDefaultInstance());
    call.halfClose();
    if (messages > 0) {
      call.request(messages);
    }
    return closed;
  }
}
