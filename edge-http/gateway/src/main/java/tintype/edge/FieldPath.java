package tintype.edge;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import com.google.protobuf.Message;
import java.util.ArrayList;
import java.util.List;

/**
 * A field of a message, maybe inside of other fields of it: {@code book.author_info.first_name}.
 *
 * @param fields from the outermost to the one that is meant
 */
record FieldPath(List<FieldDescriptor> fields) {
  /** Deeper than any request here, and shallower than what protobuf parses. */
  private static final int MAX_DEPTH = 32;

  FieldPath {
    fields = List.copyOf(fields);
  }

  /**
   * Resolves names of the proto or of JSON, with dots between them.
   *
   * @throws IllegalArgumentException saying which name is not to be found or not to be gone through
   */
  static FieldPath resolve(Descriptor type, String path) {
    String[] names = path.split("\\.", -1);
    if (names.length > MAX_DEPTH) {
      throw new IllegalArgumentException("a path of " + names.length + " names");
    }
    List<FieldDescriptor> fields = new ArrayList<>(names.length);
    Descriptor within = type;
    for (int i = 0; i < names.length; i++) {
      FieldDescriptor field = named(within, names[i]);
      fields.add(field);
      if (i < names.length - 1) {
        if (field.getJavaType() != JavaType.MESSAGE || field.isRepeated()) {
          throw new IllegalArgumentException("'" + names[i] + "' has no fields to set");
        }
        within = field.getMessageType();
      }
    }
    return new FieldPath(fields);
  }

  private static FieldDescriptor named(Descriptor type, String name) {
    FieldDescriptor field = type.findFieldByName(name);
    if (field != null) {
      return field;
    }
    for (FieldDescriptor candidate : type.getFields()) {
      if (candidate.getJsonName().equals(name)) {
        return candidate;
      }
    }
    throw new IllegalArgumentException("unknown field '" + name + "'");
  }

  /** The field that is meant. */
  FieldDescriptor last() {
    return fields.getLast();
  }

  /** Whether this is the other path, or inside of it. */
  boolean isWithin(FieldPath other) {
    return fields.size() >= other.fields.size()
        && fields.subList(0, other.fields.size()).equals(other.fields);
  }

  /**
   * The builder of the message that holds the last field, made where it is absent.
   *
   * @throws IllegalArgumentException if another field of a oneof on the way is set
   */
  Message.Builder holder(Message.Builder root) {
    Message.Builder holder = root;
    for (FieldDescriptor field : fields) {
      if (field.getContainingOneof() != null && holder.hasOneof(field.getContainingOneof())) {
        FieldDescriptor set = holder.getOneofFieldDescriptor(field.getContainingOneof());
        if (set != field) {
          throw new IllegalArgumentException("'" + set.getJsonName() + "' excludes it");
        }
      }
      if (field != last()) {
        holder = holder.getFieldBuilder(field);
      }
    }
    return holder;
  }

  /** The path in JSON names, as errors name it. */
  @Override
  public String toString() {
    return String.join(".", fields.stream().map(FieldDescriptor::getJsonName).toList());
  }
}
