package tintype.edge;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A line for each answered request, at DEBUG: metrics count requests, and a line costs what a tenth
 * of a small request does. {@code log-levels=tintype.edge.access=DEBUG} asks for it. It names the
 * route and not the path: who looked at whom, and with which page token, is not for a log.
 */
final class AccessLog {
  private static final Logger log = LoggerFactory.getLogger("tintype.edge.access");

  private AccessLog() {}

  /** Called in the request's context, which has its id. */
  static void answered(String method, String route, int status, long nanos, long bytes) {
    if (log.isDebugEnabled()) {
      log.atDebug()
          .addKeyValue("method", EdgeMetrics.methodOf(method))
          .addKeyValue("route", EdgeMetrics.routeOf(route))
          .addKeyValue("status", status)
          .addKeyValue("ms", nanos / 1_000_000)
          .addKeyValue("bytes", bytes)
          .log("answered");
    }
  }
}
