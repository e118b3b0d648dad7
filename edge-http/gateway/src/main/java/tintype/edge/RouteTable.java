package tintype.edge;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Finds the route of a method and a path. Immutable once built.
 *
 * <p>A literal goes before {@code *}, and {@code *} before {@code **}. A verb that some route has
 * at a path is a verb there for every method; any other text after a colon is part of its segment.
 * HEAD leads where GET does, unless it has a route of its own.
 *
 * @param <T> what a route leads to
 */
final class RouteTable<T> {
  /** What a look-up finds. */
  sealed interface Match<T> {}

  /** A route, and the values of its template's variables, in the template's order. */
  record Found<T>(T target, List<Binding> bindings) implements Match<T> {}

  /** The path is known, but not with this method. */
  record WrongMethod<T>(Set<String> allowed) implements Match<T> {}

  /** No route has this path. */
  record NotFound<T>() implements Match<T> {}

  /** A decoded part of the path, and the field that it belongs to. */
  record Binding(String fieldPath, String value) {}

  private record Entry<T>(PathTemplate template, T target) {}

  private static final class Node<T> {
    final Map<String, Node<T>> literals = new HashMap<>();
    Node<T> any;
    final Map<String, Map<String, Entry<T>>> here = new HashMap<>();
    final Map<String, Map<String, Entry<T>>> rest = new HashMap<>();
  }

  private final Node<T> root;

  private RouteTable(Node<T> root) {
    this.root = root;
  }

  /** Collects routes. */
  static final class Builder<T> {
    private final Node<T> root = new Node<>();

    /**
     * Adds a route.
     *
     * @throws IllegalArgumentException if there is one with the same method and template; names of
     *     variables make no difference
     */
    Builder<T> add(String method, PathTemplate template, T target) {
      Node<T> node = root;
      boolean rest = false;
      for (PathTemplate.Segment segment : template.segments()) {
        switch (segment) {
          case PathTemplate.Literal literal ->
              node =
                  node.literals.computeIfAbsent(
                      PercentCoding.decode(literal.text()), unused -> new Node<>());
          case PathTemplate.AnyOne unused -> {
            node.any = node.any == null ? new Node<>() : node.any;
            node = node.any;
          }
          case PathTemplate.AnyRest unused -> rest = true;
        }
      }
      Map<String, Entry<T>> methods =
          (rest ? node.rest : node.here)
              .computeIfAbsent(template.verb(), unused -> new HashMap<>());
      Entry<T> before = methods.putIfAbsent(method, new Entry<>(template, target));
      if (before != null) {
        throw new IllegalArgumentException(
            "route: %s %s of %s (expected: one that is not %s's already)"
                .formatted(method, template.shape(), target, before.target()));
      }
      return this;
    }

    RouteTable<T> build() {
      return new RouteTable<>(root);
    }
  }

  /**
   * Looks a path up.
   *
   * @param path the path as it was sent, percent-encoded, without the query
   * @throws IllegalArgumentException if a percent-encoding is broken or no UTF-8
   */
  Match<T> find(String method, String path) {
    if (!path.startsWith("/")) {
      return new NotFound<>();
    }
    String[] raw = path.length() == 1 ? new String[0] : path.substring(1).split("/", -1);
    Set<String> allowed = new TreeSet<>();
    if (raw.length > 0) {
      String last = raw[raw.length - 1];
      int colon = last.lastIndexOf(':');
      if (colon > 0) {
        String[] head = raw.clone();
        head[head.length - 1] = last.substring(0, colon);
        Match<T> match = new Search(method, last.substring(colon + 1), head, allowed).run();
        if (match != null) {
          return match;
        }
      }
    }
    Match<T> match = new Search(method, "", raw, allowed).run();
    return match != null ? match : new NotFound<>();
  }

  private final class Search {
    private final String method;
    private final String verb;
    private final String[] raw;
    private final String[] decoded;
    private final Set<String> allowed;

    Search(String method, String verb, String[] raw, Set<String> allowed) {
      this.method = method;
      this.verb = verb;
      this.raw = raw;
      this.decoded = new String[raw.length];
      for (int i = 0; i < raw.length; i++) {
        decoded[i] = PercentCoding.decode(raw[i]);
      }
      this.allowed = allowed;
    }

    Match<T> run() {
      Entry<T> entry = search(root, 0);
      if (entry != null) {
        return new Found<>(entry.target(), bindings(entry.template()));
      }
      return allowed.isEmpty() ? null : new WrongMethod<>(allowed);
    }

    private Entry<T> search(Node<T> node, int at) {
      if (at == decoded.length) {
        Entry<T> entry = pick(node.here);
        return entry != null ? entry : pick(node.rest);
      }
      Node<T> literal = node.literals.get(decoded[at]);
      Entry<T> entry = literal == null ? null : search(literal, at + 1);
      if (entry == null && node.any != null && !raw[at].isEmpty()) {
        entry = search(node.any, at + 1);
      }
      return entry != null ? entry : pick(node.rest);
    }

    private Entry<T> pick(Map<String, Map<String, Entry<T>>> verbs) {
      Map<String, Entry<T>> methods = verbs.get(verb);
      if (methods == null) {
        return null;
      }
      Entry<T> entry = methods.get(method);
      if (entry == null && method.equals("HEAD")) {
        entry = methods.get("GET");
      }
      if (entry == null) {
        allowed.addAll(methods.keySet());
        if (methods.containsKey("GET")) {
          allowed.add("HEAD");
        }
      }
      return entry;
    }

    private List<Binding> bindings(PathTemplate template) {
      List<Binding> bindings = new ArrayList<>(template.variables().size());
      for (PathTemplate.Variable variable : template.variables()) {
        int end = variable.end() < 0 ? raw.length : variable.end();
        bindings.add(
            new Binding(
                variable.fieldPath(),
                variable.many() ? joined(variable.start(), end) : decoded[variable.start()]));
      }
      return bindings;
    }

    private String joined(int start, int end) {
      StringBuilder value = new StringBuilder();
      for (int i = start; i < end; i++) {
        value.append(i == start ? "" : "/").append(PercentCoding.decodeExceptReserved(raw[i]));
      }
      return value.toString();
    }
  }
}
