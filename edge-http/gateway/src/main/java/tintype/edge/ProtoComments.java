package tintype.edge;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.EnumDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.DescriptorProtos.ServiceDescriptorProto;
import com.google.protobuf.DescriptorProtos.SourceCodeInfo.Location;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * What the .proto files say of their parts. Generated code forgets comments; the descriptor set
 * that the contract's build leaves on the class path has them.
 */
final class ProtoComments {
  private static final String DESCRIPTORS = "/tintype.binpb";

  private final Map<String, String> byName = new HashMap<>();

  private ProtoComments() {}

  /** Reads the descriptor set on the class path; without one, nothing has a comment. */
  static ProtoComments onClassPath() {
    ProtoComments comments = new ProtoComments();
    try (InputStream in = ProtoComments.class.getResourceAsStream(DESCRIPTORS)) {
      if (in != null) {
        FileDescriptorSet.parseFrom(in).getFileList().forEach(comments::add);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(DESCRIPTORS, e);
    }
    return comments;
  }

  /** The comment of a message, field, enum, value, service or RPC, or empty. */
  String of(String fullName) {
    return byName.getOrDefault(fullName, "");
  }

  private void add(FileDescriptorProto file) {
    for (Location location : file.getSourceCodeInfo().getLocationList()) {
      String name = location.hasLeadingComments() ? nameOf(file, location.getPathList()) : null;
      if (name != null) {
        byName.put(file.getPackage() + name, unwrapped(location.getLeadingComments()));
      }
    }
  }

  /** Lines belong together until an empty one; those for the linter are for nobody else. */
  private static String unwrapped(String comment) {
    return comment
        .replaceAll("(?m)^ *buf:lint:.*$", "")
        .strip()
        .replaceAll("[ \\t]*\\n[ \\t]*", "\n")
        .replaceAll("(?<!\\n)\\n(?!\\n)", " ");
  }

  /** Follows a path of field numbers and indexes; null where it leads to something else. */
  private static String nameOf(FileDescriptorProto file, List<Integer> path) {
    if (path.size() < 2 || path.size() % 2 != 0) {
      return null;
    }
    Iterator<Integer> steps = path.iterator();
    return switch (steps.next()) {
      case FileDescriptorProto.MESSAGE_TYPE_FIELD_NUMBER ->
          inMessage(file.getMessageType(steps.next()), steps);
      case FileDescriptorProto.ENUM_TYPE_FIELD_NUMBER ->
          inEnum(file.getEnumType(steps.next()), steps);
      case FileDescriptorProto.SERVICE_FIELD_NUMBER ->
          inService(file.getService(steps.next()), steps);
      default -> null;
    };
  }

  private static String inMessage(DescriptorProto message, Iterator<Integer> steps) {
    String name = "." + message.getName();
    if (!steps.hasNext()) {
      return name;
    }
    String inner =
        switch (steps.next()) {
          case DescriptorProto.FIELD_FIELD_NUMBER ->
              leaf(message.getField(steps.next()).getName(), steps);
          case DescriptorProto.NESTED_TYPE_FIELD_NUMBER ->
              inMessage(message.getNestedType(steps.next()), steps);
          case DescriptorProto.ENUM_TYPE_FIELD_NUMBER ->
              inEnum(message.getEnumType(steps.next()), steps);
          default -> null;
        };
    return inner == null ? null : name + inner;
  }

  private static String inEnum(EnumDescriptorProto type, Iterator<Integer> steps) {
    if (!steps.hasNext()) {
      return "." + type.getName();
    }
    boolean value = steps.next() == EnumDescriptorProto.VALUE_FIELD_NUMBER;
    return value ? "." + type.getName() + leaf(type.getValue(steps.next()).getName(), steps) : null;
  }

  private static String inService(ServiceDescriptorProto service, Iterator<Integer> steps) {
    if (!steps.hasNext()) {
      return "." + service.getName();
    }
    boolean rpc = steps.next() == ServiceDescriptorProto.METHOD_FIELD_NUMBER;
    return rpc
        ? "." + service.getName() + leaf(service.getMethod(steps.next()).getName(), steps)
        : null;
  }

  private static String leaf(String name, Iterator<Integer> steps) {
    return steps.hasNext() ? null : "." + name;
  }
}
