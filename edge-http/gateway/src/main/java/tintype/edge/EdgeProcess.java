package tintype.edge;

import io.grpc.Channel;
import io.grpc.ServiceDescriptor;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tintype.platform.config.Config;
import tintype.platform.metrics.AdminServer;
import tintype.platform.server.DatabasesConfig;
import tintype.platform.server.Installation;
import tintype.platform.server.Peers;
import tintype.platform.server.ProcessConfig;
import tintype.platform.server.Readiness;
import tintype.platform.server.RunningProcess;
import tintype.platform.trace.TraceConfig;

/** The gateway and its admin port, over addresses to the services. */
public final class EdgeProcess implements RunningProcess {
  private static final Logger log = LoggerFactory.getLogger(EdgeProcess.class);

  /** What the edge is called by other parts of the system. */
  static final String NAME = "edge";

  private static final int ADMIN_PORT = 8081;

  private final PrometheusMeterRegistry metrics =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final Deque<AutoCloseable> parts = new ArrayDeque<>();
  private final Readiness readiness = new Readiness(NAME);
  private Config settings;
  private int port;
  private int adminPort;

  private EdgeProcess() {}

  static EdgeProcess start(Config config) throws IOException {
    EdgeProcess process = new EdgeProcess();
    try {
      process.startParts(config);
      return process;
    } catch (IOException | RuntimeException | Error e) {
      process.close();
      throw e;
    }
  }

  /** The HTTP port. */
  public int port() {
    return port;
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

  /** It answers as soon as it listens, if only that a service cannot be reached. */
  @Override
  public void awaitRunning() {}

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

  private void startParts(Config given) throws IOException {
    settings = given;
    ProcessConfig process = settings.bind("", ProcessConfig.defaults(ADMIN_PORT));
    GatewayConfig config = settings.bind("http", GatewayConfig.defaults());
    // The installation's, which comes later.
    settings.bind("otlp", TraceConfig.defaults());
    settings.bind("database", DatabasesConfig.local());
    settings.refuseUnknown();
    Installation installation = keep(process.installation(NAME, settings, metrics));
    AdminServer admin =
        keep(AdminServer.start(config.host(), process.adminPort(), metrics, readiness));
    adminPort = admin.port();
    Peers peers = keep(installation.peers("edge"));
    Map<String, Channel> channels = new HashMap<>();
    ServicesHealth health = new ServicesHealth();
    for (ServiceDescriptor service : Contract.services()) {
      String owner = Contract.owner(service);
      Channel channel = peers.forwardingChannel(owner);
      channels.put(service.getName(), channel);
      health.add(owner, service.getName(), channel);
    }
    Gateway gateway = keep(Gateway.start(config, channels, metrics, installation.tracing()));
    port = gateway.port();
    readiness.of(health);
    log.atInfo().addKeyValue("port", port).addKeyValue("admin_port", adminPort).log("edge runs");
  }

  private <P extends AutoCloseable> P keep(P part) {
    parts.push(part);
    return part;
  }
}
