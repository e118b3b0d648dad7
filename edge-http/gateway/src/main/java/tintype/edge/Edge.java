package tintype.edge;

import tintype.platform.trace.Tracing;

/**
 * What all connections share.
 *
 * @param config limits and time-outs
 * @param routes where requests go
 * @param pages what is shown beside the routes
 * @param codec JSON of the routes' messages
 * @param errors answers to failures
 * @param metrics counts
 * @param inFlight the requests that are answered now
 * @param writes what accounts have written lately
 * @param tracing what traces them
 */
record Edge(
    GatewayConfig config,
    RouteTable<Route> routes,
    Pages pages,
    JsonCodec codec,
    ErrorAnswers errors,
    EdgeMetrics metrics,
    Places inFlight,
    RecentWrites writes,
    Tracing tracing) {}
