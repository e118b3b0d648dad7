package tintype.edge;

import io.grpc.Metadata;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import java.util.List;
import java.util.Map;

/**
 * What HTTP and an RPC with the option {@code tintype.rpc.v1.http_bytes} say to each other: the
 * request's method, ranges and conditions in, the answer's status and headers out.
 */
final class HttpBytes {
  private static final String PREFIX = "tintype-http-";
  private static final Metadata.Key<String> METHOD = CallMetadata.key(PREFIX + "method");
  private static final Metadata.Key<String> STATUS = CallMetadata.key(PREFIX + "status");
  private static final Metadata.Key<String> LENGTH = CallMetadata.key(PREFIX + "content-length");

  /** Lists, which may stand in several lines. */
  private static final List<String> LISTS = List.of("accept", "if-none-match");

  private static final List<String> SINGLES = List.of("range", "if-range", "if-modified-since");

  /** All but content-length, which frames the answer and so is ours to write. */
  private static final List<String> ANSWERED =
      List.of("etag", "last-modified", "content-range", "accept-ranges", "cache-control", "vary");

  private HttpBytes() {}

  /**
   * Adds what the RPC wants to know of the request.
   *
   * @throws Refusal with MALFORMED_REQUEST if one of these headers holds more than ASCII, or stands
   *     twice where it may not
   */
  static void describe(HttpRequest request, Metadata metadata) {
    metadata.put(METHOD, request.method().name());
    HttpHeaders headers = request.headers();
    for (String name : SINGLES) {
      if (headers.getAll(name).size() > 1) {
        throw Refusal.malformedRequest("one header " + name + " is taken");
      }
      put(headers, name, metadata);
    }
    LISTS.forEach(name -> put(headers, name, metadata));
  }

  private static void put(HttpHeaders headers, String name, Metadata metadata) {
    List<String> values = headers.getAll(name);
    if (!values.isEmpty()) {
      String value = CallMetadata.ascii(name, String.join(", ", values));
      metadata.put(CallMetadata.key(PREFIX + name), value);
    }
  }

  /**
   * The status that the service wants; 200 where it says nothing.
   *
   * @throws IllegalStateException for one that is none of 200, 206, 304 and 416
   */
  static int status(Metadata answer) {
    String status = answer.get(STATUS);
    return switch (status == null ? "200" : status) {
      case "200" -> 200;
      case "206" -> 206;
      case "304" -> 304;
      case "416" -> 416;
      default ->
          throw new IllegalStateException(
              STATUS.name() + ": " + status + " (expected: 200, 206, 304 or 416)");
    };
  }

  /** The size of the body, as the service wrote it, or null. */
  static String length(Metadata answer) {
    return answer.get(LENGTH);
  }

  /** Adds to an answer's headers what the service has for them. */
  static void copyHeaders(Metadata answer, Map<String, String> headers) {
    for (String name : ANSWERED) {
      String value = answer.get(CallMetadata.key(PREFIX + name));
      if (value != null) {
        headers.put(name, value);
      }
    }
  }
}
