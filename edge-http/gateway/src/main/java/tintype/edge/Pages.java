package tintype.edge;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * What the gateway shows of its own: the API's description at {@code /openapi.json}, and a page
 * about it with its icon at {@code /}. A route with the same path goes first.
 */
final class Pages {
  private static final String PAGE = "api.html";
  private static final String ICON = "favicon.svg";

  private final Map<String, Answer> pages;

  private Pages(Map<String, Answer> pages) {
    this.pages = pages;
  }

  static Pages of(List<Route> routes) {
    byte[] document = ApiDocument.of(routes, ProtoComments.onClassPath());
    byte[] page = resource(PAGE);
    Map<String, String> fresh = Map.of("cache-control", "no-cache");
    Map<String, String> guarded =
        Map.of(
            "cache-control", "no-cache",
            "content-security-policy", policy(new String(page, StandardCharsets.UTF_8)),
            "referrer-policy", "no-referrer");
    return new Pages(
        Map.of(
            "/openapi.json", new Answer(200, Answer.JSON, document, fresh),
            "/favicon.svg", new Answer(200, "image/svg+xml", resource(ICON), fresh),
            "/", new Answer(200, "text/html; charset=utf-8", page, guarded)));
  }

  /** The page at a path, or null. */
  Answer at(String path) {
    return pages.get(path);
  }

  private static byte[] resource(String name) {
    try (InputStream in = Pages.class.getResourceAsStream(name)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(name, e);
    }
  }

  /** Only the page's own script and style run, known by their hashes, and it talks to us alone. */
  private static String policy(String page) {
    return "default-src 'none'; connect-src 'self'; img-src 'self' blob:; base-uri 'none';"
        + " form-action 'none'; frame-ancestors 'none'; script-src '"
        + hash(page, "script")
        + "'; style-src '"
        + hash(page, "style")
        + "'";
  }

  private static String hash(String page, String element) {
    String open = "<" + element + ">";
    int from = page.indexOf(open) + open.length();
    String text = page.substring(from, page.indexOf("</" + element + ">", from));
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return "sha256-" + Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
