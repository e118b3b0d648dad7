package tintype.allinone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Message;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientInterceptors;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.MetadataUtils;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tintype.graph.GraphMain;
import tintype.media.v1.BatchGetPostsRequest;
import tintype.media.v1.CreatePostRequest;
import tintype.media.v1.ListPostIdsRequest;
import tintype.media.v1.PostServiceGrpc;
import tintype.platform.auth.AuthInterceptor;
import tintype.platform.auth.Credentials;
import tintype.platform.auth.TokenSigner;
import tintype.platform.config.Config;
import tintype.platform.config.ConfigException;

/**
 * Each process signs with a key of its own; a file says whose are believed, the contract for what.
 */
class TrustIT {
  @RegisterExtension static final SharedSystem SYSTEM = new SharedSystem();

  private static final ListPostIdsRequest OF_NOBODY =
      ListPostIdsRequest.newBuilder().setLimit(1).addAuthorIds(1).build();

  @TempDir Path folder;
  private Person ana;

  @BeforeEach
  void enter() {
    ana = Person.register(SYSTEM.enter(Way.GRPC_OVER_TCP));
  }

  @Test
  void aServiceThatTheContractNamesIsLetIn() {
    assertThatCode(
            () ->
                call(SYSTEM.signer("feed"), PostServiceGrpc.getListPostIdsMethod(), OF_NOBODY, ""))
        .doesNotThrowAnyException();
  }

  @Test
  void aKeyThatIsNotInTheFileIsNotBelieved() {
    for (String name : List.of("feed", "stranger")) {
      var key = new Credentials(folder.resolve("credentials")).keyPair(name).getPrivate();
      TokenSigner forger = new TokenSigner(name, key, Clock.systemUTC());

      assertThat(refusal(forger, PostServiceGrpc.getListPostIdsMethod(), OF_NOBODY, ""))
          .as(name)
          .isEqualTo("UNAUTHENTICATED TOKEN_INVALID");
    }
  }

  @Test
  void aServiceThatTheContractDoesNotNameIsRefused() {
    for (String name : List.of("account", "graph", "media", "edge", "tools")) {
      assertThat(
              refusal(SYSTEM.signer(name), PostServiceGrpc.getListPostIdsMethod(), OF_NOBODY, ""))
          .as(name)
          .isEqualTo("PERMISSION_DENIED CALLER_NOT_ALLOWED");
    }
  }

  @Test
  void onlyWhomTheContractNamesActsForAnAccount() {
    var reading = BatchGetPostsRequest.newBuilder().addPostIds("1_1").build();
    var writing = CreatePostRequest.newBuilder().addMediaIds("1_1").build();

    assertThatCode(
            () ->
                call(
                    SYSTEM.signer("feed"),
                    PostServiceGrpc.getBatchGetPostsMethod(),
                    reading,
                    ana.id()))
        .doesNotThrowAnyException();
    assertThat(
            refusal(
                SYSTEM.signer("graph"),
                PostServiceGrpc.getBatchGetPostsMethod(),
                reading,
                ana.id()))
        .isEqualTo("PERMISSION_DENIED CALLER_NOT_ALLOWED");
    assertThat(
            refusal(
                SYSTEM.signer("feed"), PostServiceGrpc.getCreatePostMethod(), writing, ana.id()))
        .isEqualTo("PERMISSION_DENIED CALLER_NOT_ALLOWED");
  }

  @Test
  void aProcessThatOthersWouldNotBelieveDoesNotStart() throws Exception {
    Path file = folder.resolve("trust.properties");
    Map<String, String> settings = new HashMap<>(SYSTEM.mains().settings("graph"));
    settings.putAll(Map.of("graph-port", "0", "admin-port", "0", "trust-file", file.toString()));

    assertNotStarted(settings, "trust-file: cannot read " + file);
    Files.writeString(file, "graph=nonsense\n");
    assertNotStarted(settings, "trust-file: graph in " + file + " is no Ed25519 public key");
    List<String> lines = Files.readAllLines(SYSTEM.mains().trustFile());
    Files.write(file, lines.stream().filter(line -> !line.startsWith("graph=")).toList());
    assertNotStarted(settings, "trust-file: " + file + " has no key of graph");
    Files.write(
        file,
        lines.stream()
            .map(line -> line.replaceAll("^graph=", "g=").replaceAll("^feed=", "graph="))
            .toList());
    assertNotStarted(settings, "trust-file: " + file + " has another key of graph");
    settings.put("data-dir", folder.toString());
    assertNotStarted(
        settings, "trust-file: " + folder.resolve("credentials") + " has no key of graph");
  }

  private static void assertNotStarted(Map<String, String> settings, String sentence) {
    assertThatThrownBy(() -> GraphMain.start(Config.of(settings)))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith(sentence);
  }

  private static <Q extends Message, A extends Message> String refusal(
      TokenSigner signer, MethodDescriptor<Q, A> method, Q request, String account) {
    return Refused.by(() -> call(signer, method, request, account)).codeAndReason();
  }

  /** Calls as a service, on behalf of an account where one is named. */
  private static <Q extends Message, A extends Message> A call(
      TokenSigner signer, MethodDescriptor<Q, A> method, Q request, String account) {
    Metadata headers = new Metadata();
    if (!account.isEmpty()) {
      headers.put(AuthInterceptor.ON_BEHALF_OF, account);
    }
    String token = signer.serviceToken(Set.of("media"), Duration.ofMinutes(1));
    Channel channel =
        ClientInterceptors.intercept(
            SYSTEM.grpc().channel(method, token),
            MetadataUtils.newAttachHeadersInterceptor(headers));
    try {
      return ClientCalls.blockingUnaryCall(channel, method, CallOptions.DEFAULT, request);
    } catch (StatusRuntimeException e) {
      throw Refused.of(e);
    }
  }
}
