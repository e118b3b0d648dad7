package tintype.benchmarks;

import io.grpc.Channel;
import io.grpc.ClientInterceptors;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerInterceptor;
import io.grpc.ServerInterceptors;
import io.grpc.ServerServiceDefinition;
import io.grpc.inprocess.InProcessServerBuilder;
import io.grpc.stub.MetadataUtils;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
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
import tintype.platform.config.Config;
import tintype.platform.rpc.CallHeadersInterceptor;
import tintype.platform.rpc.CallLogInterceptor;
import tintype.platform.rpc.DeadlineInterceptor;
import tintype.platform.rpc.ErrorInterceptor;
import tintype.platform.rpc.MessageSizeInterceptor;
import tintype.platform.rpc.MethodPolicy;
import tintype.platform.rpc.RawMessages;
import tintype.platform.rpc.ServiceTable;
import tintype.platform.rpc.ValidationInterceptor;
import tintype.platform.server.Address;
import tintype.platform.server.Api;
import tintype.platform.server.Installation;
import tintype.platform.server.RunningService;
import tintype.platform.server.ServerConfig;
import tintype.platform.server.ServiceModule;
import tintype.platform.server.Trust;
import tintype.platform.sql.Keyspace;

/** A feed service that answers a constant, within as much of the stack as is asked for. */
final class EchoServer implements AutoCloseable {
  static final String NAME = "feed";

  private static final Metadata.Key<String> AUTHORIZATION =
      Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

  private final Credentials credentials;
  private final Trust trust;
  private AutoCloseable running;

  private EchoServer(Path folder) {
    credentials = new Credentials(folder);
    trust = new Trust(credentials, Clock.systemUTC());
  }

  static EchoServer start(String outermost) throws Exception {
    EchoServer echo = new EchoServer(Files.createTempDirectory("echo"));
    if (outermost.equals("runningService")) {
      Installation installation = echo.installation();
      RunningService service =
          RunningService.start(new Echo(installation), ServerConfig.defaults(), 0);
      echo.running =
          () -> {
            service.close();
            installation.close();
          };
    } else {
      Server server =
          InProcessServerBuilder.forName(NAME)
              .directExecutor()
              .addService(echo.upTo(outermost, Echo.constants()))
              .build()
              .start();
      echo.running = server::shutdownNow;
    }
    return echo;
  }

  /** Calls as the local tools make them. */
  Channel asTools(Channel channel) {
    Metadata headers = new Metadata();
    String token = trust.signer("tools").serviceToken(Set.of(NAME), Duration.ofHours(1));
    headers.put(AUTHORIZATION, "Bearer " + token);
    return ClientInterceptors.intercept(
        channel, MetadataUtils.newAttachHeadersInterceptor(headers));
  }

  @Override
  public void close() throws Exception {
    running.close();
  }

  private Installation installation() {
    return new Installation(
        Config.of(Map.of()),
        Clock.systemUTC(),
        new SimpleMeterRegistry(),
        credentials,
        Map.of(NAME, Address.inProcess(NAME)),
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
            "auth", new AuthInterceptor(trust.verifier(NAME), session -> false, policies),
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

  private static final class Echo extends ServiceModule implements Api {
    Echo(Installation installation) {
      super(NAME, installation);
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
      return constants();
    }

    static ServerServiceDefinition constants() {
      return ServiceTable.of(FeedServiceGrpc.getServiceDescriptor())
          .unary(
              FeedServiceGrpc.getGetHomeFeedMethod(),
              (GetHomeFeedRequest r) -> GetHomeFeedResponse.getDefaultInstance())
          .unary(
              FeedServiceGrpc.getListHomePostsMethod(),
              (ListHomePostsRequest r) -> ListHomePostsResponse.getDefaultInstance())
          .build();
    }
  }
}
