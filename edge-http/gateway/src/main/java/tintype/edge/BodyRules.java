package tintype.edge;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import java.util.Locale;
import tintype.edge.Route.Kind;

/** What can be said of a body by its headers alone, before a byte of it is read. */
final class BodyRules {
  private BodyRules() {}

  /**
   * Checks a request's headers against its route.
   *
   * @throws Refusal with BODY_TOO_LARGE, CONTENT_TYPE_NOT_TAKEN or MALFORMED_REQUEST
   */
  static void check(HttpRequest request, Route route, GatewayConfig config) {
    HttpHeaders headers = request.headers();
    String type = mediaType(headers);
    boolean json = route.kind() != Kind.UPLOAD;
    if (type.startsWith("application/grpc")) {
      throw Refusal.contentTypeNotTaken(json ? Answer.JSON : "anything but gRPC");
    }
    String expected = headers.get(HttpHeaderNames.EXPECT);
    if (expected != null && !expected.equalsIgnoreCase("100-continue")) {
      throw Refusal.malformedRequest("the only expectation taken is 100-continue");
    }
    long length = HttpUtil.getContentLength(request, 0L);
    boolean body = length > 0 || HttpUtil.isTransferEncodingChunked(request);
    if (body
        && json
        && route.binder().takesBody()
        && !type.isEmpty()
        && !type.equals(Answer.JSON)) {
      throw Refusal.contentTypeNotTaken(Answer.JSON);
    }
    String coding = headers.get(HttpHeaderNames.CONTENT_ENCODING);
    if (body && coding != null && !HttpHeaderValues.IDENTITY.contentEqualsIgnoreCase(coding)) {
      throw Refusal.contentTypeNotTaken("a body without content-encoding");
    }
    long limit = limit(route, config);
    if (length > limit) {
      throw Refusal.bodyTooLarge(limit);
    }
  }

  /** The largest body that the route takes, in bytes. */
  static long limit(Route route, GatewayConfig config) {
    return route.kind() == Kind.UPLOAD ? config.maxUpload() : config.maxJsonBody();
  }

  private static String mediaType(HttpHeaders headers) {
    String value = headers.get(HttpHeaderNames.CONTENT_TYPE, "");
    int semicolon = value.indexOf(';');
    return (semicolon < 0 ? value : value.substring(0, semicolon)).trim().toLowerCase(Locale.ROOT);
  }
}
