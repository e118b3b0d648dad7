package tintype.platform.server;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tintype.platform.config.Config;
import tintype.platform.metrics.AdminServer;
import tintype.platform.sql.Migrations;
import tintype.platform.sql.Sweeper;

/**
 * One service as a process of its own: over addresses to the others and a database that runs
 * elsewhere, whose keyspace it migrates and sweeps.
 *
 * <p>Ids are minted under a lease in keyspace account, so account-service has to have started once
 * before the others can.
 */
public final class ServiceProcess implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(ServiceProcess.class);

  /** Key {@code <service>-port}. */
  private record ServicePort(int port) {}

  private final PrometheusMeterRegistry metrics =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final Deque<AutoCloseable> parts = new ArrayDeque<>();
  private RunningService service;
  private int adminPort;

  private ServiceProcess() {}

  /**
   * Starts a service by its settings and returns once calls are answered.
   *
   * @param name of the service
   * @param port of its gRPC server, unless {@code <name>-port} is set
   * @param adminPort unless {@code admin-port} is set
   * @throws IOException where a port is taken
   */
  public static ServiceProcess start(
      String name,
      int port,
      int adminPort,
      Function<Installation, ? extends ServiceModule> module,
      Config config)
      throws IOException {
    ServiceProcess process = new ServiceProcess();
    try {
      process.startParts(name, port, adminPort, module, config);
      return process;
    } catch (IOException | RuntimeException | Error e) {
      process.close();
      throw e;
    }
  }

  /** The port of its gRPC server. */
  public int port() {
    return service.port();
  }

  /** The port of {@code /health} and {@code /metrics}. */
  public int adminPort() {
    return adminPort;
  }

  /** What is not ready yet and why; empty once all is. */
  public Map<String, String> notReady() {
    return service.notReady();
  }

  /** Drains and stops everything, the last started first. */
  @Override
  public void close() {
    while (!parts.isEmpty()) {
      try {
        parts.pop().close();
      } catch (Exception e) {
        log.atWarn().setCause(e).log("not closed; the rest is");
      }
    }
  }

  private void startParts(
      String name,
      int port,
      int defaultAdminPort,
      Function<Installation, ? extends ServiceModule> modules,
      Config config)
      throws IOException {
    ProcessConfig process = config.bind("", ProcessConfig.defaults(defaultAdminPort));
    Config settings = config.with(Map.of("data-dir", process.dataDir().toString()));
    ServerConfig server = settings.bind("grpc", ServerConfig.defaults());
    int servicePort = settings.bind(name, new ServicePort(port)).port();
    Installation installation = keep(process.installation(settings, metrics));
    ServiceModule module = modules.apply(installation);
    module
        .keyspace()
        .ifPresent(
            keyspace -> {
              Migrations.apply(process.database(keyspace), keyspace);
              keep(Sweeper.start(installation.database(keyspace), installation.clock()));
            });
    service = keep(RunningService.start(module, server, servicePort));
    // Only now has every concern said which settings it knows.
    settings.refuseUnknown();
    AdminServer admin =
        keep(AdminServer.start(server.host(), process.adminPort(), metrics, service::notReady));
    adminPort = admin.port();
    log.atInfo()
        .addKeyValue("service", name)
        .addKeyValue("port", port())
        .addKeyValue("admin_port", adminPort)
        .log("runs");
  }

  private <P extends AutoCloseable> P keep(P part) {
    parts.push(part);
    return part;
  }
}
