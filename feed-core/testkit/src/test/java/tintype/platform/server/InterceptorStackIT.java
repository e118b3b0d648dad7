package tintype.platform.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Any;
import com.google.rpc.BadRequest;
import com.google.rpc.ErrorInfo;
import com.google.rpc.RetryInfo;
import io.grpc.ManagedChannel;
import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.protobuf.StatusProto;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tintype.feed.v1.FeedServiceGrpc;
import tintype.feed.v1.FeedServiceGrpc.FeedServiceBlockingStub;
import tintype.feed.v1.GetHomeFeedRequest;
import tintype.feed.v1.GetHomeFeedResponse;
import tintype.feed.v1.ListHomePostsRequest;
import tintype.feed.v1.ListHomePostsResponse;
import tintype.platform.rpc.ApiException;
import tintype.platform.rpc.Caller;
import tintype.platform.rpc.RequestId;
import tintype.platform.rpc.UnaryHandler;
import tintype.platform.sql.DatabaseUnavailableException;
import tintype.platform.sql.Keyspace;
import tintype.testkit.TestDatabase;
import tintype.testkit.TestInstallation;

/** The one stack, around a service whose verbs do what a test asks of them. */
class InterceptorStackIT {
  @RegisterExtension
  @Order(1)
  static final TestDatabase database = TestDatabase.of(Keyspace.ACCOUNT);

  @RegisterExtension
  @Order(2)
  static final TestInstallation installation = TestInstallation.over(database, Keyspace.ACCOUNT);

  private static final UnaryHandler<GetHomeFeedRequest, GetHomeFeedResponse> EMPTY =
      request -> GetHomeFeedResponse.getDefaultInstance();
  private static final AtomicReference<UnaryHandler<GetHomeFeedRequest, GetHomeFeedResponse>> verb =
      new AtomicReference<>(EMPTY);
  private static RunningService service;

  private final FeedServiceBlockingStub stub =
      FeedServiceGrpc.newBlockingStub(installation.channel("feed"));
  private final GetHomeFeedRequest request =
      GetHomeFeedRequest.newBuilder().setAccountId(7).build();

  @BeforeAll
  static void start() {
    service =
        installation.start(
            i ->
                new ProbeService(
                    i, r -> verb.get().handle(r), r -> ListHomePostsResponse.getDefaultInstance()));
  }

  @BeforeEach
  void answerEmpty() {
    verb.set(EMPTY);
  }

  @Test
  void theHandlerKnowsItsCaller() {
    AtomicReference<Caller> seen = new AtomicReference<>();
    verb.set(
        r -> {
          seen.set(Caller.current());
          return GetHomeFeedResponse.getDefaultInstance();
        });
    installation.asAccount(stub, 7, 9).getHomeFeed(request);
    assertThat(seen.get()).isEqualTo(new Caller("", 7, 9));
    installation.asService(stub, "tools").getHomeFeed(request);
    assertThat(seen.get()).isEqualTo(new Caller("tools", 0, 0));
    installation.onBehalfOf(stub, "tools", 5).getHomeFeed(request);
    assertThat(seen.get()).isEqualTo(new Caller("tools", 5, 0));
  }

  @Test
  void whoTheContractDoesNotNameIsRefused() {
    assertRefused(Code.UNAUTHENTICATED, "TOKEN_MISSING", () -> stub.getHomeFeed(request));
    assertRefused(
        Code.PERMISSION_DENIED,
        "CALLER_NOT_ALLOWED",
        () -> installation.asService(stub, "media").getHomeFeed(request));
    // ListHomePosts is for accounts: a service that acts for nobody is none.
    assertRefused(
        Code.PERMISSION_DENIED,
        "CALLER_NOT_ALLOWED",
        () ->
            installation
                .asService(stub, "tools")
                .listHomePosts(ListHomePostsRequest.getDefaultInstance()));
  }

  @Test
  void aForgedTokenIsRefused() {
    String token =
        installation
            .signer("graph")
            .accessToken(7, 9, installation.installation().clock().instant().plusSeconds(60));
    assertRefused(
        Code.UNAUTHENTICATED, "TOKEN_INVALID", () -> withToken(token).getHomeFeed(request));
    assertRefused(
        Code.UNAUTHENTICATED, "TOKEN_INVALID", () -> withToken("nonsense").getHomeFeed(request));
  }

  @Test
  void aServiceTokenFromOutsideIsRefused() {
    var metadata = new io.grpc.Metadata();
    metadata.put(tintype.platform.auth.AuthInterceptor.FORWARDED, "edge");
    var forwarded =
        stub.withInterceptors(io.grpc.stub.MetadataUtils.newAttachHeadersInterceptor(metadata));
    assertRefused(
        Code.UNAUTHENTICATED,
        "TOKEN_INVALID",
        () -> installation.asService(forwarded, "tools").getHomeFeed(request));
    installation.asAccount(forwarded, 7).getHomeFeed(request);
  }

  @Test
  void aBadFieldIsNamed() throws Exception {
    StatusRuntimeException refusal =
        assertRefused(
            Code.INVALID_ARGUMENT,
            "INVALID_FIELD",
            () ->
                installation
                    .asService(stub, "tools")
                    .getHomeFeed(request.toBuilder().setPageSize(-3).build()));
    BadRequest details = detail(refusal, BadRequest.class);
    assertThat(details.getFieldViolations(0).getField()).isEqualTo("page_size");
  }

  @Test
  void anApiExceptionGoesOutAsItIs() throws Exception {
    verb.set(
        r -> {
          throw ApiException.tryAgain("busy", Duration.ofMillis(250), null).with("queue", 3);
        });
    StatusRuntimeException refusal =
        assertRefused(
            Code.UNAVAILABLE,
            "TRY_AGAIN",
            () -> installation.asAccount(stub, 7).getHomeFeed(request));
    assertThat(detail(refusal, ErrorInfo.class).getMetadataMap()).containsEntry("queue", "3");
    assertThat(detail(refusal, ErrorInfo.class).getDomain()).isEqualTo("feed.tintype");
    assertThat(detail(refusal, RetryInfo.class).getRetryDelay().getNanos()).isEqualTo(250_000_000);
  }

  @Test
  void aFaultOfOursShowsNothingOfTheInside() {
    verb.set(
        r -> {
          throw new IllegalStateException("secret of the inside");
        });
    StatusRuntimeException failure =
        assertRefused(
            Code.INTERNAL,
            "INTERNAL_ERROR",
            () -> installation.asAccount(stub, 7).getHomeFeed(request));
    assertThat(failure.getMessage()).doesNotContain("secret");
  }

  @Test
  void aDatabaseThatIsAwayIsNeverAFaultOfOurs() {
    verb.set(
        r -> {
          throw new DatabaseUnavailableException("no connection", null);
        });
    assertRefused(
        Code.UNAVAILABLE, "TRY_AGAIN", () -> installation.asAccount(stub, 7).getHomeFeed(request));
  }

  @Test
  void theContractsDeadlineHoldsWhereTheCallerSetsALaterOne() {
    CountDownLatch never = new CountDownLatch(1);
    verb.set(
        r -> {
          try {
            never.await(10, TimeUnit.SECONDS);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          return GetHomeFeedResponse.getDefaultInstance();
        });
    assertRefused(
        Code.DEADLINE_EXCEEDED,
        "DEADLINE_PASSED",
        () -> installation.asAccount(stub, 7).getHomeFeed(request));
    never.countDown();
  }

  @Test
  void healthReflectionAndLimitsAreOnThePort() throws Exception {
    ManagedChannel channel =
        NettyChannelBuilder.forAddress("127.0.0.1", service.port()).usePlaintext().build();
    try {
      var health = HealthGrpc.newBlockingStub(channel);
      assertThat(
              health
                  .check(
                      HealthCheckRequest.newBuilder()
                          .setService("tintype.feed.v1.FeedService")
                          .build())
                  .getStatus())
          .isEqualTo(ServingStatus.SERVING);
      var tooLarge =
          ListHomePostsRequest.newBuilder().setPageToken("x".repeat((1 << 20) + 1)).build();
      assertRefused(
          Code.RESOURCE_EXHAUSTED,
          "MESSAGE_TOO_LARGE",
          () ->
              installation
                  .asAccount(FeedServiceGrpc.newBlockingStub(channel), 7)
                  .listHomePosts(tooLarge));
    } finally {
      channel.shutdownNow().awaitTermination(5, TimeUnit.SECONDS);
    }
  }

  @Test
  void everyAnswerSaysItsRequestsId() {
    assertThat(answeredId("mine")).isEqualTo("mine");
    assertThat(answeredId("x".repeat(65))).matches("[0-9a-f-]{36}");
    verb.set(
        r -> {
          throw ApiException.tryAgain("busy", Duration.ofMillis(250), null);
        });
    assertThat(answeredId("failing")).isEqualTo("failing");
  }

  /** From the headers, or the trailers where there are no others. */
  private String answeredId(String given) {
    var sent = new io.grpc.Metadata();
    sent.put(RequestId.METADATA, given);
    AtomicReference<io.grpc.Metadata> headers = new AtomicReference<>();
    AtomicReference<io.grpc.Metadata> trailers = new AtomicReference<>();
    var capturing =
        stub.withInterceptors(
            io.grpc.stub.MetadataUtils.newAttachHeadersInterceptor(sent),
            io.grpc.stub.MetadataUtils.newCaptureMetadataInterceptor(headers, trailers));
    try {
      installation.asAccount(capturing, 7).getHomeFeed(request);
      return headers.get().get(RequestId.METADATA);
    } catch (StatusRuntimeException e) {
      return trailers.get().get(RequestId.METADATA);
    }
  }

  private FeedServiceBlockingStub withToken(String token) {
    var metadata = new io.grpc.Metadata();
    metadata.put(tintype.platform.auth.AuthInterceptor.AUTHORIZATION, "Bearer " + token);
    return stub.withInterceptors(io.grpc.stub.MetadataUtils.newAttachHeadersInterceptor(metadata));
  }

  private static StatusRuntimeException assertRefused(Code code, String reason, Runnable call) {
    AtomicReference<StatusRuntimeException> refusal = new AtomicReference<>();
    assertThatThrownBy(call::run)
        .isInstanceOfSatisfying(StatusRuntimeException.class, refusal::set);
    assertThat(refusal.get().getStatus().getCode()).isEqualTo(code);
    if (reason != null) {
      assertThat(detail(refusal.get(), ErrorInfo.class).getReason()).isEqualTo(reason);
    }
    return refusal.get();
  }

  private static <M extends com.google.protobuf.Message> M detail(
      StatusRuntimeException failure, Class<M> type) {
    for (Any detail : StatusProto.fromThrowable(failure).getDetailsList()) {
      if (detail.is(type)) {
        try {
          return detail.unpack(type);
        } catch (com.google.protobuf.InvalidProtocolBufferException e) {
          throw new AssertionError(e);
        }
      }
    }
    throw new AssertionError("no " + type.getSimpleName() + " in " + failure);
  }
}
