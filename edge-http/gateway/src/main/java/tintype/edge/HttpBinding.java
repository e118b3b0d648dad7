package tintype.edge;

import com.google.api.HttpRule;
import java.util.ArrayList;
import java.util.List;

/**
 * One way in which HTTP reaches an RPC.
 *
 * @param method the HTTP method
 * @param template the path
 * @param path the path as it was written, for metrics and messages
 * @param body {@code *}, the field that the body is, or empty: the body means nothing
 * @param responseBody the field of the answer that the HTTP answer is, or empty: all of it
 */
record HttpBinding(
    String method, PathTemplate template, String path, String body, String responseBody) {

  /**
   * The bindings that a rule declares: its own and its additional ones. A rule without a pattern
   * declares none.
   *
   * @throws IllegalArgumentException for a bad template, or additional bindings inside of one
   */
  static List<HttpBinding> of(HttpRule rule) {
    List<HttpBinding> bindings = new ArrayList<>();
    addTo(bindings, rule);
    for (HttpRule additional : rule.getAdditionalBindingsList()) {
      if (additional.getAdditionalBindingsCount() > 0) {
        throw new IllegalArgumentException("additional_bindings (expected: none inside of others)");
      }
      addTo(bindings, additional);
    }
    return bindings;
  }

  private static void addTo(List<HttpBinding> bindings, HttpRule rule) {
    switch (rule.getPatternCase()) {
      case GET -> bindings.add(of("GET", rule.getGet(), rule));
      case PUT -> bindings.add(of("PUT", rule.getPut(), rule));
      case POST -> bindings.add(of("POST", rule.getPost(), rule));
      case DELETE -> bindings.add(of("DELETE", rule.getDelete(), rule));
      case PATCH -> bindings.add(of("PATCH", rule.getPatch(), rule));
      case CUSTOM -> bindings.add(of(rule.getCustom().getKind(), rule.getCustom().getPath(), rule));
      case PATTERN_NOT_SET -> {}
    }
  }

  private static HttpBinding of(String method, String path, HttpRule rule) {
    return new HttpBinding(
        method, PathTemplate.parse(path), path, rule.getBody(), rule.getResponseBody());
  }
}
