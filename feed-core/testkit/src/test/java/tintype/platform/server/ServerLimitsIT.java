package tintype.platform.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.common.util.concurrent.ListenableFuture;
import com.google.rpc.ErrorInfo;
import com.google.rpc.RetryInfo;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.protobuf.StatusProto;
import io.grpc.stub.MetadataUtils;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tintype.feed.v1.FeedServiceGrpc;
import tintype.feed.v1.FeedServiceGrpc.FeedServiceBlockingStub;
import tintype.feed.v1.FeedServiceGrpc.FeedServiceFutureStub;
import tintype.feed.v1.GetHomeFeedRequest;
import tintype.feed.v1.GetHomeFeedResponse;
import tintype.feed.v1.ListHomePostsRequest;
import tintype.feed.v1.ListHomePostsResponse;
import tintype.platform.config.Config;
import tintype.platform.sql.Keyspace;
import tintype.testkit.Eventually;
import tintype.testkit.TestDatabase;
import tintype.testkit.TestInstallation;

/** Each limit of a gRPC server: what is just under it passes, what is over it is told so. */
class ServerLimitsIT {
  private static final Duration SOON = Duration.ofSeconds(10);
  private static final int ENHANCE_YOUR_CALM = 11;

  @RegisterExtension
  @Order(1)
  static final TestDatabase database = TestDatabase.of(Keyspace.ACCOUNT);

  @RegisterExtension
  @Order(2)
  static final TestInstallation installation = TestInstallation.over(database, Keyspace.ACCOUNT);

  private final ListHomePostsRequest request = ListHomePostsRequest.getDefaultInstance();
  private final AtomicInteger begun = new AtomicInteger();
  private final CountDownLatch answer = new CountDownLatch(1);
  private RunningService service;
  private ManagedChannel channel;

  private void start(Map<String, String> settings) throws IOException {
    ServerConfig config = Config.of(settings).bind("grpc", ServerConfig.defaults());
    var probe =
        new ProbeService(
            installation.installation(),
            r -> GetHomeFeedResponse.getDefaultInstance(),
            this::answerOnceAllowed);
    service = RunningService.start(probe, config, 0);
    channel = NettyChannelBuilder.forAddress("127.0.0.1", service.port()).usePlaintext().build();
  }

  private ListHomePostsResponse answerOnceAllowed(ListHomePostsRequest any) {
    begun.incrementAndGet();
    try {
      answer.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return ListHomePostsResponse.getDefaultInstance();
  }

  @AfterEach
  void stop() {
    answer.countDown();
    channel.shutdownNow();
    service.close();
  }

  private FeedServiceBlockingStub stub() {
    return installation.asAccount(FeedServiceGrpc.newBlockingStub(channel), 7);
  }

  private FeedServiceFutureStub futures() {
    return installation.asAccount(FeedServiceGrpc.newFutureStub(channel), 7);
  }

  /** A request of this many bytes. */
  private static ListHomePostsRequest ofBytes(int bytes) {
    var full = ListHomePostsRequest.newBuilder().setPageToken("x".repeat(bytes)).build();
    int around = full.getSerializedSize() - bytes;
    return ListHomePostsRequest.newBuilder().setPageToken("x".repeat(bytes - around)).build();
  }

  private StatusRuntimeException refusal(ListHomePostsRequest message) {
    return catchThrowableOfType(StatusRuntimeException.class, () -> stub().listHomePosts(message));
  }

  @Test
  void aMessageHoldsOneMebibyte() throws Exception {
    start(Map.of());
    int limit = 1 << 20;
    // The field has its own rule, and is asked only for what the transport and we let through.
    assertThat(reasonOf(refusal(ofBytes(limit)))).isEqualTo("INVALID_FIELD");
    StatusRuntimeException over = refusal(ofBytes(limit + 1));
    assertThat(over.getStatus().getCode()).isEqualTo(Code.RESOURCE_EXHAUSTED);
    assertThat(reasonOf(over)).isEqualTo("MESSAGE_TOO_LARGE");
    assertThat(info(over).getMetadataMap()).containsEntry("limit", "" + limit);
  }

  @Test
  void farLargerMessagesAreRefusedByTheTransport() throws Exception {
    start(Map.of());
    ListenableFuture<ListHomePostsResponse> other = futures().listHomePosts(request);
    StatusRuntimeException over = refusal(ofBytes((4 << 20) + 1));
    // No interceptor sees these, so there are no details; the code and the sentence are gRPC's.
    assertThat(over.getStatus().getCode()).isEqualTo(Code.RESOURCE_EXHAUSTED);
    assertThat(over.getStatus().getDescription()).contains("4194304");
    answer.countDown();
    assertThat(other.get(10, TimeUnit.SECONDS)).isNotNull();
  }

  @Test
  void metadataHoldsEightKibibytes() throws Exception {
    start(Map.of());
    answer.countDown();
    assertThat(withMetadata(7_000).listHomePosts(request)).isNotNull();
    StatusRuntimeException over =
        catchThrowableOfType(
            StatusRuntimeException.class, () -> withMetadata(8_192).listHomePosts(request));
    // A client knows the server's limit by its settings and does not even send.
    assertThat(over.getStatus().getCode()).isEqualTo(Code.INTERNAL);
    assertThat(over).hasStackTraceContaining("8192");
    assertThat(stub().listHomePosts(request)).isNotNull();
  }

  private FeedServiceBlockingStub withMetadata(int bytes) {
    Metadata metadata = new Metadata();
    metadata.put(Metadata.Key.of("x-padding", Metadata.ASCII_STRING_MARSHALLER), "x".repeat(bytes));
    return stub().withInterceptors(MetadataUtils.newAttachHeadersInterceptor(metadata));
  }

  @Test
  void oneCallTooManyIsAskedToComeAgain() throws Exception {
    start(Map.of("grpc-max-calls", "2"));
    List<ListenableFuture<ListHomePostsResponse>> running = new ArrayList<>();
    for (int i = 1; i <= 2; i++) {
      running.add(futures().listHomePosts(request));
      int expected = i;
      Eventually.await(SOON, () -> begun.get() == expected);
    }
    StatusRuntimeException over =
        catchThrowableOfType(StatusRuntimeException.class, () -> stub().listHomePosts(request));
    assertThat(over.getStatus().getCode()).isEqualTo(Code.UNAVAILABLE);
    assertThat(reasonOf(over)).isEqualTo("TRY_AGAIN");
    assertThat(StatusProto.fromThrowable(over).getDetailsList())
        .anyMatch(detail -> detail.is(RetryInfo.class));
    assertThat(begun.get()).isEqualTo(2);

    answer.countDown();
    for (ListenableFuture<ListHomePostsResponse> call : running) {
      assertThat(call.get(10, TimeUnit.SECONDS)).isNotNull();
    }
    for (int i = 0; i < 5; i++) {
      Eventually.awaitPass(SOON, () -> assertThat(stub().listHomePosts(request)).isNotNull());
    }
  }

  @Test
  void aCallThatIsGivenUpKeepsItsPlaceUntilItsHandlerEnds() throws Exception {
    start(Map.of("grpc-max-calls", "1"));
    ListenableFuture<ListHomePostsResponse> first = futures().listHomePosts(request);
    Eventually.await(SOON, () -> begun.get() == 1);
    first.cancel(true);
    assertThatThrownBy(() -> stub().listHomePosts(request)).hasMessageContaining("try again");
    answer.countDown();
    Eventually.awaitPass(SOON, () -> assertThat(stub().listHomePosts(request)).isNotNull());
  }

  @Test
  void callsBeyondThoseOfOneConnectionWait() throws Exception {
    start(Map.of("grpc-max-calls-per-connection", "2"));
    List<ListenableFuture<ListHomePostsResponse>> calls = new ArrayList<>();
    // The first answer brings the server's settings; until then a client knows of no limit.
    stub().getHomeFeed(GetHomeFeedRequest.newBuilder().setAccountId(7).build());
    for (int i = 0; i < 3; i++) {
      calls.add(futures().listHomePosts(request));
    }
    Eventually.await(SOON, () -> begun.get() == 2);
    answer.countDown();
    for (ListenableFuture<ListHomePostsResponse> call : calls) {
      assertThat(call.get(10, TimeUnit.SECONDS)).isNotNull();
    }
  }

  @Test
  void aFloodOfResetsEndsTheConnection() throws Exception {
    start(Map.of("grpc-max-resets-per-window", "20"));
    ListenableFuture<ListHomePostsResponse> other = futures().listHomePosts(request);
    Eventually.await(SOON, () -> begun.get() == 1);
    reset(15);
    assertThat(other.isDone()).isFalse();
    reset(15);
    assertThatThrownBy(() -> other.get(10, TimeUnit.SECONDS))
        .isInstanceOf(ExecutionException.class)
        .hasMessageContaining("ENHANCE_YOUR_CALM")
        .hasMessageContaining("too_many_rststreams");
    answer.countDown();
    assertThat(stub().withWaitForReady().listHomePosts(request)).isNotNull();
  }

  /** Calls that reach the server and are given up then. */
  private void reset(int calls) {
    for (int i = 0; i < calls; i++) {
      int before = begun.get();
      ListenableFuture<ListHomePostsResponse> call = futures().listHomePosts(request);
      Eventually.await(SOON, () -> begun.get() > before || call.isDone());
      call.cancel(true);
    }
  }

  @Test
  void pingsMoreOftenThanPermittedEndTheConnection() throws Exception {
    start(Map.of());
    try (RawConnection connection = new RawConnection(service.port())) {
      for (int i = 0; i < 4; i++) {
        connection.ping();
      }
      assertThat(connection.goAway()).isEqualTo(ENHANCE_YOUR_CALM + " too_many_pings");
    }
  }

  @Test
  void aConnectionWithoutCallsIsClosed() throws Exception {
    start(Map.of("grpc-max-connection-idle", "200ms"));
    try (RawConnection connection = new RawConnection(service.port())) {
      assertThat(connection.goAway()).isEqualTo("0 max_idle");
    }
  }

  @Test
  void anOldConnectionIsClosedOnceItsCallsHaveEnded() throws Exception {
    start(Map.of("grpc-max-connection-age", "300ms"));
    ListenableFuture<ListHomePostsResponse> call = futures().listHomePosts(request);
    try (RawConnection connection = new RawConnection(service.port())) {
      assertThat(connection.goAway()).isEqualTo("0 max_age");
    }
    answer.countDown();
    assertThat(call.get(10, TimeUnit.SECONDS)).isNotNull();
  }

  private static String reasonOf(StatusRuntimeException failure) {
    return info(failure).getReason();
  }

  private static ErrorInfo info(StatusRuntimeException failure) {
    return StatusProto.fromThrowable(failure).getDetailsList().stream()
        .filter(detail -> detail.is(ErrorInfo.class))
        .map(
            detail -> {
              try {
                return detail.unpack(ErrorInfo.class);
              } catch (com.google.protobuf.InvalidProtocolBufferException e) {
                throw new AssertionError(e);
              }
            })
        .findFirst()
        .orElseThrow();
  }
}
