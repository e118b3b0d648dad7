package tintype.allinone;

import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import io.grpc.protobuf.ProtoMethodDescriptorSupplier;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import tintype.rpc.v1.ErrorReason;
import tintype.rpc.v1.Options;

/** Reasons are what clients decide by: none changes, or loses its HTTP status, unseen. */
class ReasonTableTest {
  @Test
  void theReasonsAreThoseThatWereLookedAt() throws Exception {
    List<String> lines = new ArrayList<>();
    lines.add("package | reason | number | HTTP status");
    for (EnumDescriptor reasons : reasons().values()) {
      reasons.getValues().stream()
          .filter(value -> value.getNumber() != 0)
          .map(value -> line(reasons, value))
          .sorted()
          .forEach(lines::add);
    }

    Golden.file("reason-table.txt").isNow(lines);
  }

  @Test
  void eachRpcFailsForTheReasonsThatWereLookedAt() throws Exception {
    List<String> lines = new ArrayList<>();
    lines.add("RPC | reasons of its package; those of tintype.rpc.v1 are every RPC's");
    for (var method : Contract.methods()) {
      String service = method.getServiceName().replaceFirst("\\.v1\\..*", "");
      Set<String> reasons = RpcReasons.of(CodeBase.code(), service, method.getBareMethodName());
      lines.add(method.getFullMethodName() + " | " + String.join(" ", reasons));
    }

    Golden.file("rpc-reason-table.txt").isNow(lines);
  }

  private static String line(EnumDescriptor reasons, EnumValueDescriptor value) {
    int declared = value.getOptions().getExtension(Options.reason).getHttpStatus();
    return String.join(
        " | ",
        reasons.getFile().getPackage(),
        value.getName(),
        Integer.toString(value.getNumber()),
        declared == 0 ? "of the gRPC code" : Integer.toString(declared));
  }

  /** By package: a package's reasons are its enum {@code ErrorReason}. */
  private static Map<String, EnumDescriptor> reasons() throws Exception {
    Map<String, EnumDescriptor> reasons = new TreeMap<>();
    add(ErrorReason.getDescriptor(), reasons);
    for (var method : Contract.methods()) {
      FileDescriptor file =
          ((ProtoMethodDescriptorSupplier) method.getSchemaDescriptor())
              .getMethodDescriptor()
              .getFile();
      try {
        Class<?> type = Class.forName(file.getPackage() + ".ErrorReason");
        add((EnumDescriptor) type.getMethod("getDescriptor").invoke(null), reasons);
      } catch (ClassNotFoundException e) {
        reasons.remove(file.getPackage());
      }
    }
    return reasons;
  }

  private static void add(EnumDescriptor descriptor, Map<String, EnumDescriptor> reasons) {
    reasons.put(descriptor.getFile().getPackage(), descriptor);
  }
}
