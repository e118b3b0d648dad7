package tintype.platform.server;

import io.grpc.BindableService;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.protobuf.services.HealthStatusManager;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the gRPC health of a server true to its background work: the empty name is SERVING once all
 * of it is ready, a gRPC service as soon as none of it refuses calls. What changes is logged.
 */
final class HealthWatch implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(HealthWatch.class);
  private static final Duration PERIOD = Duration.ofMillis(100);

  private final String service;
  private final Collection<Background> background;
  private final HealthStatusManager health = new HealthStatusManager();
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile List<String> grpcServices = List.of();
  private Map<String, String> told = Map.of();
  private Map<String, String> warned = Map.of();

  HealthWatch(String service, Collection<Background> background) {
    this.service = service;
    this.background = background;
    health.setStatus(HealthStatusManager.SERVICE_NAME_ALL_SERVICES, ServingStatus.NOT_SERVING);
  }

  BindableService grpcService() {
    return health.getHealthService();
  }

  /** Begins to tell of these gRPC services, the first time before it returns. */
  void start(List<String> names) {
    grpcServices = names;
    look();
    Thread.ofVirtual().name(service + "-health").start(this::watch);
  }

  /** What is not ready and why, by {@code service/work}; empty when all is. */
  Map<String, String> notReady() {
    return said(Background::notReady);
  }

  /** What will end badly, by {@code service/work, name}; empty when nothing will. */
  Map<String, String> warnings() {
    Map<String, String> warnings = new TreeMap<>();
    for (Background work : background) {
      String of = service + "/" + work.name() + ", ";
      work.warnings().forEach((name, warning) -> warnings.put(of + name, warning));
    }
    return warnings;
  }

  /** What {@code /health} says besides, warnings among it, by what a line of it begins with. */
  Map<String, String> remarks() {
    Map<String, String> remarks = said(Background::note);
    warnings().forEach((work, warning) -> remarks.put("warning, " + work, warning));
    return remarks;
  }

  private Map<String, String> said(Function<Background, String> what) {
    Map<String, String> said = new TreeMap<>();
    for (Background work : background) {
      String text = what.apply(work);
      if (!text.isEmpty()) {
        said.put(service + "/" + work.name(), text);
      }
    }
    return said;
  }

  /** All is NOT_SERVING from here on. */
  @Override
  public void close() {
    closed.countDown();
    health.enterTerminalState();
  }

  private void watch() {
    try {
      while (!closed.await(PERIOD.toMillis(), TimeUnit.MILLISECONDS)) {
        lookOrLog();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Work that cannot even say how it is must not end the watch over the rest. */
  private void lookOrLog() {
    try {
      look();
    } catch (RuntimeException e) {
      log.atWarn().addKeyValue("service", service).setCause(e).log("health not known");
    }
  }

  void look() {
    Map<String, String> reasons = notReady();
    boolean refused = background.stream().anyMatch(work -> !work.refusesCalls().isEmpty());
    health.setStatus(HealthStatusManager.SERVICE_NAME_ALL_SERVICES, status(reasons.isEmpty()));
    grpcServices.forEach(name -> health.setStatus(name, status(!refused)));
    tell(reasons);
    warn(warnings());
  }

  /** A line for each that is new, however often its numbers move. */
  private void warn(Map<String, String> warnings) {
    warnings.forEach(
        (work, warning) -> {
          if (!warned.containsKey(work)) {
            log.atWarn()
                .addKeyValue("work", work)
                .addKeyValue("warning", warning)
                .log("look at it");
          }
        });
    warned = warnings;
  }

  /** One line a change: reasons such as a count of rows move all the time. */
  private void tell(Map<String, String> reasons) {
    reasons.forEach(
        (work, reason) -> {
          if (!told.containsKey(work)) {
            log.atInfo().addKeyValue("work", work).addKeyValue("reason", reason).log("not ready");
          }
        });
    told.keySet().stream()
        .filter(work -> !reasons.containsKey(work))
        .forEach(work -> log.atInfo().addKeyValue("work", work).log("ready"));
    told = reasons;
  }

  private static ServingStatus status(boolean serving) {
    return serving ? ServingStatus.SERVING : ServingStatus.NOT_SERVING;
  }
}
