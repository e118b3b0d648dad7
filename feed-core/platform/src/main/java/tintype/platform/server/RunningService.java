package tintype.platform.server;

import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.Key;
import com.google.inject.Stage;
import com.google.inject.TypeLiteral;
import io.grpc.BindableService;
import io.grpc.MethodDescriptor;
import io.grpc.Server;
import io.grpc.ServerBuilder;
import io.grpc.ServerInterceptor;
import io.grpc.ServerInterceptors;
import io.grpc.ServerServiceDefinition;
import io.grpc.inprocess.InProcessServerBuilder;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.protobuf.services.ChannelzService;
import io.grpc.protobuf.services.ProtoReflectionServiceV1;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tintype.platform.auth.AuthInterceptor;
import tintype.platform.auth.Revocations;
import tintype.platform.auth.StaffCheck;
import tintype.platform.auth.TokenVerifier;
import tintype.platform.rpc.AfterInterceptor;
import tintype.platform.rpc.CallHeadersInterceptor;
import tintype.platform.rpc.CallLimitInterceptor;
import tintype.platform.rpc.CallLogInterceptor;
import tintype.platform.rpc.DeadlineInterceptor;
import tintype.platform.rpc.ErrorInterceptor;
import tintype.platform.rpc.MessageSizeInterceptor;
import tintype.platform.rpc.MethodPolicy;
import tintype.platform.rpc.RawMessages;
import tintype.platform.rpc.UnknownMethods;
import tintype.platform.rpc.ValidationInterceptor;
import tintype.platform.sql.Admission;

/**
 * A service that runs: its injector, its gRPC servers (one in the process, one on a port) with the
 * one stack of interceptors, its health, and its background work. The only place that builds a gRPC
 * server.
 */
public final class RunningService implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(RunningService.class);

  /** The transport takes this many times the largest message, so that we can say why we do not. */
  private static final int TRANSPORT_SLACK = 4;

  private final ServiceModule module;
  private final ServerConfig config;
  private final Injector injector;
  private final ExecutorService workers =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("rpc-", 0).factory());
  private final List<Server> servers = new ArrayList<>();
  private final Gate gate = new Gate();
  private final Set<Background> background;
  private final HealthWatch health;
  private List<String> grpcServices = List.of();

  private RunningService(ServiceModule module, ServerConfig config) {
    this.module = module;
    this.config = config;
    this.injector = Guice.createInjector(Stage.PRODUCTION, module);
    this.background = injector.getInstance(Key.get(new TypeLiteral<Set<Background>>() {}));
    List<Background> watched = new ArrayList<>(background);
    watched.add(gate);
    this.health = new HealthWatch(module.name(), watched);
  }

  /**
   * Starts a service.
   *
   * @param port of its gRPC server; 0 means any free one
   * @throws IOException where the port is taken
   */
  public static RunningService start(ServiceModule module, ServerConfig config, int port)
      throws IOException {
    RunningService service = new RunningService(module, config);
    try {
      service.serve(port);
      service.open();
      service.health.start(service.grpcServices);
      return service;
    } catch (IOException | RuntimeException e) {
      service.close();
      throw e;
    }
  }

  /**
   * The same for a service whose schema may not be there yet: it refuses all calls, and its
   * background work does not begin, until {@link #open}.
   *
   * @param reason why, for {@code /health}
   */
  static RunningService startShut(
      ServiceModule module, ServerConfig config, int port, String reason) throws IOException {
    RunningService service = new RunningService(module, config);
    try {
      service.gate.shut(reason);
      service.serve(port);
      service.health.start(service.grpcServices);
      return service;
    } catch (IOException | RuntimeException e) {
      service.close();
      throw e;
    }
  }

  /** Tells another reason for refusing all calls. */
  void shut(String reason) {
    gate.shut(reason);
  }

  /** Lets calls in and begins the background work. */
  void open() {
    background.forEach(Background::start);
    gate.open();
  }

  public String name() {
    return module.name();
  }

  /** The port of its gRPC server. */
  public int port() {
    return servers.getLast().getPort();
  }

  /** The full names of the gRPC services of its contract. */
  public List<String> grpcServices() {
    return grpcServices;
  }

  public Injector injector() {
    return injector;
  }

  /** What is not ready yet and why, by name; empty when all is. */
  public Map<String, String> notReady() {
    return health.notReady();
  }

  /** What {@code /health} says besides, by what a line of it begins with. */
  public Map<String, String> remarks() {
    return health.remarks();
  }

  /** Refuses new calls, lets those in flight finish within the drain time, then stops all. */
  @Override
  public void close() {
    health.close();
    servers.forEach(Server::shutdown);
    for (Server server : servers) {
      try {
        if (!server.awaitTermination(config.drain().toMillis(), TimeUnit.MILLISECONDS)) {
          log.atWarn()
              .addKeyValue("service", name())
              .log("calls cut off at the end of the drain time");
          server.shutdownNow().awaitTermination(1, TimeUnit.SECONDS);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        server.shutdownNow();
      }
    }
    workers.shutdown();
    background.forEach(this::closeOrLog);
    injector.getInstance(Peers.class).close();
  }

  private void closeOrLog(Background work) {
    try {
      work.close();
    } catch (RuntimeException e) {
      log.atWarn().addKeyValue("work", work.name()).setCause(e).log("not closed; the rest is");
    }
  }

  private void serve(int port) throws IOException {
    Set<Api> apis = injector.getInstance(Key.get(new TypeLiteral<Set<Api>>() {}));
    List<ServerServiceDefinition> tables = apis.stream().map(Api::table).toList();
    List<ServerServiceDefinition> guarded = guarded(tables);
    Executor executor =
        module.handlers() == ServiceModule.Handlers.INLINE ? Runnable::run : workers;
    Address address = module.installation().address(name());
    if (address.isInProcess()) {
      var inProcess = InProcessServerBuilder.forName(address.inProcessName());
      servers.add(configure(inProcess, guarded, executor).build().start());
    }
    servers.add(configure(netty(port), guarded, executor).build().start());
    grpcServices = tables.stream().map(t -> t.getServiceDescriptor().getName()).toList();
  }

  private NettyServerBuilder netty(int port) {
    return NettyServerBuilder.forAddress(new InetSocketAddress(config.host(), port))
        .maxInboundMessageSize(
            (int) Math.min(Integer.MAX_VALUE, config.maxMessage().bytes() * TRANSPORT_SLACK))
        .maxInboundMetadataSize((int) config.maxMetadata().bytes())
        .maxConcurrentCallsPerConnection(config.maxCallsPerConnection())
        .maxRstFramesPerWindow(config.maxResetsPerWindow(), (int) config.resetWindow().toSeconds())
        .maxConnectionIdle(config.maxConnectionIdle().toMillis(), TimeUnit.MILLISECONDS)
        .maxConnectionAge(config.maxConnectionAge().toMillis(), TimeUnit.MILLISECONDS)
        .keepAliveTime(config.keepAlive().toMillis(), TimeUnit.MILLISECONDS)
        .permitKeepAliveTime(config.permitKeepAlive().toMillis(), TimeUnit.MILLISECONDS)
        .permitKeepAliveWithoutCalls(true);
  }

  private ServerBuilder<?> configure(
      ServerBuilder<?> builder, List<ServerServiceDefinition> tables, Executor executor)
      throws IOException {
    builder.executor(executor).fallbackHandlerRegistry(new UnknownMethods(module.domain()));
    tables.forEach(builder::addService);
    infrastructure().forEach(s -> builder.addService(s));
    return builder;
  }

  /** Health always; what shows the inside only while nobody from outside can ask. */
  private List<BindableService> infrastructure() throws IOException {
    List<BindableService> services = new ArrayList<>(List.of(health.grpcService()));
    if (InetAddress.getByName(config.host()).isLoopbackAddress()) {
      services.add((BindableService) ProtoReflectionServiceV1.newInstance());
      services.add(ChannelzService.newInstance(100));
    }
    return services;
  }

  /**
   * The tables in the one stack; what answers failures stands outside of where messages are read.
   */
  private List<ServerServiceDefinition> guarded(List<ServerServiceDefinition> tables) {
    Map<String, MethodPolicy> policies = policies(tables);
    List<ServerInterceptor> outer =
        List.of(
            new CallLogInterceptor(module.name(), injector.getInstance(MeterRegistry.class)),
            new ErrorInterceptor(
                module.domain(), injector.getInstance(ErrorInterceptor.FailureMapper.class)));
    ServerInterceptor sized = new MessageSizeInterceptor(config.maxMessage().bytes());
    List<ServerInterceptor> tracing = module.installation().tracing().ofServer(module.name());
    List<ServerInterceptor> inner =
        new ArrayList<>(
            List.of(
                gate,
                // Outside of the deadline: what was committed before it passed is told all the
                // same.
                new AfterInterceptor(policies),
                new DeadlineInterceptor(policies),
                new AuthInterceptor(
                    injector.getInstance(TokenVerifier.class),
                    injector.getInstance(Revocations.class),
                    injector.getInstance(StaffCheck.class),
                    policies),
                new CallHeadersInterceptor(),
                new ValidationInterceptor()));
    // Who has no rows of its own has no connection to wait for.
    module.keyspace().ifPresent(own -> inner.add(Admission.interceptor()));
    return tables.stream()
        .map(table -> RawMessages.over(ServerInterceptors.interceptForward(table, inner)))
        .map(table -> ServerInterceptors.intercept(table, sized))
        // A limit for each, so that slow downloads cannot take the places of uploads and reads.
        .map(
            table ->
                ServerInterceptors.intercept(table, new CallLimitInterceptor(config.maxCalls())))
        .map(table -> ServerInterceptors.interceptForward(table, outer))
        .map(table -> ServerInterceptors.interceptForward(table, tracing))
        .toList();
  }

  private static Map<String, MethodPolicy> policies(List<ServerServiceDefinition> tables) {
    Map<String, MethodPolicy> policies = new HashMap<>();
    for (ServerServiceDefinition table : tables) {
      for (MethodDescriptor<?, ?> method : table.getServiceDescriptor().getMethods()) {
        policies.put(method.getFullMethodName(), MethodPolicy.of(method));
      }
    }
    return Map.copyOf(policies);
  }
}
