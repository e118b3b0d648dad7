package tintype.allinone;

import io.grpc.Channel;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import tintype.account.AccountModule;
import tintype.edge.Gateway;
import tintype.edge.GatewayConfig;
import tintype.feed.FeedModule;
import tintype.graph.GraphModule;
import tintype.media.MediaModule;
import tintype.platform.auth.Credentials;
import tintype.platform.config.Config;
import tintype.platform.metrics.AdminServer;
import tintype.platform.server.DatabasesConfig;
import tintype.platform.server.Installation;
import tintype.platform.server.Peers;
import tintype.platform.server.RunningService;
import tintype.platform.server.ServerConfig;
import tintype.platform.server.ServiceModule;
import tintype.platform.sql.DatabaseConfig;
import tintype.platform.sql.EmbeddedMariaDb;
import tintype.platform.sql.Keyspace;
import tintype.platform.sql.Migrations;
import tintype.platform.sql.Sweeper;

/** Every service, the edge and the database, in this process. */
public final class AllInOne implements AutoCloseable {
  private final AllInOneConfig config;
  private final Consumer<String> progress;
  private final Deque<AutoCloseable> parts = new ArrayDeque<>();
  private final List<RunningService> services = new ArrayList<>();
  private final Map<String, Integer> ports = new TreeMap<>();
  private final PrometheusMeterRegistry metrics =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private DataFolder folder;
  private Config settings;

  private AllInOne(AllInOneConfig config, Consumer<String> progress) {
    this.config = config;
    this.progress = progress;
  }

  /**
   * Starts everything and returns once calls are answered; the feed may still be catching up.
   *
   * @param progress hears each step, in words for a person
   * @throws StartException in one sentence, with everything that was started stopped again
   */
  public static AllInOne start(Config config, Consumer<String> progress) {
    AllInOne all = new AllInOne(config.bind("", AllInOneConfig.defaults()), progress);
    try {
      all.startParts(config);
      return all;
    } catch (IOException e) {
      all.close();
      throw new StartException("Tintype cannot start: " + e.getMessage() + ".", e);
    } catch (RuntimeException | Error e) {
      all.close();
      throw e;
    }
  }

  /** The ports that are bound, by the names of their settings. */
  public Map<String, Integer> ports() {
    return Map.copyOf(ports);
  }

  /** The settings as they stand, and what is known of each. */
  Config settings() {
    return settings;
  }

  /** What is not ready yet and why; empty once all is. */
  public Map<String, String> notReady() {
    Map<String, String> reasons = new HashMap<>();
    services.forEach(service -> reasons.putAll(service.notReady()));
    return reasons;
  }

  private Map<String, String> remarks() {
    Map<String, String> remarks = new HashMap<>();
    services.forEach(service -> remarks.putAll(service.remarks()));
    return remarks;
  }

  /** Drains and stops everything, the last started first. */
  @Override
  public void close() {
    while (!parts.isEmpty()) {
      try {
        parts.pop().close();
      } catch (Exception e) {
        progress.accept("While stopping: " + e);
      }
    }
  }

  private void startParts(Config given) throws IOException {
    folder = keep(DataFolder.take(config.dataDir()));
    settings = given.with(Map.of("data-dir", folder.path().toString()));
    ServerConfig server = settings.bind("grpc", ServerConfig.defaults());
    GatewayConfig gateway = settings.bind("http", GatewayConfig.defaults());
    Ports.checkFree(server.host(), config);
    Installation installation = installation(settings, databases());
    List<ServiceModule> modules =
        List.of(
            new AccountModule(installation),
            new GraphModule(installation),
            new MediaModule(installation),
            new FeedModule(installation));
    for (ServiceModule module : modules) {
      start(module, server);
    }
    // Only now has every concern said which settings it knows.
    settings.refuseUnknown();
    startEdge(gateway, installation);
    AdminServer admin =
        keep(
            AdminServer.start(
                server.host(), config.adminPort(), metrics, this::notReady, this::remarks));
    ports.put("admin-port", admin.port());
    keep(LocalToken.start(installation));
    folder.writePorts(ports);
  }

  private Map<Keyspace, DatabaseConfig> databases() {
    DatabasesConfig given = settings.bind("database", DatabasesConfig.embedded());
    LocalDatabases.write(folder.path(), given);
    Map<Keyspace, DatabaseConfig> databases = given.url().isEmpty() ? startDatabase() : given.all();
    databases.forEach((keyspace, database) -> Migrations.apply(database, keyspace));
    return databases;
  }

  private Map<Keyspace, DatabaseConfig> startDatabase() {
    progress.accept("Database: starting");
    var defaults = EmbeddedMariaDb.Config.in(folder.path().resolve("mariadb"));
    EmbeddedMariaDb database =
        keep(
            EmbeddedMariaDb.start(
                new EmbeddedMariaDb.Config(
                    defaults.folder(),
                    config.databasePort(),
                    config.databaseMemory().bytes(),
                    defaults.software(),
                    true),
                sentence -> progress.accept("Database: " + sentence)));
    Map<Keyspace, DatabaseConfig> databases = new EnumMap<>(Keyspace.class);
    for (Keyspace keyspace : Keyspace.values()) {
      databases.put(keyspace, database.database(keyspace));
    }
    return databases;
  }

  private Installation installation(Config settings, Map<Keyspace, DatabaseConfig> databases) {
    Installation installation =
        keep(
            new Installation(
                settings,
                Clock.systemUTC(),
                metrics,
                new Credentials(folder.path().resolve("credentials")),
                Map.of(),
                databases));
    for (Keyspace keyspace : Keyspace.values()) {
      keep(Sweeper.start(installation.database(keyspace), installation.clock()));
    }
    return installation;
  }

  private void start(ServiceModule module, ServerConfig server) throws IOException {
    RunningService service =
        keep(RunningService.start(module, server, Ports.of(config, module.name())));
    services.add(service);
    ports.put(module.name() + "-port", service.port());
    progress.accept("Service " + module.name() + ": on port " + service.port());
  }

  private void startEdge(GatewayConfig gateway, Installation installation) {
    Peers peers = keep(installation.peers("edge"));
    Map<String, Channel> channels = new HashMap<>();
    for (RunningService service : services) {
      service
          .grpcServices()
          .forEach(name -> channels.put(name, peers.forwardingChannel(service.name())));
    }
    Gateway edge = keep(Gateway.start(gateway, channels, metrics, installation.tracing()));
    ports.put("http-port", edge.port());
    progress.accept("Edge: on port " + edge.port());
  }

  private <P extends AutoCloseable> P keep(P part) {
    parts.push(part);
    return part;
  }
}
