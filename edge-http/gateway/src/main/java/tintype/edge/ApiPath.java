package tintype.edge;

import java.util.ArrayList;
import java.util.List;
import tintype.edge.PathTemplate.Literal;
import tintype.edge.PathTemplate.Variable;

/**
 * A path as OpenAPI writes it.
 *
 * @param text each wildcard is a parameter: {@code /v1/posts/{postId}}
 * @param parameters the names of the parameters, in order
 * @param fields the field paths that they belong to; empty for a wildcard that no field takes
 */
record ApiPath(String text, List<String> parameters, List<String> fields) {
  static ApiPath of(PathTemplate template) {
    StringBuilder text = new StringBuilder();
    List<String> parameters = new ArrayList<>();
    List<String> fields = new ArrayList<>();
    for (int i = 0; i < template.segments().size(); i++) {
      if (template.segments().get(i) instanceof Literal literal) {
        text.append('/').append(literal.text());
        continue;
      }
      String field = fieldAt(template, i);
      String name = field.isEmpty() ? "any" : field;
      if (parameters.contains(name)) {
        name += parameters.size();
      }
      parameters.add(name);
      fields.add(field);
      text.append("/{").append(name).append('}');
    }
    if (text.isEmpty()) {
      text.append('/');
    }
    if (!template.verb().isEmpty()) {
      text.append(':').append(template.verb());
    }
    return new ApiPath(text.toString(), List.copyOf(parameters), List.copyOf(fields));
  }

  private static String fieldAt(PathTemplate template, int segment) {
    for (Variable variable : template.variables()) {
      if (segment >= variable.start() && (variable.end() < 0 || segment < variable.end())) {
        return variable.fieldPath();
      }
    }
    return "";
  }
}
