package tintype.edge;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** What the gateway counts. Tags have few values: routes, not paths. */
final class EdgeMetrics {
  private static final Set<String> METHODS =
      Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

  private final MeterRegistry registry;
  private final AtomicInteger connections = new AtomicInteger();
  private final Counter bytesIn;
  private final Counter bytesOut;

  EdgeMetrics(MeterRegistry registry) {
    this.registry = registry;
    registry.gauge("http.server.connections", connections);
    bytesIn = registry.counter("http.server.bytes", "direction", "in");
    bytesOut = registry.counter("http.server.bytes", "direction", "out");
  }

  /** Counts a connection that opens; answers how many are open with it. */
  int opened() {
    return connections.incrementAndGet();
  }

  void closed() {
    connections.decrementAndGet();
  }

  void received(int bytes) {
    bytesIn.increment(bytes);
  }

  void sent(int bytes) {
    bytesOut.increment(bytes);
  }

  /** One of the few methods there are, or OTHER: it comes from outside. */
  static String methodOf(String method) {
    return METHODS.contains(method) ? method : "OTHER";
  }

  /** The template, or none where no route was found. */
  static String routeOf(String route) {
    return route.isEmpty() ? "none" : route;
  }

  /** Counts an answer; {@code route} is a template, or empty where none was found. */
  void answered(String method, String route, int status, long nanos) {
    registry
        .timer(
            "http.server.requests",
            "method",
            methodOf(method),
            "route",
            routeOf(route),
            "status",
            Integer.toString(status))
        .record(nanos, TimeUnit.NANOSECONDS);
  }
}
