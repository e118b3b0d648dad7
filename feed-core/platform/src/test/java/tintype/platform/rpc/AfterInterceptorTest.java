package tintype.platform.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.api.HttpBody;
import io.grpc.Channel;
import io.grpc.ClientInterceptors;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Server;
import io.grpc.ServerInterceptors;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.inprocess.InProcessServerBuilder;
import io.grpc.stub.MetadataUtils;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tintype.feed.v1.FeedServiceGrpc;
import tintype.feed.v1.GetHomeFeedRequest;
import tintype.feed.v1.GetHomeFeedResponse;
import tintype.graph.v1.FollowRequest;
import tintype.graph.v1.FollowResponse;
import tintype.graph.v1.GraphServiceGrpc;
import tintype.media.v1.DownloadRequest;
import tintype.media.v1.DownloadServiceGrpc;
import tintype.media.v1.UploadRequest;
import tintype.media.v1.UploadResponse;
import tintype.media.v1.UploadServiceGrpc;
import tintype.rpc.v1.ErrorReason;

/** What calls are told of writes, over servers in the process. */
class AfterInterceptorTest {
  private static final MethodDescriptor<GetHomeFeedRequest, GetHomeFeedResponse> READ =
      FeedServiceGrpc.getGetHomeFeedMethod();
  private static final MethodDescriptor<FollowRequest, FollowResponse> WRITE =
      GraphServiceGrpc.getFollowMethod();

  private final Deque<Server> servers = new ArrayDeque<>();
  private final Deque<ManagedChannel> channels = new ArrayDeque<>();
  private final AtomicReference<Metadata> headers = new AtomicReference<>();
  private final AtomicReference<Metadata> trailers = new AtomicReference<>();

  @AfterEach
  void close() {
    channels.forEach(ManagedChannel::shutdownNow);
    servers.forEach(Server::shutdownNow);
  }

  @Test
  void anAnswerTellsOfItsWrites() {
    Channel graph =
        write(
            () -> {
              CallWrites.note(new WritePosition("graph", 5));
              CallWrites.note(new WritePosition("graph", 6));
            });

    follow(graph, "");

    assertThat(headers.get().get(CallWrites.METADATA)).isEqualTo("graph:6,graph:5");
    assertThat(trailers.get().containsKey(CallWrites.METADATA)).isFalse();
  }

  @Test
  void whatWritesNothingTellsNothing() {
    Channel graph = write(() -> {});

    follow(graph, "graph:4");

    assertThat(headers.get().containsKey(CallWrites.METADATA)).isFalse();
    assertThat(trailers.get().containsKey(CallWrites.METADATA)).isFalse();
  }

  @Test
  void aFailureAfterACommitTellsOfItAllTheSame() {
    Channel graph =
        write(
            () -> {
              CallWrites.note(new WritePosition("graph", 5));
              throw ApiException.notFound(ErrorReason.ROUTE_NOT_FOUND, "gone");
            });

    assertThatThrownBy(() -> follow(graph, "")).hasMessage("NOT_FOUND: gone");

    assertThat(trailers.get().get(CallWrites.METADATA)).isEqualTo("graph:5");
  }

  @Test
  void aReadIsToldWhatToSeeAndElseLeftAlone() {
    List<String> seen = new ArrayList<>();
    Channel feed = read(() -> seen.add(CallWrites.after() + " " + (CallWrites.current() != null)));

    feed(feed, "");
    feed(feed, "media:7, graph:9");

    assertThat(seen).containsExactly(" false", "graph:9,media:7 true");
  }

  @Test
  void whatIsNoListIsRefused() {
    Channel feed = read(() -> {});

    for (String text : List.of("graph", "graph:1,".repeat(17), "x".repeat(700))) {
      assertThatThrownBy(() -> feed(feed, text))
          .isInstanceOfSatisfying(
              StatusRuntimeException.class,
              e -> assertThat(e.getStatus().getCode()).isEqualTo(Code.INVALID_ARGUMENT))
          .hasMessageContaining("tintype-after: ");
    }
  }

  @Test
  void whatAServiceWritesForACallIsToldUpwards() {
    Channel graph = write(() -> CallWrites.note(new WritePosition("graph", 5)));
    Channel between =
        write(
            () -> {
              follow(onward(graph), "");
              CallWrites.note(new WritePosition("account", 6));
            });

    follow(between, "");

    assertThat(headers.get().get(CallWrites.METADATA)).isEqualTo("account:6,graph:5");
  }

  @Test
  void whatMustBeSeenGoesOnWithWhatWasWrittenMeanwhile() {
    List<String> seen = new ArrayList<>();
    Channel feed = read(() -> seen.add(CallWrites.after().toString()));
    Channel between =
        write(
            () -> {
              feed(onward(feed), "");
              CallWrites.note(new WritePosition("account", 6));
              feed(onward(feed), "");
            });

    follow(between, "media:4");
    follow(between, "");

    assertThat(seen).containsExactly("media:4", "account:6,media:4", "", "account:6");
  }

  @Test
  void aStreamTellsInItsTrailersWhatCameAfterItsHeaders() {
    Channel media =
        serve(
            ServerServiceDefinition.builder(DownloadServiceGrpc.SERVICE_NAME)
                .addMethod(
                    DownloadServiceGrpc.getDownloadMethod(),
                    ServerCalls.asyncServerStreamingCall(
                        (DownloadRequest request, StreamObserver<HttpBody> answer) -> {
                          CallWrites.note(new WritePosition("media", 5));
                          answer.onNext(HttpBody.getDefaultInstance());
                          CallWrites.note(new WritePosition("media", 6));
                          answer.onCompleted();
                        }))
                .build(),
            false);

    DownloadServiceGrpc.newBlockingStub(captured(media, ""))
        .download(DownloadRequest.getDefaultInstance())
        .forEachRemaining(piece -> {});

    assertThat(headers.get().get(CallWrites.METADATA)).isEqualTo("media:5");
    assertThat(trailers.get().get(CallWrites.METADATA)).isEqualTo("media:6,media:5");
  }

  @Test
  void anUploadTellsWithItsAnswer() throws Exception {
    Channel media =
        serve(
            ServerServiceDefinition.builder(UploadServiceGrpc.SERVICE_NAME)
                .addMethod(
                    UploadServiceGrpc.getUploadMethod(),
                    ServerCalls.asyncClientStreamingCall(AfterInterceptorTest::uploaded))
                .build(),
            false);
    Ended<UploadResponse> ended = new Ended<>();

    var upload = UploadServiceGrpc.newStub(captured(media, "")).upload(ended);
    upload.onNext(UploadRequest.getDefaultInstance());
    upload.onCompleted();

    ended.done().get(10, TimeUnit.SECONDS);
    assertThat(headers.get().get(CallWrites.METADATA)).isEqualTo("media:5");
  }

  private static StreamObserver<UploadRequest> uploaded(StreamObserver<UploadResponse> answer) {
    return new StreamObserver<>() {
      @Override
      public void onNext(UploadRequest piece) {}

      @Override
      public void onError(Throwable failure) {}

      @Override
      public void onCompleted() {
        CallWrites.note(new WritePosition("media", 5));
        answer.onNext(UploadResponse.getDefaultInstance());
        answer.onCompleted();
      }
    };
  }

  private record Ended<A>(CompletableFuture<Void> done) implements StreamObserver<A> {
    Ended() {
      this(new CompletableFuture<>());
    }

    @Override
    public void onNext(A answer) {}

    @Override
    public void onError(Throwable failure) {
      done.completeExceptionally(failure);
    }

    @Override
    public void onCompleted() {
      done.complete(null);
    }
  }

  private Channel write(Runnable work) {
    return serve(
        ServerServiceDefinition.builder(GraphServiceGrpc.SERVICE_NAME)
            .addMethod(
                WRITE,
                ServerCalls.asyncUnaryCall(
                    (request, answer) ->
                        StreamWorkers.run(
                            answer,
                            () -> {
                              work.run();
                              answer.onNext(FollowResponse.getDefaultInstance());
                              answer.onCompleted();
                            })))
            .build(),
        false);
  }

  private Channel read(Runnable work) {
    return serve(
        ServerServiceDefinition.builder(FeedServiceGrpc.SERVICE_NAME)
            .addMethod(
                READ,
                ServerCalls.asyncUnaryCall(
                    (request, answer) -> {
                      work.run();
                      answer.onNext(GetHomeFeedResponse.getDefaultInstance());
                      answer.onCompleted();
                    }))
            .build(),
        true);
  }

  private Channel serve(ServerServiceDefinition service, boolean read) {
    Map<String, MethodPolicy> policies = new HashMap<>();
    service
        .getMethods()
        .forEach(
            method ->
                policies.put(
                    method.getMethodDescriptor().getFullMethodName(),
                    new MethodPolicy(Set.of(), Set.of(), Duration.ofSeconds(5), true, read)));
    String name = UUID.randomUUID().toString();
    try {
      servers.add(
          InProcessServerBuilder.forName(name)
              .addService(
                  ServerInterceptors.interceptForward(
                      service,
                      new ErrorInterceptor("tests.tintype", failure -> null),
                      new AfterInterceptor(policies)))
              .build()
              .start());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    channels.add(InProcessChannelBuilder.forName(name).build());
    return channels.getLast();
  }

  private static Channel onward(Channel channel) {
    return ClientInterceptors.intercept(channel, new AfterForwarding());
  }

  private void follow(Channel channel, String after) {
    GraphServiceGrpc.newBlockingStub(captured(channel, after))
        .follow(FollowRequest.getDefaultInstance());
  }

  private void feed(Channel channel, String after) {
    FeedServiceGrpc.newBlockingStub(captured(channel, after))
        .getHomeFeed(GetHomeFeedRequest.getDefaultInstance());
  }

  private Channel captured(Channel channel, String after) {
    Metadata extra = new Metadata();
    if (!after.isEmpty()) {
      extra.put(CallWrites.METADATA, after);
    }
    return ClientInterceptors.intercept(
        channel,
        MetadataUtils.newAttachHeadersInterceptor(extra),
        MetadataUtils.newCaptureMetadataInterceptor(headers, trailers));
  }
}
