package tintype.edge;

import io.grpc.Metadata;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** From the head of a request to its route. */
final class Admission {
  /** Colon, space and line end. */
  private static final int HEADER_LINE_REST = 4;

  private Admission() {}

  /**
   * Finds out what a request wants.
   *
   * @throws Refusal with MALFORMED_REQUEST, URI_TOO_LONG, HEADERS_TOO_LARGE, ROUTE_NOT_FOUND or
   *     METHOD_NOT_ALLOWED
   */
  static Admitted admit(Edge edge, HttpRequest request, String id) {
    requireDecoded(edge.config(), request);
    requireSmallHeaders(edge.config(), request);
    RequestTarget target = RequestTarget.of(request, edge.config().maxUri());
    RouteTable.Match<Route> match;
    try {
      match = edge.routes().find(request.method().name(), target.path());
    } catch (IllegalArgumentException e) {
      throw Refusal.malformedRequest("the path has " + e.getMessage());
    }
    return switch (match) {
      case RouteTable.NotFound<Route> unused -> page(edge, request, target.path());
      case RouteTable.WrongMethod<Route> wrong -> throw Refusal.methodNotAllowed(wrong.allowed());
      case RouteTable.Found<Route> found ->
          new RoutedRequest(
              found.target(),
              found.bindings(),
              target.query(),
              metadata(edge, request, id, found.target()));
    };
  }

  private static Admitted page(Edge edge, HttpRequest request, String path) {
    Answer page = edge.pages().at(path);
    if (page == null) {
      throw Refusal.routeNotFound();
    }
    if (!request.method().equals(HttpMethod.GET) && !request.method().equals(HttpMethod.HEAD)) {
      throw Refusal.methodNotAllowed(new TreeSet<>(Set.of("GET", "HEAD")));
    }
    return new Admitted.Page(page);
  }

  private static Metadata metadata(Edge edge, HttpRequest request, String id, Route route) {
    Metadata metadata = CallMetadata.of(request.headers(), id);
    if (route.httpBytes()) {
      HttpBytes.describe(request, metadata);
    }
    if (size(metadata) > edge.config().maxMetadata()) {
      throw Refusal.headersTooLarge(edge.config().maxMetadata());
    }
    edge.writes().addTo(metadata);
    return metadata;
  }

  private static long size(Metadata metadata) {
    long bytes = 0;
    for (String name : metadata.keys()) {
      bytes += name.length() + metadata.get(CallMetadata.key(name)).length();
    }
    return bytes;
  }

  /** The decoders count in their own ways; HTTP/2's has one limit for target and headers. */
  private static void requireSmallHeaders(GatewayConfig config, HttpRequest request) {
    long bytes = 0;
    for (Map.Entry<String, String> header : request.headers()) {
      bytes += header.getKey().length() + header.getValue().length() + HEADER_LINE_REST;
    }
    if (bytes > config.maxHeaders()) {
      throw Refusal.headersTooLarge(config.maxHeaders());
    }
  }

  private static void requireDecoded(GatewayConfig config, HttpRequest request) {
    if (request.decoderResult().isSuccess()) {
      return;
    }
    Throwable cause = request.decoderResult().cause();
    if (cause instanceof TooLongHttpLineException) {
      throw Refusal.uriTooLong(config.maxUri());
    } else if (cause instanceof TooLongHttpHeaderException) {
      throw Refusal.headersTooLarge(config.maxHeaders());
    }
    throw Refusal.malformedRequest("the request is not HTTP/1.1");
  }
}
