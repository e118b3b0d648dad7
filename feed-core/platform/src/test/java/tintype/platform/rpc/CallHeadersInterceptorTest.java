package tintype.platform.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.api.HttpBody;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerInterceptors;
import io.grpc.Status;
import io.grpc.Status.Code;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.inprocess.InProcessServerBuilder;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tintype.media.v1.DownloadRequest;
import tintype.media.v1.DownloadServiceGrpc;

class CallHeadersInterceptorTest {
  private static final Metadata.Key<String> ASKED = key("x-asked");
  private static final Metadata.Key<String> TOLD = key("x-told");

  private Server server;
  private ManagedChannel channel;

  @AfterEach
  void stop() {
    channel.shutdownNow();
    server.shutdownNow();
  }

  @Test
  void aHandlerReadsWhatCameAndItsOwnWordsGoBeforeItsFirstMessage() throws Exception {
    serve(
        (request, responses) -> {
          CallHeaders headers = CallHeaders.current();
          headers.answer("x-told", "first");
          headers.answer("x-told", headers.get("x-asked").orElse("nothing"));
          responses.send(HttpBody.getDefaultInstance());
          headers.answer("x-told", "too late");
        });

    Ended ended = call("one", "two");

    assertThat(ended.status().getCode()).isEqualTo(Code.OK);
    assertThat(ended.headers().getAll(TOLD)).containsExactly("two");
    assertThat(call().headers().getAll(TOLD)).containsExactly("nothing");
  }

  @Test
  void anAnswerWithoutAMessageHasThemAllTheSame() throws Exception {
    serve((request, responses) -> CallHeaders.current().answer("x-told", "not modified"));

    assertThat(call().headers().get(TOLD)).isEqualTo("not modified");
  }

  @Test
  void aRefusalHasNone() throws Exception {
    serve(
        (request, responses) -> {
          CallHeaders.current().answer("x-told", "secret");
          throw ApiException.invalidField("media_id", "wrong");
        });

    Ended ended = call();

    assertThat(ended.status().isOk()).isFalse();
    assertThat(ended.headers().containsKey(TOLD)).isFalse();
  }

  @Test
  void outsideOfACallThereAreNone() throws Exception {
    serve((request, responses) -> {});

    assertThatThrownBy(CallHeaders::current).isInstanceOf(IllegalStateException.class);
  }

  private record Ended(Metadata headers, Status status) {}

  private void serve(ServerStreamHandler<DownloadRequest, HttpBody> handler) throws Exception {
    var table =
        ServiceTable.of(DownloadServiceGrpc.getServiceDescriptor())
            .serverStreaming(DownloadServiceGrpc.getDownloadMethod(), handler)
            .build();
    String name = "call-headers-" + UUID.randomUUID();
    server =
        InProcessServerBuilder.forName(name)
            .addService(ServerInterceptors.intercept(table, new CallHeadersInterceptor()))
            .build()
            .start();
    channel = InProcessChannelBuilder.forName(name).build();
  }

  private Ended call(String... asked) throws Exception {
    Metadata sent = new Metadata();
    for (String value : asked) {
      sent.put(ASKED, value);
    }
    Metadata received = new Metadata();
    CompletableFuture<Status> closed = new CompletableFuture<>();
    var call = channel.newCall(DownloadServiceGrpc.getDownloadMethod(), CallOptions.DEFAULT);
    call.start(
        new ClientCall.Listener<>() {
          @Override
          public void onHeaders(Metadata headers) {
            received.merge(headers);
          }

          @Override
          public void onClose(Status status, Metadata trailers) {
            closed.complete(status);
          }
        },
        sent);
    call.sendMessage(DownloadRequest.getDefaultInstance());
    call.halfClose();
    call.request(2);
    return new Ended(received, closed.get(5, TimeUnit.SECONDS));
  }

  private static Metadata.Key<String> key(String name) {
    return Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER);
  }
}
