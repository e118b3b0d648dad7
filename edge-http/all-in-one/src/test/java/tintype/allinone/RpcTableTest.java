package tintype.allinone;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.api.HttpRule;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import io.grpc.protobuf.ProtoMethodDescriptorSupplier;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tintype.platform.rpc.MethodPolicy;
import tintype.rpc.v1.Auth.Caller;

/**
 * What the contract declares, as a table that a person has looked at: a change of who may call what
 * does not pass unseen. An RPC that declares nothing fails too.
 */
class RpcTableTest {
  /** Creates whose repeat must give the first result. */
  private static final Set<String> CREATES = Set.of("Register", "Upload", "CreatePost");

  private static final Set<String> WHOLE = Set.of("ListPostIds", "ListFolloweeIds");

  @Test
  void theContractIsTheOneThatWasLookedAt() throws Exception {
    List<String> lines = new ArrayList<>();
    lines.add("RPC | who may call | services | idempotency | deadline | HTTP route");
    Contract.methods().forEach(method -> lines.add(line(method)));

    Golden.file("rpc-table.txt").isNow(lines);
  }

  @Test
  void everyListIsPaged() throws Exception {
    for (MethodDescriptor method : methods()) {
      boolean list = method.getName().startsWith("List") || method.getName().equals("GetHomeFeed");
      // For the feed alone: a slice by a key that it knows itself, and a list that it takes whole.
      if (list && !WHOLE.contains(method.getName())) {
        assertFields(method.getInputType(), "page_size", "page_token");
        assertFields(method.getOutputType(), "next_page_token");
      }
    }
  }

  @Test
  void everyCreateTakesARequestId() throws Exception {
    Set<String> creates = new TreeSet<>();
    for (MethodDescriptor method : methods()) {
      if (CREATES.contains(method.getName()) || method.getName().startsWith("Create")) {
        assertFields(method.getInputType(), "request_id");
        creates.add(method.getName());
      }
    }
    assertThat(creates).containsAll(CREATES);
  }

  private static void assertFields(Descriptor type, String... names) {
    for (String name : names) {
      assertThat(type.findFieldByName(name)).as("%s of %s", name, type.getFullName()).isNotNull();
    }
  }

  private static String line(io.grpc.MethodDescriptor<?, ?> method) {
    MethodPolicy policy = MethodPolicy.of(method);
    String callers =
        policy.callers().stream().sorted().map(Caller::name).collect(Collectors.joining("+"));
    return String.join(
        " | ",
        method.getFullMethodName(),
        callers,
        policy.services().isEmpty()
            ? "no service"
            : String.join(" ", new TreeSet<>(policy.services())),
        schema(method).getOptions().getIdempotencyLevel().name().equals("IDEMPOTENCY_UNKNOWN")
            ? "NOT_IDEMPOTENT"
            : schema(method).getOptions().getIdempotencyLevel().name(),
        policy.deadline().toMillis() + " ms",
        route(method));
  }

  private static String route(io.grpc.MethodDescriptor<?, ?> method) {
    HttpRule rule = HttpCalls.rule(method);
    if (rule.getPatternCase() == HttpRule.PatternCase.PATTERN_NOT_SET) {
      return "gRPC only";
    }
    String body = rule.getBody().isEmpty() ? "" : " body " + rule.getBody();
    return rule.getPatternCase() + " " + HttpCalls.template(rule) + body;
  }

  private static List<MethodDescriptor> methods() throws Exception {
    return Contract.methods().stream().map(RpcTableTest::schema).toList();
  }

  private static MethodDescriptor schema(io.grpc.MethodDescriptor<?, ?> method) {
    return ((ProtoMethodDescriptorSupplier) method.getSchemaDescriptor()).getMethodDescriptor();
  }
}
