package tintype.edge;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What a request asks for, once it is known to be well-formed. Netty lets pass what two readers
 * could understand in two ways: several Host headers, none, or a target that names another host.
 *
 * @param path percent-encoded, begins with a slash
 * @param query percent-encoded, without the question mark; may be empty
 */
record RequestTarget(String path, String query) {
  private static final Pattern HOST = Pattern.compile("[A-Za-z0-9.\\-_~%!$&'()*+;=:\\[\\]]+");

  /**
   * Checks a request's line and its framing headers.
   *
   * @throws Refusal with MALFORMED_REQUEST or URI_TOO_LONG
   */
  static RequestTarget of(HttpRequest request, int maxUri) {
    HttpHeaders headers = request.headers();
    HttpVersion version = request.protocolVersion();
    if (!version.equals(HttpVersion.HTTP_1_1) && !version.equals(HttpVersion.HTTP_1_0)) {
      throw Refusal.malformedRequest("the version is not HTTP/1.1");
    }
    String uri = request.uri();
    if (uri.length() > maxUri) {
      throw Refusal.uriTooLong(maxUri);
    }
    for (int i = 0; i < uri.length(); i++) {
      if (uri.charAt(i) <= ' ' || uri.charAt(i) >= 0x7f || uri.charAt(i) == '#') {
        throw Refusal.malformedRequest("the target has a character that must be escaped");
      }
    }
    String host = host(headers, version);
    List<String> codings = headers.getAll(HttpHeaderNames.TRANSFER_ENCODING);
    if (!codings.isEmpty()
        && !(codings.size() == 1 && codings.get(0).equalsIgnoreCase("chunked"))) {
      throw Refusal.malformedRequest("the only transfer coding taken is chunked");
    }
    String origin = uri.startsWith("/") ? uri : withoutAuthority(uri, host);
    int question = origin.indexOf('?');
    return question < 0
        ? new RequestTarget(origin, "")
        : new RequestTarget(origin.substring(0, question), origin.substring(question + 1));
  }

  private static String host(HttpHeaders headers, HttpVersion version) {
    List<String> hosts = headers.getAll(HttpHeaderNames.HOST);
    if (hosts.isEmpty() && version.equals(HttpVersion.HTTP_1_0)) {
      return ""; // The header came with HTTP/1.1.
    }
    if (hosts.size() != 1) {
      throw Refusal.malformedRequest("one Host header is needed");
    }
    String host = hosts.get(0).trim();
    if (!HOST.matcher(host).matches()) {
      throw Refusal.malformedRequest("the Host header names no host");
    }
    return host;
  }

  private static String withoutAuthority(String uri, String host) {
    String lower = uri.toLowerCase(Locale.ROOT);
    int scheme = lower.startsWith("http://") ? 7 : lower.startsWith("https://") ? 8 : -1;
    if (scheme < 0) {
      throw Refusal.malformedRequest("the target is no path");
    }
    int end = scheme;
    while (end < uri.length() && uri.charAt(end) != '/' && uri.charAt(end) != '?') {
      end++;
    }
    if (!host.isEmpty() && !uri.substring(scheme, end).equalsIgnoreCase(host)) {
      throw Refusal.malformedRequest("the target and the Host header disagree");
    }
    String rest = uri.substring(end);
    return rest.startsWith("/") ? rest : "/" + rest;
  }
}
