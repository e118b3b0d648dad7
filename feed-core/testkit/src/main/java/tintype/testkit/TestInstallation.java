package tintype.testkit;

import io.grpc.BindableService;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Server;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.inprocess.InProcessServerBuilder;
import io.grpc.stub.AbstractStub;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import tintype.platform.auth.AuthInterceptor;
import tintype.platform.auth.Credentials;
import tintype.platform.auth.TokenSigner;
import tintype.platform.config.Config;
import tintype.platform.ids.MintingRight;
import tintype.platform.server.Address;
import tintype.platform.server.Installation;
import tintype.platform.server.RunningService;
import tintype.platform.server.ServerConfig;
import tintype.platform.server.ServiceModule;
import tintype.platform.sql.DatabaseConfig;
import tintype.platform.sql.Keyspace;

/**
 * An installation for one test class: secrets in a folder of its own, in-process addresses that no
 * other test uses, and the databases of a {@link TestDatabase}. Whatever it starts ends with the
 * class. Register it after its database: {@code @RegisterExtension @Order(2)}.
 */
public final class TestInstallation implements BeforeAllCallback, AfterAllCallback {
  private static final Set<String> SERVICES = Set.of("account", "graph", "media", "feed");

  private final TestDatabase database;
  private final Set<Keyspace> keyspaces;
  private final Clock clock;
  private final Map<String, String> settings;
  private final boolean followsSessions;
  private final String run = UUID.randomUUID().toString().substring(0, 8);
  private final MeterRegistry metrics = new SimpleMeterRegistry();
  private final Deque<AutoCloseable> running = new ArrayDeque<>();
  private final Map<String, ManagedChannel> channels = new ConcurrentHashMap<>();
  private Path folder;
  private Installation installation;

  private TestInstallation(
      TestDatabase database,
      Set<Keyspace> keyspaces,
      Clock clock,
      Map<String, String> settings,
      boolean followsSessions) {
    this.database = database;
    this.keyspaces = keyspaces;
    this.clock = clock;
    this.settings = settings;
    this.followsSessions = followsSessions;
  }

  /** Over these keyspaces of the database; ids need {@link Keyspace#ACCOUNT} among them. */
  public static TestInstallation over(TestDatabase database, Keyspace... keyspaces) {
    return new TestInstallation(database, Set.of(keyspaces), Clock.systemUTC(), Map.of(), false);
  }

  /** The same with another clock, such as a {@link FakeClock}. */
  public TestInstallation withClock(Clock clock) {
    return new TestInstallation(database, keyspaces, clock, settings, followsSessions);
  }

  /** The same with settings of the services. */
  public TestInstallation withSettings(Map<String, String> settings) {
    return new TestInstallation(database, keyspaces, clock, settings, followsSessions);
  }

  /**
   * The same with services that learn of ended sessions, for which a real account-service must run.
   */
  public TestInstallation followingSessions() {
    return new TestInstallation(database, keyspaces, clock, settings, true);
  }

  @Override
  public void beforeAll(ExtensionContext context) throws IOException {
    folder = Files.createTempDirectory("tintype-test");
    Map<String, Address> addresses = new HashMap<>();
    SERVICES.forEach(name -> addresses.put(name, Address.inProcess(name + "-" + run)));
    Map<Keyspace, DatabaseConfig> databases = new EnumMap<>(Keyspace.class);
    keyspaces.forEach(keyspace -> databases.put(keyspace, database.config(keyspace)));
    Map<String, String> all = new HashMap<>(Map.of("data-dir", folder.toString()));
    all.putAll(settings);
    installation =
        new Installation(
            Config.of(all),
            clock,
            metrics,
            new Credentials(folder.resolve("credentials")),
            addresses,
            databases,
            followsSessions);
    if (clock instanceof FakeClock) {
      // It may jump beyond what a lease allows before the lease is renewed.
      installation.mintBy(MintingRight.fixed(0));
    }
  }

  @Override
  public void afterAll(ExtensionContext context) throws Exception {
    channels.values().forEach(ManagedChannel::shutdownNow);
    // A class may run again in this process.
    channels.clear();
    while (!running.isEmpty()) {
      running.pop().close();
    }
    installation.close();
  }

  public Installation installation() {
    return installation;
  }

  public MeterRegistry metrics() {
    return metrics;
  }

  /** A folder of its own for what the services store. */
  public Path folder() {
    return folder;
  }

  /** Starts a real service, with the real stack, in the process and on a free port. */
  public RunningService start(Function<Installation, ? extends ServiceModule> module) {
    return start(module.apply(installation));
  }

  public RunningService start(ServiceModule module) {
    try {
      RunningService service = RunningService.start(module, ServerConfig.defaults(), 0);
      running.push(service);
      return service;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Serves hand-made stand-ins of another service where the real one would be. */
  public void serve(String service, BindableService... standIns) {
    var builder = InProcessServerBuilder.forName(service + "-" + run);
    for (BindableService standIn : standIns) {
      builder.addService(standIn);
    }
    try {
      Server server = builder.build().start();
      running.push(server::shutdownNow);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The plain channel to a service: calls over it come from nobody. */
  public Channel channel(String service) {
    return channels.computeIfAbsent(
        service, name -> InProcessChannelBuilder.forName(name + "-" + run).build());
  }

  /** The stub, called with an access token of the account (session 1 of it). */
  public <S extends AbstractStub<S>> S asAccount(S stub, long account) {
    return asAccount(stub, account, 1);
  }

  public <S extends AbstractStub<S>> S asAccount(S stub, long account, long session) {
    String token =
        signer("account")
            .accessToken(account, session, clock.instant().plus(TokenSigner.ACCESS_LIFETIME));
    return stub.withInterceptors(new Headers(AuthInterceptor.AUTHORIZATION, "Bearer " + token));
  }

  /** The stub, called by a service such as {@code tools}. */
  public <S extends AbstractStub<S>> S asService(S stub, String service) {
    String token = signer(service).serviceToken(SERVICES, Duration.ofMinutes(5));
    return stub.withInterceptors(new Headers(AuthInterceptor.AUTHORIZATION, "Bearer " + token));
  }

  /** The stub, called by a service on behalf of an account. */
  public <S extends AbstractStub<S>> S onBehalfOf(S stub, String service, long account) {
    return asService(stub, service)
        .withInterceptors(new Headers(AuthInterceptor.ON_BEHALF_OF, Long.toString(account)));
  }

  /** Signs what the tests need: tokens of the right issuer, and of wrong ones. */
  public TokenSigner signer(String service) {
    return installation.trust().signer(service);
  }

  private record Headers(Metadata.Key<String> key, String value) implements ClientInterceptor {
    @Override
    public <Q, A> ClientCall<Q, A> interceptCall(
        MethodDescriptor<Q, A> method, CallOptions options, Channel next) {
      return new SimpleForwardingClientCall<>(
          next.newCall(method, options.withDeadlineAfter(60, TimeUnit.SECONDS))) {
        @Override
        public void start(Listener<A> listener, Metadata headers) {
          headers.put(key, value);
          super.start(listener, headers);
        }
      };
    }
  }
}
