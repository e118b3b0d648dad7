package tintype.account;

import static org.assertj.core.api.Assertions.assertThat;
import static tintype.account.AccountClient.PASSWORD;
import static tintype.account.AccountClient.freshName;
import static tintype.account.AccountClient.with;

import io.grpc.Status.Code;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tintype.account.v1.Account;
import tintype.account.v1.GetMeRequest;
import tintype.account.v1.ImportAccountsRequest;
import tintype.account.v1.LogInResponse;
import tintype.platform.server.RunningService;
import tintype.platform.sql.Keyspace;
import tintype.testkit.FakeClock;
import tintype.testkit.FakeGraph;
import tintype.testkit.OnEveryDatabase;
import tintype.testkit.TestDatabase;
import tintype.testkit.TestInstallation;

@OnEveryDatabase
class LogInIT {
  private static final String WRONG = "wrong password";

  /**
   * Wrong passwords in a row after which a hasty try is not checked; few, since each takes time.
   */
  private static final int CHECKED = 12;

  private static final FakeClock clock =
      new FakeClock(
          Instant.now().plusSeconds(3_600).truncatedTo(java.time.temporal.ChronoUnit.SECONDS));

  @RegisterExtension
  @Order(1)
  static final TestDatabase database = TestDatabase.of(Keyspace.ACCOUNT);

  @RegisterExtension
  @Order(2)
  static final TestInstallation tintype =
      TestInstallation.over(database, Keyspace.ACCOUNT)
          .withClock(clock)
          .withSettings(Map.of("account-checked-login-tries", Integer.toString(CHECKED)));

  private static AccountClient client;
  private static RunningService service;

  @BeforeAll
  static void start() {
    tintype.serve("graph", new FakeGraph());
    tintype.serve("media", new FakePosts());
    service = tintype.start(AccountModule::new);
    client = new AccountClient(tintype);
  }

  @Test
  void theRightPasswordOpensASession() {
    Account account = client.register().getAccount();

    LogInResponse response = client.logIn(account.getUsername().toUpperCase(), PASSWORD);

    assertThat(response.getAccount()).isEqualTo(account);
    var me =
        with(client.accounts, response.getTokens().getAccessToken())
            .getMe(GetMeRequest.getDefaultInstance());
    assertThat(me.getMe().getAccount().getId()).isEqualTo(account.getId());
    var tokens = response.getTokens();
    assertThat(tokens.getAccessTokenExpireTime().getSeconds())
        .isEqualTo(clock.instant().plus(Duration.ofMinutes(10)).getEpochSecond());
    assertThat(tokens.getRefreshTokenExpireTime().getSeconds())
        .isEqualTo(clock.instant().plus(Duration.ofDays(90)).getEpochSecond());
  }

  @Test
  void anUnknownLoginAndAWrongPasswordAnswerTheSameAlsoWhenSlowedDown() {
    String known = client.register().getAccount().getUsername();
    String unknown = freshName();

    for (int i = 0; i < CHECKED + 2; i++) {
      Refusal wrongPassword = Refusal.of(() -> client.logIn(known, WRONG));
      Refusal unknownLogin = Refusal.of(() -> client.logIn(unknown, WRONG));
      assertThat(unknownLogin).isEqualTo(wrongPassword);
    }
  }

  /** Hashing is nearly all of a login's time: each kind of failure does it once. */
  @Test
  void anUnknownLoginAndAWrongPasswordHashOnceEach() {
    String known = client.register().getAccount().getUsername();

    long before = passwordsHashed();
    Refusal.of(() -> client.logIn(known, WRONG));
    long afterKnown = passwordsHashed();
    Refusal.of(() -> client.logIn(freshName(), WRONG));

    assertThat(afterKnown - before).isEqualTo(1);
    assertThat(passwordsHashed() - afterKnown).isEqualTo(1);
  }

  @Test
  void fiveWrongPasswordsCostNothingThenEachMakesTheNextTryWaitTwiceAsLong() {
    String name = client.register().getAccount().getUsername();
    for (int i = 0; i < 5; i++) {
      assertCredentialsWrong(name);
    }

    assertTooMany(name, Duration.ofSeconds(2));
    assertTooMany(name, Duration.ofSeconds(4));
    clock.advance(Duration.ofSeconds(4));
    assertCredentialsWrong(name);
    assertTooMany(name, Duration.ofSeconds(16));
  }

  @Test
  void theRightPasswordWorksWhileOthersGuess() {
    String name = client.register().getAccount().getUsername();
    for (int i = 0; i < CHECKED - 1; i++) {
      Refusal.of(() -> client.logIn(name, WRONG));
    }

    assertThat(client.logIn(name, PASSWORD).getAccount().getUsername()).isEqualTo(name);

    // And the count begins anew.
    assertCredentialsWrong(name);
  }

  @Test
  void afterManyWrongPasswordsAHastyTryIsNotCheckedButAPatientOneIs() {
    String name = client.register().getAccount().getUsername();
    for (int i = 0; i < CHECKED; i++) {
      Refusal.of(() -> client.logIn(name, WRONG));
    }

    Refusal hasty = Refusal.of(() -> client.logIn(name, PASSWORD));
    assertThat(hasty.reason()).isEqualTo("TOO_MANY_ATTEMPTS");
    assertThat(hasty.retryDelay()).isEqualTo(Duration.ofMinutes(1));
    clock.advance(Duration.ofSeconds(40));
    assertTooMany(name, Duration.ofSeconds(20));
    clock.advance(hasty.retryDelay().minusSeconds(40));

    assertThat(client.logIn(name, PASSWORD).getAccount().getUsername()).isEqualTo(name);
  }

  @Test
  void guessesAtOnceAreAllCounted() throws Exception {
    String name = client.register().getAccount().getUsername();
    assertCredentialsWrong(name);

    List<String> reasons =
        Race.run(16, runner -> Refusal.of(() -> client.logIn(name, WRONG)).reason());

    assertThat(reasons).filteredOn("CREDENTIALS_WRONG"::equals).hasSize(4);
    assertThat(failures(name)).isEqualTo(CHECKED);
  }

  @Test
  void strangersNeverSlowDownADeviceThatHasLoggedInBefore() {
    String name = client.register().getAccount().getUsername();
    client.logIn(name, PASSWORD, "Ana's phone");
    for (int i = 0; i < CHECKED; i++) {
      Refusal.of(() -> client.logIn(name, WRONG));
    }

    assertThat(Refusal.of(() -> client.logIn(name, PASSWORD, "A new phone")).reason())
        .isEqualTo("TOO_MANY_ATTEMPTS");
    assertThat(client.logIn(name, PASSWORD, "Ana's phone").getAccount().getUsername())
        .isEqualTo(name);
  }

  @Test
  void anImportedAccountWithoutAPasswordIsNobodysToLogInAs() {
    String name = "nopassword1";
    tintype
        .asService(client.imports, "tools")
        .importAccounts(ImportAccountsRequest.newBuilder().addUsernames(name).build());

    assertThat(Refusal.of(() -> client.logIn(name, WRONG)).reason()).isEqualTo("CREDENTIALS_WRONG");
  }

  @Test
  void countsThatAreForgottenAreSwept() {
    String name = freshName();
    Refusal.of(() -> client.logIn(name, WRONG));
    LoginTrySweeper sweeper = service.injector().getInstance(LoginTrySweeper.class);

    sweeper.close(); // No round of its own comes between.
    try {
      sweeper.run(() -> true);
      assertThat(counts()).isPositive();

      clock.advance(Duration.ofHours(1).plusSeconds(1));
      assertThat(sweeper.isDue()).isTrue();
      sweeper.run(() -> false);
      assertThat(counts()).as("told to stop").isPositive();
      sweeper.run(() -> true);
      assertThat(counts()).isZero();
      assertThat(sweeper.isDue()).isFalse();
    } finally {
      sweeper.start();
    }
  }

  @Test
  void aDeviceOfTwoLinesIsRefused() {
    String name = client.register().getAccount().getUsername();

    assertThat(Refusal.of(() -> client.logIn(name, PASSWORD, "two\nlines")).fields())
        .containsExactly("device");
  }

  private static void assertCredentialsWrong(String name) {
    Refusal refusal = Refusal.of(() -> client.logIn(name, WRONG));
    assertThat(refusal.code()).isEqualTo(Code.UNAUTHENTICATED);
    assertThat(refusal.reason()).isEqualTo("CREDENTIALS_WRONG");
  }

  private static void assertTooMany(String name, Duration delay) {
    Refusal refusal = Refusal.of(() -> client.logIn(name, WRONG));
    assertThat(refusal.code()).isEqualTo(Code.RESOURCE_EXHAUSTED);
    assertThat(refusal.reason()).isEqualTo("TOO_MANY_ATTEMPTS");
    assertThat(refusal.retryDelay()).isEqualTo(delay);
  }

  private static long passwordsHashed() {
    return tintype.metrics().get("account.passwords").timer().count();
  }

  private static int failures(String name) {
    return database
        .database(Keyspace.ACCOUNT)
        .read(
            h ->
                h.createQuery(
                        "SELECT failures FROM login_try t JOIN account a ON a.user_id = t.user_id"
                            + " WHERE a.username = ?")
                    .bind(0, name)
                    .mapTo(Integer.class)
                    .one());
  }

  private static long counts() {
    return database
        .database(Keyspace.ACCOUNT)
        .read(h -> h.createQuery("SELECT COUNT(*) FROM login_try").mapTo(Long.class).one());
  }
}
