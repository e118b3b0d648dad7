package tintype.edge;

import io.grpc.Metadata;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;

/**
 * What crosses between HTTP headers and gRPC metadata. Everything else that a client sends stays
 * outside: X-Forwarded-*, tintype-* and the rest.
 */
final class CallMetadata {
  static final Metadata.Key<String> AUTHORIZATION = key("authorization");
  static final Metadata.Key<String> REQUEST_ID = key("tintype-request-id");
  static final Metadata.Key<String> AFTER = key("tintype-after");
  static final Metadata.Key<String> CACHE_CONTROL = key("cache-control");

  /** The size of a download. Not content-length: HTTP/2 has that name for its own frames. */
  static final Metadata.Key<String> DOWNLOAD_LENGTH = key("tintype-content-length");

  /** Comes with a request, maybe, and goes out with every answer. */
  static final String REQUEST_ID_HEADER = "x-request-id";

  private static final Pattern USABLE_REQUEST_ID = Pattern.compile("[A-Za-z0-9._-]{1,64}");

  private CallMetadata() {}

  static Metadata.Key<String> key(String name) {
    return Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER);
  }

  /**
   * The id by which a request is found in the logs of all services: the client's own, where it
   * gives one that can stand there, or one that is made here.
   */
  static String requestId(HttpHeaders headers) {
    List<String> given = headers.getAll(REQUEST_ID_HEADER);
    if (given.size() == 1 && USABLE_REQUEST_ID.matcher(given.get(0)).matches()) {
      return given.get(0);
    }
    HexFormat hex = HexFormat.of();
    ThreadLocalRandom random = ThreadLocalRandom.current();
    return hex.toHexDigits(random.nextLong()) + hex.toHexDigits(random.nextLong());
  }

  /**
   * The metadata of a call.
   *
   * @throws Refusal with MALFORMED_REQUEST if a header stands twice or holds more than ASCII
   */
  static Metadata of(HttpHeaders headers, String requestId) {
    Metadata metadata = new Metadata();
    metadata.put(REQUEST_ID, requestId);
    copy(headers, AUTHORIZATION, metadata);
    copy(headers, AFTER, metadata);
    return metadata;
  }

  /** Adds to an answer's headers what the service's answer metadata has for them. */
  static void copyAfter(Metadata from, Map<String, String> headers) {
    String after = from.get(AFTER);
    if (after != null) {
      headers.put(AFTER.name(), after);
    }
  }

  private static void copy(HttpHeaders headers, Metadata.Key<String> key, Metadata metadata) {
    List<String> values = headers.getAll(key.name());
    if (values.isEmpty()) {
      return;
    }
    if (values.size() > 1) {
      throw Refusal.malformedRequest("one header " + key.name() + " is taken");
    }
    metadata.put(key, ascii(key.name(), values.get(0)));
  }

  /**
   * The value of a header that goes into metadata.
   *
   * @throws Refusal with MALFORMED_REQUEST if it holds more than ASCII
   */
  static String ascii(String name, String value) {
    String trimmed = value.trim();
    if (!trimmed.chars().allMatch(c -> c >= ' ' && c < 0x7f)) {
      throw Refusal.malformedRequest("the header " + name + " is taken in ASCII only");
    }
    return trimmed;
  }
}
