package tintype.benchmarks;

import io.grpc.Channel;
import io.grpc.ClientInterceptors;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerInterceptor;
import io.grpc.ServerInterceptors;
import io.grpc.ServerServiceDefinition;
import io.grpc.inprocess.InProcessServerBuilder;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.MetadataUtils;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import tintype.feed.v1.FeedServiceGrpc;
import tintype.feed.v1.GetHomeFeedRequest;
import tintype.feed.v1.GetHomeFeedResponse;
import tintype.feed.v1.ListHomePostsRequest;
import tintype.feed.v1.ListHomePostsResponse;
import tintype.platform.auth.AuthInterceptor;
import tintype.platform.auth.Credentials;
import tintype.platform.auth.StaffCheck.Rank;
import tintype.platform.config.Config;
import tintype.platform.rpc.CallHeadersInterceptor;
import tintype.platform.rpc.CallLogInterceptor;
import tintype.platform.rpc.DeadlineInterceptor;
import tintype.platform.rpc.ErrorInterceptor;
import tintype.platform.rpc.MessageSizeInterceptor;
import tintype.platform.rpc.MethodPolicy;
import tintype.platform.rpc.RawMessages;
import tintype.platform.rpc.ServiceTable;
import tintype.platform.rpc.UnaryHandler;
import tintype.platform.rpc.ValidationInterceptor;
import tintype.platform.server.Address;
import tintype.platform.server.Api;
import tintype.platform.server.Installation;
import tintype.platform.server.RunningService;
import tintype.platform.server.ServerConfig;
import tintype.platform.server.ServiceModule;
import tintype.platform.server.Trust;
import tintype.platform.sql.Keyspace;

/** A feed service that answers what it is given, within as much of the stack as is asked for. */
final class EchoServer implements AutoCloseable {
  static final String NAME = "feed";

  private static final Metadata.Key<String> AUTHORIZATION =
      Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

  private static final UnaryHandler<GetHomeFeedRequest, GetHomeFeedResponse> EMPTY =
      request -> GetHomeFeedResponse.getDefaultInstance();

  private final Credentials credentials;
  private final Trust trust;
  private AutoCloseable running;
  private int port;

  private EchoServer(Credentials credentials) {
    this.credentials = credentials;
    this.trust = new Trust(credentials, Clock.systemUTC());
  }

  /** All of a running service, beside a feed service of the same process and credentials. */
  static EchoServer start(
      Credentials credentials,
      MeterRegistry metrics,
      UnaryHandler<GetHomeFeedRequest, GetHomeFeedResponse> answers)
      throws IOException {
    EchoServer echo = new EchoServer(credentials);
    echo.serve(echo.installation("feed-echo", metrics), answers);
    return echo;
  }

  static EchoServer start(String outermost) throws Exception {
    EchoServer echo = new EchoServer(new Credentials(Files.createTempDirectory("echo")));
    if (outermost.equals("runningService")) {
      echo.serve(echo.installation(NAME, new SimpleMeterRegistry()), EMPTY);
    } else {
      Server server =
          InProcessServerBuilder.forName(NAME)
              .directExecutor()
              .addService(echo.upTo(outermost, table(EMPTY)))
              .build()
              .start();
      echo.running = server::shutdownNow;
    }
    return echo;
  }

  private void serve(
      Installation installation, UnaryHandler<GetHomeFeedRequest, GetHomeFeedResponse> answers)
      throws IOException {
    RunningService service =
        RunningService.start(new Echo(installation, answers), ServerConfig.defaults(), 0);
    port = service.port();
    running =
        () -> {
          service.close();
          installation.close();
        };
  }

  /** Of a running service. */
  int port() {
    return port;
  }

  /** Calls as the local tools make them. */
  Channel asTools(Channel channel) {
    return asTools(channel, credentials);
  }

  static Channel asTools(Channel channel, Credentials credentials) {
    Metadata headers = new Metadata();
    headers.put(AUTHORIZATION, "Bearer " + token(credentials));
    return ClientInterceptors.intercept(
        channel, MetadataUtils.newAttachHeadersInterceptor(headers));
  }

  /** The local tools' token. */
  static String token(Credentials credentials) {
    return new Trust(credentials, Clock.systemUTC())
        .signer("tools")
        .serviceToken(Set.of(NAME), Duration.ofHours(1));
  }

  @Override
  public void close() throws Exception {
    running.close();
  }

  private Installation installation(String inProcess, MeterRegistry metrics) {
    return new Installation(
        Config.of(Map.of()),
        Clock.systemUTC(),
        metrics,
        credentials,
        Map.of(NAME, Address.inProcess(inProcess)),
        new EnumMap<>(Keyspace.class),
        false);
  }

  /** The layers of {@link RunningService}, from the handler outwards. */
  private ServerServiceDefinition upTo(String outermost, ServerServiceDefinition handlers) {
    Map<String, MethodPolicy> policies =
        Map.of(
            FeedServiceGrpc.getGetHomeFeedMethod().getFullMethodName(),
            MethodPolicy.of(FeedServiceGrpc.getGetHomeFeedMethod()));
    Map<String, ServerInterceptor> layers =
        Map.of(
            "validation", new ValidationInterceptor(),
            "callHeaders", new CallHeadersInterceptor(),
            "auth",
                new AuthInterceptor(
                    trust.verifier(NAME), session -> false, account -> Rank.NONE, policies),
            "deadline", new DeadlineInterceptor(policies),
            "messageSize", new MessageSizeInterceptor(1 << 20),
            "errors", new ErrorInterceptor(NAME + ".tintype", failure -> null),
            "callLog", new CallLogInterceptor(NAME, new SimpleMeterRegistry()));
    ServerServiceDefinition around = handlers;
    for (String layer :
        StackCommand.LAYERS.subList(1, StackCommand.LAYERS.indexOf(outermost) + 1)) {
      around =
          layer.equals("rawMessages")
              ? RawMessages.over(around)
              : ServerInterceptors.intercept(around, layers.get(layer));
    }
    return around;
  }

  /** The same answers by gRPC alone, with nothing of ours around the handler. */
  static Server startBare(UnaryHandler<GetHomeFeedRequest, GetHomeFeedResponse> answers)
      throws IOException {
    return NettyServerBuilder.forAddress(new InetSocketAddress("127.0.0.1", 0))
        .directExecutor()
        .addService(table(answers))
        .build()
        .start();
  }

  private static ServerServiceDefinition table(
      UnaryHandler<GetHomeFeedRequest, GetHomeFeedResponse> answers) {
    return ServiceTable.of(FeedServiceGrpc.getServiceDescriptor())
        .unary(FeedServiceGrpc.getGetHomeFeedMethod(), answers)
        .unary(
            FeedServiceGrpc.getListHomePostsMethod(),
            (ListHomePostsRequest r) -> ListHomePostsResponse.getDefaultInstance())
        .build();
  }

  private static final class Echo extends ServiceModule implements Api {
    private final UnaryHandler<GetHomeFeedRequest, GetHomeFeedResponse> answers;

    Echo(Installation installation, UnaryHandler<GetHomeFeedRequest, GetHomeFeedResponse> answers) {
      super(NAME, installation);
      this.answers = answers;
    }

    @Override
    public Handlers handlers() {
      return Handlers.INLINE;
    }

    @Override
    protected void bindings() {
      apis().addBinding().toInstance(this);
    }

    @Override
    public ServerServiceDefinition table() {
      return EchoServer.table(answers);
    }
  }
}
