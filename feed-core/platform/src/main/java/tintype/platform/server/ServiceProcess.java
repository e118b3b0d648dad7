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

/**
 * One service as a process of its own: over addresses to the others and a database that runs
 * elsewhere, whose keyspace it migrates and sweeps.
 *
 * <p>Processes start in any order. What is not there yet, the database, keyspace account or another
 * service, is waited for; {@code /health} says what it is, and calls that need it are refused with
 * TRY_AGAIN.
 */
public final class ServiceProcess implements RunningProcess {
  private static final Logger log = LoggerFactory.getLogger(ServiceProcess.class);

  /** Key {@code <service>-port}. */
  private record ServicePort(int port) {}

  private final PrometheusMeterRegistry metrics =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final Deque<AutoCloseable> parts = new ArrayDeque<>();
  private final Readiness readiness;
  private Config settings;
  private RunningService service;
  private SchemaUpdate schema;
  private int adminPort;

  private ServiceProcess(String name) {
    readiness = new Readiness(name);
  }

  /**
   * Starts a service by its settings and returns once it listens.
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
    ServiceProcess process = new ServiceProcess(name);
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

  @Override
  public Map<String, String> settings() {
    return settings.known();
  }

  @Override
  public Map<String, String> notReady() {
    return readiness.get();
  }

  private Map<String, String> remarks() {
    RunningService running = service;
    return running == null ? Map.of() : running.remarks();
  }

  @Override
  public void awaitRunning() throws InterruptedException {
    schema.await();
  }

  /** Drains and stops everything, the last started first; {@code /health} tells to the end. */
  @Override
  public void close() {
    readiness.stopping();
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
    settings = config.with(Map.of("data-dir", process.dataDir().toString()));
    ServerConfig server = settings.bind("grpc", ServerConfig.defaults());
    int servicePort = settings.bind(name, new ServicePort(port)).port();
    Installation installation = keep(process.installation(name, settings, metrics));
    AdminServer admin =
        keep(
            AdminServer.start(
                server.host(), process.adminPort(), metrics, readiness, this::remarks));
    adminPort = admin.port();
    ServiceModule module = modules.apply(installation);
    service = keep(RunningService.startShut(module, server, servicePort, "starting"));
    // Only now has every concern said which settings it knows.
    settings.refuseUnknown();
    readiness.of(service::notReady);
    schema = keep(SchemaUpdate.start(module, service));
    log.atInfo()
        .addKeyValue("service", name)
        .addKeyValue("port", port())
        .addKeyValue("admin_port", adminPort)
        .log("listens");
  }

  private <P extends AutoCloseable> P keep(P part) {
    parts.push(part);
    return part;
  }
}
