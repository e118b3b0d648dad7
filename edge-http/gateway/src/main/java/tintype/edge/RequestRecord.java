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
  private boolean hasPlace;
  private String route = "";
  private long bytes;
  private boolean told;

  RequestRecord(Edge edge, String method) {
    this.edge = edge;
    this.method = method;
  }

  /**
   * Takes one of the places for requests in flight: once it calls a service, for a client that is
   * slow to say what it wants costs others nothing.
   *
   * @throws Refusal where too many others are in flight
   */
  void takePlace() {
    hasPlace = edge.inFlight().take();
    if (!hasPlace) {
      throw Refusal.busy();
    }
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
