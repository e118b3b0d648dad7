package tintype.platform.rpc;

import build.buf.validate.FieldPath;
import build.buf.validate.FieldPathElement;

/** A field's path as people write it: {@code media_ids[3]}. */
final class FieldPaths {
  private FieldPaths() {}

  static String of(FieldPath path) {
    StringBuilder text = new StringBuilder();
    for (FieldPathElement element : path.getElementsList()) {
      if (!text.isEmpty()) {
        text.append('.');
      }
      text.append(element.getFieldName());
      if (element.hasIndex()) {
        text.append('[').append(element.getIndex()).append(']');
      }
    }
    return text.toString();
  }
}
