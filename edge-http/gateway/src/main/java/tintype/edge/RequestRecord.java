package tintype.edge;

import io.grpc.Context;
import tintype.platform.trace.ActiveSpan;

/**
 * What is known of a request for the metrics, the log and the trace: told once, when it is over.
 */
final class RequestRecord {
  private final Edge edge;
  private final String method;
  private final long started = System.nanoTime();
  private final boolean hasPlace;
  private String route = "";
  private long bytes;
  private boolean told;

  /** Takes one of the places for requests in flight, if there is one. */
  RequestRecord(Edge edge, String method) {
    this.edge = edge;
    this.method = method;
    this.hasPlace = edge.inFlight().take();
  }

  /** Whether it may go on; otherwise too many others are in flight. */
  boolean hasPlace() {
    return hasPlace;
  }

  void routed(String path) {
    route = path;
  }

  /** The path of its route; empty where none was found. */
  String route() {
    return route;
  }

  /** Adds to the bytes of the answer's body. */
  void sent(int more) {
    bytes += more;
  }

  /** The end, told in the request's context; later ones are no news. */
  void over(int status) {
    if (told) {
      return;
    }
    told = true;
    if (hasPlace) {
      edge.inFlight().leave();
    }
    long nanos = System.nanoTime() - started;
    edge.metrics().answered(method, route, status, nanos);
    AccessLog.answered(method, route, status, nanos, bytes);
    ActiveSpan.answered(
        Context.current(), EdgeMetrics.methodOf(method), EdgeMetrics.routeOf(route), status);
  }
}
