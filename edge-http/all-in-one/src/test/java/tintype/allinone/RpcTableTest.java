package tintype.allinone;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.api.HttpRule;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import io.grpc.protobuf.ProtoMethodDescriptorSupplier;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
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

  private static final String FILE = "src/test/resources/rpc-table.txt";

  @Test
  void theContractIsTheOneThatWasLookedAt() throws Exception {
    String now =
        Contract.methods().stream()
            .map(RpcTableTest::line)
            .collect(Collectors.joining("\n", "", "\n"));
    Path written = Files.writeString(Path.of("target").resolve("rpc-table.txt"), now);

    assertThat(now.lines())
        .as(
            "Where the change is meant, look at it and refresh the table: cp edge-http/all-in-one/%s"
                + " edge-http/all-in-one/%s",
            written, FILE)
        .containsExactlyElementsOf(lookedAt());
  }

  @Test
  void everyListIsPaged() throws Exception {
    for (MethodDescriptor method : methods()) {
      boolean list = method.getName().startsWith("List") || method.getName().equals("GetHomeFeed");
      // A slice by key, for the feed alone, which knows the last key itself.
      if (list && !method.getName().equals("ListPostIds")) {
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

  private static List<String> lookedAt() throws IOException {
    try (var file = RpcTableTest.class.getResourceAsStream("/rpc-table.txt")) {
      assertThat(file).as(FILE).isNotNull();
      return new String(file.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    }
  }
}
