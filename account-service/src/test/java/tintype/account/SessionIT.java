package tintype.account;

import static org.assertj.core.api.Assertions.assertThat;
import static tintype.account.AccountClient.PASSWORD;
import static tintype.account.AccountClient.with;

import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tintype.account.v1.GetMeRequest;
import tintype.account.v1.ListEndedSessionsRequest;
import tintype.account.v1.ListEndedSessionsResponse;
import tintype.account.v1.LogOutRequest;
import tintype.account.v1.RegisterRequest;
import tintype.account.v1.Tokens;
import tintype.platform.rpc.ProtoTimes;
import tintype.platform.sql.Keyspace;
import tintype.testkit.FakeClock;
import tintype.testkit.FakeGraph;
import tintype.testkit.OnEveryDatabase;
import tintype.testkit.TestDatabase;
import tintype.testkit.TestInstallation;

@OnEveryDatabase
class SessionIT {
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
  void refreshingAnswersNewTokensOfTheSameSession() {
    Tokens first = client.register().getTokens();
    clock.advance(Duration.ofMinutes(9));

    Tokens second = client.refresh(first.getRefreshToken()).getTokens();

    assertThat(second.getSessionId()).isEqualTo(first.getSessionId());
    assertThat(second.getRefreshToken()).isNotEqualTo(first.getRefreshToken());
    assertThat(second.getAccessTokenExpireTime().getSeconds())
        .isEqualTo(first.getAccessTokenExpireTime().getSeconds() + 9 * 60);
    clock.advance(Duration.ofMinutes(9));
    assertThat(
            with(client.accounts, second.getAccessToken())
                .getMe(GetMeRequest.getDefaultInstance())
                .hasMe())
        .isTrue();
  }

  @Test
  void aSpentTokenEndsItsSessionAndNoOther() {
    var account = client.register();
    Tokens other = client.logIn(account.getAccount().getUsername(), PASSWORD).getTokens();
    Tokens first = account.getTokens();
    Tokens second = client.refresh(first.getRefreshToken()).getTokens();

    assertRefused(first, "REFRESH_TOKEN_REUSED");

    assertRefused(second, "REFRESH_TOKEN_INVALID");
    assertRefused(first, "REFRESH_TOKEN_INVALID");
    assertThat(endings(first)).isEqualTo(1);
    assertThat(client.refresh(other.getRefreshToken()).hasTokens()).isTrue();
  }

  @Test
  void ofManyAtOnceWithOneTokenOneWinsAndTheOthersEndTheSession() throws Exception {
    Tokens first = client.register().getTokens();

    List<String> outcomes = Race.run(8, runner -> outcome(first));

    List<String> won = outcomes.stream().filter(o -> !o.startsWith("REFRESH_")).toList();
    assertThat(won).hasSize(1);
    assertThat(outcomes).filteredOn("REFRESH_TOKEN_REUSED"::equals).hasSize(1);
    assertThat(outcomes).filteredOn("REFRESH_TOKEN_INVALID"::equals).hasSize(6);
    assertThat(Refusal.of(() -> client.refresh(won.getFirst())).reason())
        .isEqualTo("REFRESH_TOKEN_INVALID");
    assertThat(endings(first)).isEqualTo(1);
  }

  @Test
  void aGuessedTokenOfAKnownSessionEndsNothing() {
    Tokens tokens = client.register().getTokens();
    byte[] bytes = Base64.getUrlDecoder().decode(tokens.getRefreshToken());
    bytes[20] ^= 1;
    String guessed = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);

    assertThat(Refusal.of(() -> client.refresh(guessed)).reason())
        .isEqualTo("REFRESH_TOKEN_INVALID");
    assertThat(Refusal.of(() -> client.refresh("garbage")).reason())
        .isEqualTo("REFRESH_TOKEN_INVALID");
    assertThat(Refusal.of(() -> client.refresh(tokens.getAccessToken().substring(0, 90))).reason())
        .isEqualTo("REFRESH_TOKEN_INVALID");

    assertThat(client.refresh(tokens.getRefreshToken()).hasTokens()).isTrue();
  }

  @Test
  void aSessionLastsNinetyDaysFromItsLastRefresh() {
    Tokens first = client.register().getTokens();
    clock.advance(Duration.ofDays(89));
    Tokens second = client.refresh(first.getRefreshToken()).getTokens();
    clock.advance(Duration.ofDays(89));
    Tokens third = client.refresh(second.getRefreshToken()).getTokens();
    clock.advance(Duration.ofDays(90));

    assertRefused(third, "REFRESH_TOKEN_INVALID");
    assertRefused(second, "REFRESH_TOKEN_INVALID");
    assertThat(endings(first)).isZero();
  }

  @Test
  void loggingOutEndsTheSessionOnce() {
    Tokens tokens = client.register().getTokens();
    Instant before = clock.instant();

    logOut(tokens);
    // Until every service has heard of it, the access token may work; then it changes nothing.
    try {
      logOut(tokens);
    } catch (StatusRuntimeException e) {
      assertThat(Refusal.of(e).reason()).isEqualTo("TOKEN_INVALID");
    }

    assertRefused(tokens, "REFRESH_TOKEN_INVALID");
    assertThat(endings(tokens)).isEqualTo(1);
    assertThat(endedSince(before, 0)).containsOnlyOnce(Long.parseLong(tokens.getSessionId()));
  }

  @Test
  void endedSessionsComeOldestFirstOnPagesOfAnySize() {
    clock.advance(Duration.ofHours(1));
    Instant since = clock.instant();
    List<Long> expected = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      Tokens tokens = client.register().getTokens();
      expected.add(Long.parseLong(tokens.getSessionId()));
      // The second and third end at the same moment.
      clock.advance(Duration.ofMillis(i == 2 ? 0 : 1));
      logOut(tokens);
    }

    for (int size : new int[] {1, 2, 4, 5, 6, 0, 5_000}) {
      assertThat(endedSince(since, size)).containsExactlyElementsOf(expected);
    }
    assertThat(endedSince(clock.instant().plusMillis(1), 2)).isEmpty();
  }

  @Test
  void onlyServicesListEndedSessionsAndTheirPageTokensAreSealed() {
    var request =
        ListEndedSessionsRequest.newBuilder().setSince(ProtoTimes.of(clock.instant())).build();

    assertThat(Refusal.of(() -> client.sessions.listEndedSessions(request)).reason())
        .isEqualTo("TOKEN_MISSING");
    assertThat(
            Refusal.of(() -> tintype.asAccount(client.sessions, 7).listEndedSessions(request))
                .reason())
        .isEqualTo("CALLER_NOT_ALLOWED");
    var altered = request.toBuilder().setPageToken("AAAA").build();
    assertThat(Refusal.of(() -> client.sessionsAsService().listEndedSessions(altered)).reason())
        .isEqualTo("PAGE_TOKEN_INVALID");
  }

  @Test
  void aRepeatedRegisterDoesNotTouchTheFirstSession() {
    RegisterRequest request =
        AccountClient.registerRequest(AccountClient.freshName())
            .setRequestId(UUID.randomUUID().toString())
            .build();
    Tokens first = client.accounts.register(request).getTokens();
    client.accounts.register(request);

    assertThat(client.refresh(first.getRefreshToken()).hasTokens()).isTrue();
  }

  private static void logOut(Tokens tokens) {
    with(client.sessions, tokens.getAccessToken()).logOut(LogOutRequest.getDefaultInstance());
  }

  private static void assertRefused(Tokens tokens, String reason) {
    Refusal refusal = Refusal.of(() -> client.refresh(tokens.getRefreshToken()));
    assertThat(refusal.code()).isEqualTo(Code.UNAUTHENTICATED);
    assertThat(refusal.reason()).isEqualTo(reason);
  }

  /** The next refresh token, or the reason of the refusal. */
  private static String outcome(Tokens tokens) {
    try {
      return client.refresh(tokens.getRefreshToken()).getTokens().getRefreshToken();
    } catch (StatusRuntimeException e) {
      return Refusal.of(e).reason();
    }
  }

  private static List<Long> endedSince(Instant since, int pageSize) {
    List<Long> all = new ArrayList<>();
    var request =
        ListEndedSessionsRequest.newBuilder().setSince(ProtoTimes.of(since)).setPageSize(pageSize);
    ListEndedSessionsResponse page;
    do {
      page = client.sessionsAsService().listEndedSessions(request.build());
      all.addAll(page.getSessionIdsList());
      request.setPageToken(page.getNextPageToken());
      assertThat(page.getSessionIdsCount() > 0 || page.getNextPageToken().isEmpty()).isTrue();
    } while (!page.getNextPageToken().isEmpty());
    return all;
  }

  /** How many SessionEnded the session's shard tells of. */
  private static long endings(Tokens tokens) {
    long account =
        database
            .database(Keyspace.ACCOUNT)
            .read(
                h ->
                    h.createQuery("SELECT user_id FROM session WHERE session_id = ?")
                        .bind(0, Long.parseLong(tokens.getSessionId()))
                        .mapTo(Long.class)
                        .one());
    return database
        .database(Keyspace.ACCOUNT)
        .read(
            h ->
                h.createQuery(
                        "SELECT COUNT(*) FROM outbox WHERE user_id = ? AND kind = 'SessionEnded'")
                    .bind(0, account)
                    .mapTo(Long.class)
                    .one());
  }
}
