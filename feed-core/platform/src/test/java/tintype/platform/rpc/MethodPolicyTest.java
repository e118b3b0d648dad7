package tintype.platform.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.MethodDescriptor;
import io.grpc.ServiceDescriptor;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tintype.account.v1.AccountServiceGrpc;
import tintype.account.v1.SessionServiceGrpc;
import tintype.feed.v1.FeedServiceGrpc;
import tintype.graph.v1.GraphServiceGrpc;
import tintype.media.v1.DownloadServiceGrpc;
import tintype.media.v1.PostServiceGrpc;
import tintype.media.v1.UploadServiceGrpc;
import tintype.rpc.v1.Auth;

class MethodPolicyTest {
  static Stream<MethodDescriptor<?, ?>> everyMethod() {
    return List.of(
            AccountServiceGrpc.getServiceDescriptor(),
            SessionServiceGrpc.getServiceDescriptor(),
            tintype.account.v1.ImportServiceGrpc.getServiceDescriptor(),
            GraphServiceGrpc.getServiceDescriptor(),
            tintype.graph.v1.ImportServiceGrpc.getServiceDescriptor(),
            UploadServiceGrpc.getServiceDescriptor(),
            DownloadServiceGrpc.getServiceDescriptor(),
            PostServiceGrpc.getServiceDescriptor(),
            tintype.media.v1.ImportServiceGrpc.getServiceDescriptor(),
            FeedServiceGrpc.getServiceDescriptor())
        .stream()
        .map(ServiceDescriptor::getMethods)
        .flatMap(methods -> methods.stream());
  }

  @ParameterizedTest
  @MethodSource("everyMethod")
  void everyRpcDeclaresWhoMayCallAndWhetherItMayBeRepeated(MethodDescriptor<?, ?> method) {
    assertThat(MethodPolicy.of(method).callers()).isNotEmpty();
  }

  @Test
  void declarationsAreReadAsTheyStand() {
    MethodPolicy register = MethodPolicy.of(AccountServiceGrpc.getRegisterMethod());
    assertThat(register.allows(Auth.Caller.ANYONE)).isTrue();
    assertThat(register.idempotent()).isTrue();
    assertThat(register.deadline()).isEqualTo(Duration.ofSeconds(10));

    MethodPolicy logIn = MethodPolicy.of(SessionServiceGrpc.getLogInMethod());
    assertThat(logIn.idempotent()).isFalse();

    MethodPolicy follow = MethodPolicy.of(GraphServiceGrpc.getFollowMethod());
    assertThat(follow.callers()).containsExactly(Auth.Caller.ACCOUNT);
    assertThat(follow.deadline()).isEqualTo(Duration.ofSeconds(5));
  }
}
