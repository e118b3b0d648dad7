package tintype.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static tintype.account.AccountClient.with;

import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;
import tintype.account.v1.GetMeRequest;
import tintype.account.v1.LogOutRequest;
import tintype.account.v1.Tokens;
import tintype.platform.auth.SessionEndings;
import tintype.platform.rpc.ApiException;
import tintype.platform.server.Peers;
import tintype.platform.server.RunningService;
import tintype.platform.sql.Keyspace;
import tintype.testkit.Eventually;
import tintype.testkit.FakeGraph;
import tintype.testkit.OnEveryDatabase;
import tintype.testkit.TestDatabase;
import tintype.testkit.TestInstallation;

/**
 * What another service hears of sessions that end. In order: at first account-service is not there.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@OnEveryDatabase
class SessionEndingsIT {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  @RegisterExtension
  @Order(1)
  static final TestDatabase database = TestDatabase.of(Keyspace.ACCOUNT);

  @RegisterExtension
  @Order(2)
  static final TestInstallation tintype =
      TestInstallation.over(database, Keyspace.ACCOUNT).followingSessions();

  private static Peers peers;
  private static RunningService service;
  private static AccountClient client;

  @BeforeAll
  static void connect() {
    peers = tintype.installation().peers("graph");
  }

  @AfterAll
  static void disconnect() {
    peers.close();
  }

  @Test
  @Order(1)
  void notReadyUntilAccountServiceAnswers() {
    try (SessionEndings endings = endings()) {
      endings.start();
      assertThat(endings.notReady()).isNotEmpty();
      // What is not known is not let through.
      assertThatThrownBy(() -> endings.isRevoked(1)).isInstanceOf(ApiException.class);

      tintype.serve("graph", new FakeGraph());
      tintype.serve("media", new FakePosts());
      service = tintype.start(AccountModule::new);
      client = new AccountClient(tintype);

      Eventually.await(PATIENCE, () -> endings.notReady().isEmpty());
    }
  }

  @Test
  @Order(2)
  void aSessionThatEndedBeforeTheStartIsKnownOnceReady() {
    Tokens ended = client.register().getTokens();
    Tokens going = client.register().getTokens();
    logOut(ended);

    try (SessionEndings endings = endings()) {
      endings.start();
      Eventually.await(PATIENCE, () -> endings.notReady().isEmpty());

      assertThat(endings.isRevoked(Long.parseLong(ended.getSessionId()))).isTrue();
      assertThat(endings.isRevoked(Long.parseLong(going.getSessionId()))).isFalse();
    }
  }

  @Test
  @Order(3)
  void aSessionThatEndsIsKnownWithinAQuarterOfASecond() {
    try (SessionEndings endings = endings()) {
      endings.start();
      Eventually.await(PATIENCE, () -> endings.notReady().isEmpty());
      for (int i = 0; i < 5; i++) {
        Tokens tokens = client.register().getTokens();
        logOut(tokens);

        Eventually.await(
            Duration.ofMillis(250), () -> endings.isRevoked(Long.parseLong(tokens.getSessionId())));
      }
    }
  }

  @Test
  @Order(4)
  void aReusedRefreshTokenEndsTheAccessTokensToo() {
    try (SessionEndings endings = endings()) {
      endings.start();
      Eventually.await(PATIENCE, () -> endings.notReady().isEmpty());
      Tokens tokens = client.register().getTokens();
      client.refresh(tokens.getRefreshToken());
      Refusal.of(() -> client.refresh(tokens.getRefreshToken()));

      Eventually.await(
          Duration.ofMillis(250), () -> endings.isRevoked(Long.parseLong(tokens.getSessionId())));
    }
  }

  @Test
  @Order(5)
  void anAccessTokenIsRefusedByTheWholeStackOnceItsSessionEnded() {
    Eventually.await(PATIENCE, () -> service.notReady().isEmpty());
    Tokens tokens = client.register().getTokens();
    var me = with(client.accounts, tokens.getAccessToken());
    me.getMe(GetMeRequest.getDefaultInstance());
    logOut(tokens);

    Eventually.awaitPass(
        Duration.ofMillis(250),
        () ->
            assertThat(Refusal.of(() -> me.getMe(GetMeRequest.getDefaultInstance())).reason())
                .isEqualTo("TOKEN_INVALID"));
  }

  private static SessionEndings endings() {
    return new SessionEndings(
        "media", tintype.installation().changeLog(Keyspace.ACCOUNT), peers, Clock.systemUTC());
  }

  private static void logOut(Tokens tokens) {
    with(client.sessions, tokens.getAccessToken()).logOut(LogOutRequest.getDefaultInstance());
  }
}
