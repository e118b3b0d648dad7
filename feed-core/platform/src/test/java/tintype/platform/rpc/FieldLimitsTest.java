package tintype.platform.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import build.buf.protovalidate.ValidationResult;
import build.buf.protovalidate.Validator;
import build.buf.protovalidate.ValidatorFactory;
import build.buf.validate.FieldRules;
import build.buf.validate.ValidateProto;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.DynamicMessage;
import io.grpc.MethodDescriptor;
import io.grpc.ServiceDescriptor;
import io.grpc.protobuf.ProtoMethodDescriptorSupplier;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tintype.rpc.v1.ErrorReason;

/**
 * Every upper limit that the contract declares of a field: what fills it breaks no such rule, and
 * one more does, by name. How a broken rule is answered, InterceptorStackIT has.
 */
class FieldLimitsTest {
  private final Validator validator = ValidatorFactory.newBuilder().build();

  @TestFactory
  Stream<DynamicTest> whatFillsAFieldPassesAndOneMoreDoesNot() throws Exception {
    return requests().stream()
        .flatMap(message -> message.getFields().stream())
        .filter(field -> limitOf(field) > 0)
        .map(field -> DynamicTest.dynamicTest(field.getFullName(), () -> check(field)));
  }

  private void check(FieldDescriptor field) throws Exception {
    int limit = limitOf(field);
    assertThat(breaks(field, limit)).isFalse();
    assertThat(breaks(field, limit + 1)).isTrue();
  }

  private boolean breaks(FieldDescriptor field, int size) throws Exception {
    DynamicMessage.Builder message = DynamicMessage.newBuilder(field.getContainingType());
    if (field.isRepeated()) {
      for (int i = 0; i < size; i++) {
        message.addRepeatedField(field, valueOf(field, i));
      }
    } else {
      message.setField(field, "x".repeat(size));
    }
    ValidationResult result = validator.validate(message.build());
    return result.toProto().getViolationsList().stream()
        .filter(broken -> broken.getField().getElements(0).getFieldName().equals(field.getName()))
        .anyMatch(broken -> broken.getRuleId().matches("(string|repeated)\\.max_.*"));
  }

  private static Object valueOf(FieldDescriptor field, int index) {
    return switch (field.getJavaType()) {
      case STRING -> "x" + index;
      case LONG -> (long) index;
      case INT -> index;
      case ENUM -> field.getEnumType().getValues().getLast();
      case MESSAGE -> DynamicMessage.getDefaultInstance(field.getMessageType());
      default -> throw new IllegalArgumentException(field.getFullName());
    };
  }

  /** The largest size that the rules allow; 0 where they say none. */
  private static int limitOf(FieldDescriptor field) {
    FieldRules rules = field.getOptions().getExtension(ValidateProto.field);
    long limit =
        field.isRepeated()
            ? rules.getRepeated().getMaxItems()
            : Math.max(rules.getString().getMaxLen(), rules.getString().getMaxBytes());
    return Math.toIntExact(limit);
  }

  /** What callers send: the requests of all RPCs and the messages in them. */
  private static Set<Descriptor> requests() throws Exception {
    Set<Descriptor> found = new LinkedHashSet<>();
    for (MethodDescriptor<?, ?> method : methods()) {
      var schema = (ProtoMethodDescriptorSupplier) method.getSchemaDescriptor();
      addWithParts(schema.getMethodDescriptor().getInputType(), found);
    }
    return found;
  }

  /** The contract's RPCs, by the stubs in its folder or jar. */
  private static List<MethodDescriptor<?, ?>> methods() throws Exception {
    Path place =
        Path.of(ErrorReason.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    if (Files.isDirectory(place)) {
      return methodsBelow(place);
    }
    try (FileSystem jar = FileSystems.newFileSystem(place)) {
      return methodsBelow(jar.getPath("/"));
    }
  }

  private static List<MethodDescriptor<?, ?>> methodsBelow(Path root) throws Exception {
    List<MethodDescriptor<?, ?>> methods = new ArrayList<>();
    try (Stream<Path> files = Files.walk(root)) {
      for (Path stub : files.filter(file -> file.toString().endsWith("Grpc.class")).toList()) {
        String name = root.relativize(stub).toString().replace('/', '.');
        Class<?> type = Class.forName(name.substring(0, name.length() - ".class".length()));
        var service = (ServiceDescriptor) type.getMethod("getServiceDescriptor").invoke(null);
        methods.addAll(service.getMethods());
      }
    }
    return methods;
  }

  private static void addWithParts(Descriptor message, Set<Descriptor> found) {
    FileDescriptor file = message.getFile();
    if (!file.getPackage().startsWith("tintype.") || !found.add(message)) {
      return;
    }
    for (FieldDescriptor field : message.getFields()) {
      if (field.getJavaType() == FieldDescriptor.JavaType.MESSAGE) {
        addWithParts(field.getMessageType(), found);
      }
    }
  }
}
