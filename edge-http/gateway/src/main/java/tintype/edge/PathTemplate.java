package tintype.edge;

import java.util.ArrayList;
import java.util.List;

/**
 * A path template of {@code google.api.http}, such as {@code /v1/{name=posts/*}:like}.
 *
 * <p>The written grammar of {@code google/api/http.proto} and nothing beyond it: {@code **} stands
 * last, a variable holds no variable, and a literal holds no colon.
 *
 * @param segments the path, one entry for each segment
 * @param variables the parts of the path that are bound to fields, in order
 * @param verb what follows the colon, or empty
 */
record PathTemplate(List<Segment> segments, List<Variable> variables, String verb) {
  /** One segment of a template. */
  sealed interface Segment {}

  /** A segment that matches itself only. */
  record Literal(String text) implements Segment {}

  /** {@code *}: any one segment that is not empty. */
  record AnyOne() implements Segment {}

  /** {@code **}: all the segments that are left, also none. */
  record AnyRest() implements Segment {}

  /**
   * A part of the path that is bound to a field.
   *
   * @param fieldPath names of fields, with dots between them
   * @param start the first segment that it covers
   * @param end the segment after the last that it covers, or -1 where it covers all the rest
   * @param many whether its template may cover more than one segment, so that escaped reserved
   *     characters stay escaped
   */
  record Variable(String fieldPath, int start, int end, boolean many) {}

  PathTemplate {
    segments = List.copyOf(segments);
    variables = List.copyOf(variables);
  }

  /**
   * Reads a template.
   *
   * @throws IllegalArgumentException naming the template and the place where it breaks the grammar
   */
  static PathTemplate parse(String text) {
    return new Parser(text).parse();
  }

  /** What tells two templates apart: the names of variables do not. */
  String shape() {
    StringBuilder shape = new StringBuilder();
    for (Segment segment : segments) {
      shape.append('/');
      shape.append(
          switch (segment) {
            case Literal literal -> literal.text();
            case AnyOne unused -> "*";
            case AnyRest unused -> "**";
          });
    }
    return verb.isEmpty() ? shape.toString() : shape + ":" + verb;
  }

  private static final class Parser {
    private static final String LITERAL_MARKS = "-._~!$&'()+,;@%";

    private final String text;
    private final List<Segment> segments = new ArrayList<>();
    private final List<Variable> variables = new ArrayList<>();
    private int at;

    Parser(String text) {
      this.text = text;
    }

    PathTemplate parse() {
      expect('/');
      if (at == text.length()) {
        return new PathTemplate(segments, variables, "");
      }
      segments(true);
      String verb = "";
      if (next(':')) {
        verb = literal("a verb");
      }
      if (at != text.length()) {
        throw broken("the end");
      }
      for (int i = 0; i < segments.size() - 1; i++) {
        if (segments.get(i) instanceof AnyRest) {
          throw new IllegalArgumentException(
              "template: " + text + " (expected: ** as its last segment only)");
        }
      }
      return new PathTemplate(segments, variables, verb);
    }

    private void segments(boolean variablesAllowed) {
      do {
        if (variablesAllowed && next('{')) {
          variable();
        } else {
          segments.add(plainSegment());
        }
      } while (next('/'));
    }

    private Segment plainSegment() {
      if (next('*')) {
        return next('*') ? new AnyRest() : new AnyOne();
      }
      return new Literal(literal("a segment"));
    }

    private void variable() {
      int from = at;
      do {
        identifier();
      } while (next('.'));
      String fieldPath = text.substring(from, at);
      int start = segments.size();
      if (next('=')) {
        segments(false);
      } else {
        segments.add(new AnyOne());
      }
      expect('}');
      boolean rest = segments.getLast() instanceof AnyRest;
      boolean one = segments.size() == start + 1 && !rest;
      variables.add(new Variable(fieldPath, start, rest ? -1 : segments.size(), !one));
    }

    private void identifier() {
      int from = at;
      while (at < text.length() && isIdentifier(text.charAt(at), at == from)) {
        at++;
      }
      if (at == from) {
        throw broken("a field name");
      }
    }

    private static boolean isIdentifier(char c, boolean first) {
      boolean letter = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_';
      return letter || !first && c >= '0' && c <= '9';
    }

    private String literal(String what) {
      int from = at;
      while (at < text.length()
          && (isIdentifier(text.charAt(at), false)
              || LITERAL_MARKS.indexOf(text.charAt(at)) >= 0)) {
        at++;
      }
      if (at == from) {
        throw broken(what);
      }
      return text.substring(from, at);
    }

    private boolean next(char c) {
      if (at < text.length() && text.charAt(at) == c) {
        at++;
        return true;
      }
      return false;
    }

    private void expect(char c) {
      if (!next(c)) {
        throw broken("'" + c + "'");
      }
    }

    private IllegalArgumentException broken(String expected) {
      return new IllegalArgumentException(
          "template: " + text + " at " + at + " (expected: " + expected + ")");
    }
  }
}
