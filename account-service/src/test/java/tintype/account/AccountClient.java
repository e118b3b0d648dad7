package tintype.account;

import io.grpc.Metadata;
import io.grpc.stub.AbstractStub;
import io.grpc.stub.MetadataUtils;
import java.util.concurrent.atomic.AtomicInteger;
import tintype.account.v1.AccountServiceGrpc;
import tintype.account.v1.AccountServiceGrpc.AccountServiceBlockingStub;
import tintype.account.v1.ImportServiceGrpc;
import tintype.account.v1.ImportServiceGrpc.ImportServiceBlockingStub;
import tintype.account.v1.LogInRequest;
import tintype.account.v1.LogInResponse;
import tintype.account.v1.RefreshRequest;
import tintype.account.v1.RefreshResponse;
import tintype.account.v1.RegisterRequest;
import tintype.account.v1.RegisterResponse;
import tintype.account.v1.SessionServiceGrpc;
import tintype.account.v1.SessionServiceGrpc.SessionServiceBlockingStub;
import tintype.platform.auth.AuthInterceptor;
import tintype.testkit.TestInstallation;

/** Calls account-service as apps do, over the whole stack. */
final class AccountClient {
  static final String PASSWORD = "correct horse battery";
  private static final AtomicInteger NUMBER = new AtomicInteger();

  private final TestInstallation tintype;
  final AccountServiceBlockingStub accounts;
  final SessionServiceBlockingStub sessions;
  final ImportServiceBlockingStub imports;

  AccountClient(TestInstallation tintype) {
    this.tintype = tintype;
    accounts = AccountServiceGrpc.newBlockingStub(tintype.channel("account"));
    sessions = SessionServiceGrpc.newBlockingStub(tintype.channel("account"));
    imports = ImportServiceGrpc.newBlockingStub(tintype.channel("account"));
  }

  /** A name that no other test uses. */
  static String freshName() {
    return "ana.number" + NUMBER.incrementAndGet();
  }

  /** A request that is fine. */
  static RegisterRequest.Builder registerRequest(String username) {
    return RegisterRequest.newBuilder()
        .setUsername(username)
        .setPassword(PASSWORD)
        .setEmail("ana@example.com");
  }

  RegisterResponse register(String username) {
    return accounts.register(registerRequest(username).build());
  }

  RegisterResponse register() {
    return register(freshName());
  }

  LogInResponse logIn(String login, String password) {
    return logIn(login, password, "");
  }

  LogInResponse logIn(String login, String password, String device) {
    return sessions.logIn(
        LogInRequest.newBuilder().setLogin(login).setPassword(password).setDevice(device).build());
  }

  RefreshResponse refresh(String refreshToken) {
    return sessions.refresh(RefreshRequest.newBuilder().setRefreshToken(refreshToken).build());
  }

  AccountServiceBlockingStub accountsAs(long account) {
    return tintype.asAccount(accounts, account);
  }

  SessionServiceBlockingStub sessionsAsService() {
    return tintype.asService(sessions, "graph");
  }

  /** The stub with a token that the service has answered. */
  static <S extends AbstractStub<S>> S with(S stub, String accessToken) {
    Metadata headers = new Metadata();
    headers.put(AuthInterceptor.AUTHORIZATION, "Bearer " + accessToken);
    return stub.withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers));
  }
}
