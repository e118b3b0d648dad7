package tintype.account;

import static org.assertj.core.api.Assertions.assertThat;
import static tintype.account.AccountClient.PASSWORD;
import static tintype.account.AccountClient.freshName;
import static tintype.account.AccountClient.registerRequest;
import static tintype.account.AccountClient.with;

import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tintype.account.v1.Account;
import tintype.account.v1.AccountChanged;
import tintype.account.v1.GetMeRequest;
import tintype.account.v1.Me;
import tintype.account.v1.RegisterRequest;
import tintype.account.v1.RegisterResponse;
import tintype.platform.sql.Keyspace;
import tintype.testkit.FakeGraph;
import tintype.testkit.OnEveryDatabase;
import tintype.testkit.TestDatabase;
import tintype.testkit.TestInstallation;

@OnEveryDatabase
class RegisterIT {
  @RegisterExtension
  @Order(1)
  static final TestDatabase database = TestDatabase.of(Keyspace.ACCOUNT);

  @RegisterExtension
  @Order(2)
  static final TestInstallation tintype = TestInstallation.over(database, Keyspace.ACCOUNT);

  private static AccountClient client;

  @BeforeAll
  static void start() {
    tintype.serve("graph", new FakeGraph());
    tintype.serve("media", new FakePosts());
    tintype.start(AccountModule::new);
    client = new AccountClient(tintype);
  }

  @Test
  void registeringMakesAnAccountAndOpensASession() {
    String name = freshName();

    RegisterResponse response =
        client.accounts.register(
            registerRequest(name)
                .setFullName("  Ana Mari\u0301a ")
                .setBirthday("1990-02-28")
                .setRequestId(UUID.randomUUID().toString())
                .build());

    Account account = response.getAccount();
    assertThat(account.getUsername()).isEqualTo(name);
    assertThat(account.getFullName()).isEqualTo("Ana Mar\u00eda");
    assertThat(account.getPrivate()).isFalse();
    assertThat(account.hasCounts()).isTrue();
    assertThat(account.getCreateTime().getSeconds()).isPositive();
    Me me = me(response);
    assertThat(me.getAccount()).isEqualTo(account);
    assertThat(me.getEmail()).isEqualTo("ana@example.com");
    assertThat(me.getPhone()).isEmpty();
    assertThat(me.getEmailVerified()).isFalse();
  }

  @Test
  void aPhoneIsAContactToo() {
    RegisterRequest request =
        registerRequest(freshName()).clearEmail().setPhone("+4512345678").build();

    assertThat(me(client.accounts.register(request)).getPhone()).isEqualTo("+4512345678");
  }

  @Test
  void namesAreFoldedToLowerCaseAndTakenInAnyCase() {
    String name = freshName();

    assertThat(client.register(name.toUpperCase()).getAccount().getUsername()).isEqualTo(name);

    Refusal refusal = Refusal.of(() -> client.register(name));
    assertThat(refusal.code()).isEqualTo(Code.ALREADY_EXISTS);
    assertThat(refusal.reason()).isEqualTo("USERNAME_TAKEN");
    assertThat(refusal.info().getDomain()).isEqualTo("account.tintype");
    assertThat(refusal.info().getMetadataMap()).containsEntry("username", name);
  }

  @Test
  void sixteenAtOnceForOneNameMakeOneAccountAndNothingHalfWritten() throws Exception {
    String name = freshName();
    long[] before = rowCounts();

    List<String> outcomes =
        Race.run(
            16,
            runner ->
                outcome(
                    registerRequest(name)
                        .setFullName("Runner " + runner)
                        .setRequestId(UUID.randomUUID().toString())
                        .build()));

    assertThat(outcomes).filteredOn("USERNAME_TAKEN"::equals).hasSize(15);
    long[] after = rowCounts();
    for (int table = 0; table < after.length; table++) {
      assertThat(after[table] - before[table]).isEqualTo(1);
    }
  }

  @Test
  void aRepeatAnswersTheSameAccountWithANewSession() {
    RegisterRequest request =
        registerRequest(freshName()).setRequestId(UUID.randomUUID().toString()).build();

    RegisterResponse first = client.accounts.register(request);
    RegisterResponse again = client.accounts.register(request);

    assertThat(again.getAccount()).isEqualTo(first.getAccount());
    assertThat(again.getTokens().getSessionId()).isNotEqualTo(first.getTokens().getSessionId());
    assertThat(me(first)).isEqualTo(me(again));
  }

  @Test
  void repeatsAtOnceAllAnswerTheOneAccount() throws Exception {
    RegisterRequest request =
        registerRequest(freshName()).setRequestId(UUID.randomUUID().toString()).build();

    Set<String> accounts = new HashSet<>(Race.run(8, runner -> outcome(request)));

    assertThat(accounts).hasSize(1).first().asString().containsOnlyDigits();
  }

  @Test
  void aRequestIdWithOtherContentIsRefused() {
    RegisterRequest request =
        registerRequest(freshName()).setRequestId(UUID.randomUUID().toString()).build();
    client.accounts.register(request);

    assertReused(request.toBuilder().setFullName("Another").build());
    assertReused(request.toBuilder().setPassword("another password").build());
    assertReused(request.toBuilder().setEmail("other@example.com").build());
    assertReused(request.toBuilder().setUsername(freshName()).build());
  }

  @Test
  void aRepeatWithoutARequestIdOrTwoDaysLaterFindsTheNameTaken() {
    RegisterRequest request =
        registerRequest(freshName()).setRequestId(UUID.randomUUID().toString()).build();
    String accountId = client.accounts.register(request).getAccount().getId();

    assertThat(outcome(request.toBuilder().clearRequestId().build())).isEqualTo("USERNAME_TAKEN");

    database
        .database(Keyspace.ACCOUNT)
        .execute(
            h ->
                h.execute(
                    "UPDATE registration SET create_micros = create_micros - ? WHERE user_id = ?",
                    48L * 3_600 * 1_000_000,
                    Long.parseLong(accountId)));
    assertThat(outcome(request)).isEqualTo("USERNAME_TAKEN");
  }

  @Test
  void aFreedNameStaysReservedUntilItsReleaseTime() {
    String name = freshName();
    client.register(name);

    release(name, System.currentTimeMillis() * 1_000 + 60_000_000);
    assertThat(outcome(registerRequest(name).build())).isEqualTo("USERNAME_TAKEN");

    release(name, System.currentTimeMillis() * 1_000 - 1);
    assertThat(outcome(registerRequest(name).build())).containsOnlyDigits();
  }

  @Test
  void anUnverifiedContactReservesNothing() {
    assertThat(outcome(registerRequest(freshName()).setEmail("same@example.com").build()))
        .containsOnlyDigits();
    assertThat(outcome(registerRequest(freshName()).setEmail("same@example.com").build()))
        .containsOnlyDigits();
  }

  @Test
  void fieldsThatBreakTheirRuleAreNamed() {
    RegisterRequest good = registerRequest(freshName()).build();

    assertInvalid(good.toBuilder().setUsername("ab").build(), "username");
    assertInvalid(good.toBuilder().setUsername("double..dot").build(), "username");
    assertInvalid(good.toBuilder().setUsername(".leading").build(), "username");
    assertInvalid(good.toBuilder().setUsername("trailing.").build(), "username");
    assertInvalid(good.toBuilder().setPassword("short").build(), "password");
    assertInvalid(good.toBuilder().setEmail("no address").build(), "email");
    assertInvalid(good.toBuilder().setPhone("12").build(), "phone");
    assertInvalid(good.toBuilder().clearContact().build(), "contact");
    assertInvalid(good.toBuilder().setFullName("x".repeat(101)).build(), "full_name");
    assertInvalid(good.toBuilder().setFullName("two\nlines").build(), "full_name");
    assertInvalid(good.toBuilder().setFullName("\ufb2c".repeat(100)).build(), "full_name");
    assertInvalid(good.toBuilder().setBirthday("2001-02-29").build(), "birthday");
    assertInvalid(good.toBuilder().setBirthday("2999-01-01").build(), "birthday");
    assertInvalid(good.toBuilder().setRequestId("no uuid").build(), "request_id");
  }

  @Test
  void aNameOfAHundredEmojiIsKept() {
    String name = "\ud83d\ude00".repeat(100);

    RegisterResponse response =
        client.accounts.register(registerRequest(freshName()).setFullName(name).build());

    assertThat(me(response).getAccount().getFullName()).isEqualTo(name);
  }

  @Test
  void registeringIsNews() throws Exception {
    long accountId = Long.parseLong(client.register().getAccount().getId());

    byte[] payload =
        database
            .database(Keyspace.ACCOUNT)
            .read(
                h ->
                    h.createQuery(
                            "SELECT payload FROM outbox WHERE user_id = ? AND kind ="
                                + " 'AccountChanged'")
                        .bind(0, accountId)
                        .mapTo(byte[].class)
                        .one());
    assertThat(AccountChanged.parseFrom(payload).getAccountId()).isEqualTo(accountId);
  }

  @Test
  void passwordsAreKeptAsArgon2Alone() {
    long accountId = Long.parseLong(client.register().getAccount().getId());

    String hash =
        database
            .database(Keyspace.ACCOUNT)
            .read(
                h ->
                    h.createQuery("SELECT password_hash FROM account WHERE user_id = ?")
                        .bind(0, accountId)
                        .mapTo(String.class)
                        .one());
    assertThat(hash).startsWith("$argon2id$v=19$m=19456,t=2,p=1$");
    assertThat(PasswordHash.matches(PASSWORD, hash)).isTrue();
  }

  private static void assertReused(RegisterRequest request) {
    Refusal refusal = Refusal.of(() -> client.accounts.register(request));
    assertThat(refusal.code()).isEqualTo(Code.ALREADY_EXISTS);
    assertThat(refusal.reason()).isEqualTo("REQUEST_ID_REUSED");
  }

  private static void assertInvalid(RegisterRequest request, String field) {
    Refusal refusal = Refusal.of(() -> client.accounts.register(request));
    assertThat(refusal.code()).isEqualTo(Code.INVALID_ARGUMENT);
    assertThat(refusal.reason()).isEqualTo("INVALID_FIELD");
    assertThat(refusal.fields()).contains(field);
  }

  /** The account's id, or the reason of the refusal. */
  private static String outcome(RegisterRequest request) {
    try {
      return client.accounts.register(request).getAccount().getId();
    } catch (StatusRuntimeException e) {
      return Refusal.of(e).reason();
    }
  }

  private static Me me(RegisterResponse response) {
    return with(client.accounts, response.getTokens().getAccessToken())
        .getMe(GetMeRequest.getDefaultInstance())
        .getMe();
  }

  private static void release(String name, long micros) {
    database
        .database(Keyspace.ACCOUNT)
        .execute(
            h -> h.execute("UPDATE username SET release_micros = ? WHERE name = ?", micros, name));
  }

  private static long[] rowCounts() {
    return List.of("account", "username", "registration", "session", "outbox").stream()
        .mapToLong(
            table ->
                database
                    .database(Keyspace.ACCOUNT)
                    .read(
                        h ->
                            h.createQuery("SELECT COUNT(*) FROM " + table).mapTo(Long.class).one()))
        .toArray();
  }
}
