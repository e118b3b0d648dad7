package tintype.media;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tintype.platform.rpc.CallHeaders;

/**
 * Which bytes of a thing a request wants, as HTTP has it (RFC 9110, 13 and 14); the contract is
 * that of the option {@code http_bytes}. A call that says nothing of HTTP wants all.
 *
 * @param isHead whether it wants only what would be said of them
 */
record ConditionalBytes(
    boolean isHead,
    Optional<String> range,
    Optional<String> ifNoneMatch,
    Optional<String> ifRange) {
  private static final Pattern TAG = Pattern.compile("(?:W/)?(\"[^\"]*\")");

  /**
   * What to answer.
   *
   * @param status 200, 206, 304 or 416
   * @param first index of the first byte to send
   * @param length how many to send
   */
  record Answer(int status, long first, long length) {}

  static ConditionalBytes of(CallHeaders headers) {
    return new ConditionalBytes(
        headers.get("tintype-http-method").filter("HEAD"::equals).isPresent(),
        headers.get("tintype-http-range"),
        headers.get("tintype-http-if-none-match"),
        headers.get("tintype-http-if-range"));
  }

  /** The answer for a thing of this strong tag and size. */
  Answer select(String etag, long size) {
    if (ifNoneMatch.filter(tags -> names(tags, etag)).isPresent()) {
      return new Answer(304, 0, 0);
    }
    // A range means something to GET alone, and under a condition only while that holds.
    boolean heeded = !isHead && ifRange.filter(tag -> !tag.strip().equals(etag)).isEmpty();
    Optional<ByteRange> asked =
        range.filter(header -> heeded).flatMap(header -> ByteRange.of(header.strip(), size));
    if (asked.isEmpty()) {
      return new Answer(200, 0, size);
    }
    ByteRange part = asked.get();
    return new Answer(part.isSatisfiable() ? 206 : 416, part.first(), part.length());
  }

  /** Weak comparison, which forgives a cache that has re-encoded. */
  private static boolean names(String tags, String etag) {
    if (tags.strip().equals("*")) {
      return true;
    }
    Matcher each = TAG.matcher(tags);
    while (each.find()) {
      if (each.group(1).equals(etag)) {
        return true;
      }
    }
    return false;
  }
}
