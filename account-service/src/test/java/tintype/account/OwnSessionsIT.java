package tintype.account;

import static org.assertj.core.api.Assertions.assertThat;
import static tintype.account.AccountClient.PASSWORD;

import io.grpc.Status.Code;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tintype.account.v1.EndOtherSessionsRequest;
import tintype.account.v1.EndSessionRequest;
import tintype.account.v1.ListSessionsRequest;
import tintype.account.v1.RegisterResponse;
import tintype.account.v1.Session;
import tintype.account.v1.SessionServiceGrpc.SessionServiceBlockingStub;
import tintype.account.v1.Tokens;
import tintype.platform.rpc.ProtoTimes;
import tintype.platform.sql.Keyspace;
import tintype.testkit.FakeClock;
import tintype.testkit.FakeGraph;
import tintype.testkit.OnEveryDatabase;
import tintype.testkit.TestDatabase;
import tintype.testkit.TestInstallation;

@OnEveryDatabase
class OwnSessionsIT {
  private static final FakeClock clock =
      new FakeClock(Instant.now().plusSeconds(3_600).truncatedTo(ChronoUnit.SECONDS));

  @RegisterExtension
  @Order(1)
  static final TestDatabase database = TestDatabase.of(Keyspace.ACCOUNT);

  @RegisterExtension
  @Order(2)
  static final TestInstallation tintype =
      TestInstallation.over(database, Keyspace.ACCOUNT).withClock(clock);

  private static AccountClient client;

  @BeforeAll
  static void start() {
    tintype.serve("graph", new FakeGraph());
    tintype.serve("media", new FakePosts());
    tintype.start(AccountModule::new);
    client = new AccountClient(tintype);
  }

  @Test
  void sessionsAreListedWithDeviceAndTimesNewestFirst() {
    RegisterResponse ana = client.register();
    Instant opened = clock.instant();
    clock.advance(Duration.ofHours(1));
    Tokens phone = logIn(ana, "Ana's phone");
    clock.advance(Duration.ofHours(1));
    client.refresh(ana.getTokens().getRefreshToken());

    List<Session> sessions = list(stub(phone), 0);

    assertThat(sessions).extracting(Session::getDevice).containsExactly("Ana's phone", "");
    assertThat(sessions).extracting(Session::getCurrent).containsExactly(true, false);
    Session first = sessions.getLast();
    assertThat(first.getId()).isEqualTo(ana.getTokens().getSessionId());
    assertThat(first.getCreateTime()).isEqualTo(ProtoTimes.of(opened));
    assertThat(first.getRefreshTime()).isEqualTo(ProtoTimes.of(clock.instant()));
    assertThat(first.getExpireTime())
        .isEqualTo(ProtoTimes.of(clock.instant().plus(Duration.ofDays(90))));
  }

  @Test
  void sessionsComeOnPagesOfAnySize() {
    RegisterResponse ana = client.register();
    List<String> expected = new ArrayList<>(List.of(ana.getTokens().getSessionId()));
    for (int i = 0; i < 4; i++) {
      clock.advance(Duration.ofMillis(1));
      expected.add(logIn(ana, "").getSessionId());
    }
    Collections.reverse(expected);

    for (int size : new int[] {1, 2, 4, 5, 6, 0, 1_000}) {
      assertThat(list(stub(ana.getTokens()), size))
          .extracting(Session::getId)
          .containsExactlyElementsOf(expected);
    }
  }

  @Test
  void thePageGoesOnWhereItsLastSessionHasEnded() {
    RegisterResponse ana = client.register();
    clock.advance(Duration.ofMillis(1));
    Tokens second = logIn(ana, "");
    clock.advance(Duration.ofMillis(1));
    Tokens third = logIn(ana, "");
    var request = ListSessionsRequest.newBuilder().setPageSize(2);
    var page = stub(third).listSessions(request.build());
    end(stub(third), second.getSessionId());

    var rest = stub(third).listSessions(request.setPageToken(page.getNextPageToken()).build());

    assertThat(rest.getSessionsList())
        .extracting(Session::getId)
        .containsExactly(ana.getTokens().getSessionId());
    assertThat(rest.getNextPageToken()).isEmpty();
  }

  @Test
  void expiredSessionsAreNotListed() {
    RegisterResponse ana = client.register();
    clock.advance(Duration.ofDays(90));
    Tokens later = logIn(ana, "later");

    assertThat(list(stub(later), 0)).extracting(Session::getDevice).containsExactly("later");
  }

  @Test
  void endingASessionEndsItOnceAndNoOther() {
    RegisterResponse ana = client.register();
    Tokens phone = logIn(ana, "phone");
    SessionServiceBlockingStub mine = stub(ana.getTokens());

    end(mine, phone.getSessionId());
    end(mine, phone.getSessionId());

    assertThat(refused(phone)).isEqualTo("REFRESH_TOKEN_INVALID");
    assertThat(list(mine, 0)).hasSize(1);
    assertThat(endings(ana)).isEqualTo(1);
    assertThat(client.refresh(ana.getTokens().getRefreshToken()).hasTokens()).isTrue();
  }

  @Test
  void anothersSessionIsNotFoundAsOneThatNeverWas() {
    RegisterResponse ana = client.register();
    RegisterResponse bo = client.register();

    Refusal never = Refusal.of(() -> end(stub(ana.getTokens()), "12345"));
    assertThat(never.code()).isEqualTo(Code.NOT_FOUND);
    assertThat(never.reason()).isEqualTo("SESSION_NOT_FOUND");
    String others = bo.getTokens().getSessionId();
    assertThat(Refusal.of(() -> end(stub(ana.getTokens()), others))).isEqualTo(never);
    assertThat(client.refresh(bo.getTokens().getRefreshToken()).hasTokens()).isTrue();
    assertThat(Refusal.of(() -> end(stub(ana.getTokens()), "x")).fields())
        .containsExactly("session_id");
    assertThat(Refusal.of(() -> end(stub(ana.getTokens()), "007")).fields())
        .containsExactly("session_id");
  }

  @Test
  void endingTheOthersKeepsTheOneThatCalls() {
    RegisterResponse ana = client.register();
    Tokens phone = logIn(ana, "phone");
    Tokens tablet = logIn(ana, "tablet");
    RegisterResponse bo = client.register();

    assertThat(endOthers(phone)).isEqualTo(2);
    assertThat(endOthers(phone)).isZero();

    assertThat(refused(ana.getTokens())).isEqualTo("REFRESH_TOKEN_INVALID");
    assertThat(refused(tablet)).isEqualTo("REFRESH_TOKEN_INVALID");
    assertThat(endings(ana)).isEqualTo(2);
    assertThat(list(stub(phone), 0)).extracting(Session::getDevice).containsExactly("phone");
    assertThat(client.refresh(phone.getRefreshToken()).hasTokens()).isTrue();
    assertThat(client.refresh(bo.getTokens().getRefreshToken()).hasTokens()).isTrue();
  }

  @Test
  void manyAtOnceEndEachSessionOnce() throws Exception {
    RegisterResponse ana = client.register();
    for (int i = 0; i < 5; i++) {
      logIn(ana, "");
    }

    List<Integer> ended = Race.run(8, runner -> endOthers(ana.getTokens()));

    assertThat(ended.stream().mapToInt(Integer::intValue).sum()).isEqualTo(5);
    assertThat(endings(ana)).isEqualTo(5);
  }

  @Test
  void nobodyAndOthersTokensAreRefused() {
    RegisterResponse ana = client.register();
    logIn(ana, "");
    RegisterResponse bo = client.register();
    var page = ListSessionsRequest.newBuilder().setPageSize(1);
    String token = stub(ana.getTokens()).listSessions(page.build()).getNextPageToken();

    assertThat(Refusal.of(() -> list(client.sessions, 0)).reason()).isEqualTo("TOKEN_MISSING");
    assertThat(Refusal.of(() -> list(client.sessionsAsService(), 0)).reason())
        .isEqualTo("CALLER_NOT_ALLOWED");
    var stolen = page.setPageToken(token).build();
    Refusal refusal = Refusal.of(() -> stub(bo.getTokens()).listSessions(stolen));
    assertThat(refusal.code()).isEqualTo(Code.INVALID_ARGUMENT);
    assertThat(refusal.reason()).isEqualTo("PAGE_TOKEN_INVALID");
    assertThat(Refusal.of(() -> list(stub(ana.getTokens()), -1)).fields())
        .containsExactly("page_size");
  }

  private static Tokens logIn(RegisterResponse account, String device) {
    return client.logIn(account.getAccount().getUsername(), PASSWORD, device).getTokens();
  }

  private static SessionServiceBlockingStub stub(Tokens tokens) {
    // The clock may have run past the access token's ten minutes.
    return tintype.asAccount(
        client.sessions, account(tokens), Long.parseLong(tokens.getSessionId()));
  }

  private static void end(SessionServiceBlockingStub stub, String session) {
    stub.endSession(EndSessionRequest.newBuilder().setSessionId(session).build());
  }

  private static int endOthers(Tokens tokens) {
    return stub(tokens)
        .endOtherSessions(EndOtherSessionsRequest.getDefaultInstance())
        .getEndedCount();
  }

  private static List<Session> list(SessionServiceBlockingStub stub, int pageSize) {
    List<Session> all = new ArrayList<>();
    var request = ListSessionsRequest.newBuilder().setPageSize(pageSize);
    do {
      var page = stub.listSessions(request.build());
      all.addAll(page.getSessionsList());
      request.setPageToken(page.getNextPageToken());
    } while (!request.getPageToken().isEmpty());
    return all;
  }

  private static String refused(Tokens tokens) {
    return Refusal.of(() -> client.refresh(tokens.getRefreshToken())).reason();
  }

  private static long account(Tokens tokens) {
    return number(
        "SELECT user_id FROM session WHERE session_id = ?", Long.parseLong(tokens.getSessionId()));
  }

  private static long endings(RegisterResponse account) {
    return number(
        "SELECT COUNT(*) FROM outbox WHERE kind = 'SessionEnded' AND user_id = ?",
        Long.parseLong(account.getAccount().getId()));
  }

  private static long number(String sql, long parameter) {
    return database
        .database(Keyspace.ACCOUNT)
        .read(h -> h.createQuery(sql).bind(0, parameter).mapTo(Long.class).one());
  }
}
