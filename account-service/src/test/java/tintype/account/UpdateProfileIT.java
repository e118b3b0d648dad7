package tintype.account;

import static org.assertj.core.api.Assertions.assertThat;
import static tintype.account.AccountClient.freshName;

import com.google.protobuf.FieldMask;
import com.google.protobuf.InvalidProtocolBufferException;
import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tintype.account.v1.Account;
import tintype.account.v1.AccountChanged;
import tintype.account.v1.GetAccountByUsernameRequest;
import tintype.account.v1.GetMeRequest;
import tintype.account.v1.UpdateProfileRequest;
import tintype.platform.sql.Keyspace;
import tintype.testkit.FakeClock;
import tintype.testkit.FakeGraph;
import tintype.testkit.OnEveryDatabase;
import tintype.testkit.TestDatabase;
import tintype.testkit.TestInstallation;

@OnEveryDatabase
class UpdateProfileIT {
  private static final FakeClock clock =
      new FakeClock(Instant.now().plusSeconds(3_600).truncatedTo(ChronoUnit.SECONDS));

  @RegisterExtension
  @Order(1)
  static final TestDatabase database = TestDatabase.of(Keyspace.ACCOUNT);

  @RegisterExtension
  @Order(2)
  static final TestInstallation tintype =
      TestInstallation.over(database, Keyspace.ACCOUNT)
          .withClock(clock)
          .withSettings(Map.of("account-reserved-usernames", "2", "account-username-checks", "5"));

  private static AccountClient client;

  @BeforeAll
  static void start() {
    tintype.serve("graph", new FakeGraph());
    tintype.serve("media", new FakePosts());
    tintype.start(AccountModule::new);
    client = new AccountClient(tintype);
  }

  @Test
  void whatIsPresentChangesAndTheRestStays() {
    Account ana = client.register().getAccount();

    Account first = update(ana, request().setFullName(" Ana ").setBio("one\r\ntwo ")).getAccount();
    Account second = update(ana, request().setWebsite("https://ana.example/x?y=1")).getAccount();

    assertThat(first.getFullName()).isEqualTo("Ana");
    assertThat(first.getBio()).isEqualTo("one\ntwo");
    assertThat(second).isEqualTo(first.toBuilder().setWebsite("https://ana.example/x?y=1").build());
    assertThat(me(ana)).isEqualTo(second);
    assertThat(update(ana, request().setBio("")).getAccount().getBio()).isEmpty();
  }

  @Test
  void aMaskNamesWhatChangesAndWhatItNamesAloneBecomesEmpty() {
    Account ana = client.register().getAccount();
    update(ana, request().setFullName("Ana").setBio("bio").setPrivate(true));

    var request = request().setFullName("Bo").setBio("other").setUpdateMask(mask("bio"));
    assertThat(update(ana, request).getAccount().getFullName()).isEqualTo("Ana");
    assertThat(me(ana).getBio()).isEqualTo("other");
    Account cleared =
        update(ana, request().setUpdateMask(mask("bio", "full_name", "private"))).getAccount();
    assertThat(cleared.getBio() + cleared.getFullName()).isEmpty();
    assertThat(cleared.getPrivate()).isFalse();

    assertInvalid(ana, request().setUpdateMask(mask("id")), "update_mask");
    assertInvalid(ana, request().setUpdateMask(mask("update_mask")), "update_mask");
    assertInvalid(ana, request().setUpdateMask(mask("username")), "username");
  }

  @Test
  void goingPrivateAndBackIsNewsEachTimeAndOnceOnly() {
    Account ana = client.register().getAccount();

    assertThat(update(ana, request().setPrivate(true)).getAccount().getPrivate()).isTrue();
    update(ana, request().setPrivate(true));
    update(ana, request().setPrivate(false));
    update(ana, request());

    assertThat(news(ana))
        .extracting(AccountChanged::getPrivate)
        .containsExactly(false, true, false);
    assertThat(news(ana)).extracting(AccountChanged::getHidden).containsOnly(false);
  }

  @Test
  void theLimitsAreThoseOfTheContract() {
    Account ana = client.register().getAccount();
    String longest = "https://" + "a".repeat(243) + ".com";

    Account full =
        update(
                ana,
                request()
                    .setFullName("\ud83d\udcf7".repeat(100))
                    .setBio("\u00e9".repeat(150))
                    .setWebsite(longest))
            .getAccount();

    assertThat(full.getWebsite()).hasSize(255);
    assertThat(me(ana)).isEqualTo(full);
    assertInvalid(ana, request().setFullName("a".repeat(101)), "full_name");
    assertInvalid(ana, request().setFullName("two\nlines"), "full_name");
    assertInvalid(ana, request().setBio("a".repeat(151)), "bio");
    assertInvalid(ana, request().setBio("a\u0000b"), "bio");
    assertInvalid(ana, request().setWebsite(longest + "m"), "website");
    assertInvalid(ana, request().setUsername("a..b"), "username");
    for (String no : List.of("javascript:alert(1)", "ftp://a.b", "nodot", "http://a@b.c", "a. b")) {
      assertInvalid(ana, request().setWebsite(no), "website");
    }
    for (String yes : List.of("ana.example", "https://b\u00fccher.example:8080/")) {
      assertThat(update(ana, request().setWebsite(yes)).getAccount().getWebsite()).isEqualTo(yes);
    }
    assertThat(Refusal.of(() -> client.accounts.updateProfile(request().build())).reason())
        .isEqualTo("TOKEN_MISSING");
  }

  @Test
  void aNewNameIsFoundAndTheOldOneStaysReservedThirtyDays() {
    Account ana = client.register().getAccount();
    Account bo = client.register().getAccount();
    String name = freshName();

    assertThat(update(ana, request().setUsername(name.toUpperCase())).getAccount().getUsername())
        .isEqualTo(name);

    assertThat(byName(name)).isEqualTo(ana.getId());
    Refusal gone = Refusal.of(() -> byName(ana.getUsername()));
    assertThat(gone.reason()).isEqualTo("ACCOUNT_NOT_FOUND");
    clock.advance(Duration.ofDays(30).minusMillis(1));
    assertTaken(bo, ana.getUsername());
    assertThat(Refusal.of(() -> client.register(ana.getUsername())).reason())
        .isEqualTo("USERNAME_TAKEN");

    clock.advance(Duration.ofMillis(1));
    update(bo, request().setUsername(ana.getUsername()));
    assertThat(byName(ana.getUsername())).isEqualTo(bo.getId());
    assertTaken(ana, ana.getUsername());
  }

  @Test
  void anOwnerTakesAFormerNameBack() {
    Account ana = client.register().getAccount();
    String name = freshName();
    update(ana, request().setUsername(name));

    update(ana, request().setUsername(ana.getUsername()));
    assertThat(byName(ana.getUsername())).isEqualTo(ana.getId());
    update(ana, request().setUsername(name));
    clock.advance(Duration.ofDays(40));
    update(ana, request().setUsername(ana.getUsername()));

    assertThat(byName(ana.getUsername())).isEqualTo(ana.getId());
    assertThat(claims(ana)).isEqualTo(2);
  }

  @Test
  void aTakenNameChangesNothingOfTheRest() {
    Account ana = client.register().getAccount();
    Account bo = client.register().getAccount();

    Refusal refusal =
        Refusal.of(
            () ->
                update(
                    ana, request().setUsername(bo.getUsername()).setBio("lost").setPrivate(true)));

    assertThat(refusal.code()).isEqualTo(Code.ALREADY_EXISTS);
    assertThat(refusal.info().getMetadataMap()).containsEntry("username", bo.getUsername());
    assertThat(me(ana)).isEqualTo(ana);
    assertThat(news(ana)).hasSize(1);
  }

  @Test
  void ofSixteenAtOnceOneGetsTheName() throws Exception {
    List<Account> people =
        java.util.stream.IntStream.range(0, 16)
            .mapToObj(i -> client.register().getAccount())
            .toList();
    String name = freshName();

    List<String> outcomes = Race.run(16, runner -> outcome(people.get(runner), name));

    assertThat(outcomes).filteredOn("OK"::equals).hasSize(1);
    assertThat(outcomes).filteredOn("USERNAME_TAKEN"::equals).hasSize(15);
    Account winner = people.get(outcomes.indexOf("OK"));
    assertThat(byName(name)).isEqualTo(winner.getId());
    for (Account loser : people) {
      assertThat(claims(loser)).isEqualTo(loser == winner ? 2 : 1);
      assertThat(loser == winner || byName(loser.getUsername()).equals(loser.getId())).isTrue();
    }
  }

  @Test
  void whoChangesNamesTooOftenWaitsUntilOneIsFree() {
    Account ana = client.register().getAccount();
    update(ana, request().setUsername(freshName()));
    clock.advance(Duration.ofDays(1));
    update(ana, request().setUsername(freshName()));

    Refusal refusal = Refusal.of(() -> update(ana, request().setUsername(freshName())));
    assertThat(refusal.code()).isEqualTo(Code.RESOURCE_EXHAUSTED);
    assertThat(refusal.reason()).isEqualTo("TOO_MANY_USERNAMES");
    assertThat(refusal.retryDelay()).isEqualTo(Duration.ofDays(29));
    update(ana, request().setUsername(ana.getUsername()));
    assertThat(me(ana).getUsername()).isEqualTo(ana.getUsername());
  }

  @Test
  void namesAreTriedNoMoreOftenThanAskedAbout() {
    Account ana = client.register().getAccount();
    Account bo = client.register().getAccount();
    for (int i = 0; i < 5; i++) {
      assertTaken(ana, bo.getUsername());
    }

    assertThat(Refusal.of(() -> update(ana, request().setUsername(bo.getUsername()))).reason())
        .isEqualTo("TOO_MANY_CHECKS");
    assertThat(update(ana, request().setBio("fine")).getAccount().getBio()).isEqualTo("fine");
  }

  private static String outcome(Account account, String name) {
    try {
      update(account, request().setUsername(name));
      return "OK";
    } catch (StatusRuntimeException e) {
      return Refusal.of(e).reason();
    }
  }

  private static UpdateProfileRequest.Builder request() {
    return UpdateProfileRequest.newBuilder();
  }

  private static FieldMask mask(String... paths) {
    return FieldMask.newBuilder().addAllPaths(List.of(paths)).build();
  }

  private static tintype.account.v1.Me update(
      Account account, UpdateProfileRequest.Builder request) {
    return client.accountsAs(id(account)).updateProfile(request.build()).getMe();
  }

  private static void assertInvalid(
      Account account, UpdateProfileRequest.Builder request, String field) {
    Refusal refusal = Refusal.of(() -> update(account, request));
    assertThat(refusal.code()).isEqualTo(Code.INVALID_ARGUMENT);
    assertThat(refusal.reason()).isEqualTo("INVALID_FIELD");
    assertThat(refusal.fields()).containsExactly(field);
  }

  private static void assertTaken(Account account, String name) {
    assertThat(Refusal.of(() -> update(account, request().setUsername(name))).reason())
        .isEqualTo("USERNAME_TAKEN");
  }

  private static Account me(Account account) {
    return client
        .accountsAs(id(account))
        .getMe(GetMeRequest.getDefaultInstance())
        .getMe()
        .getAccount();
  }

  private static String byName(String name) {
    var request = GetAccountByUsernameRequest.newBuilder().setUsername(name).build();
    return client.accounts.getAccountByUsername(request).getAccount().getId();
  }

  private static long id(Account account) {
    return Long.parseLong(account.getId());
  }

  private static long claims(Account account) {
    return database
        .database(Keyspace.ACCOUNT)
        .read(
            h ->
                h.createQuery("SELECT COUNT(*) FROM username WHERE user_id = ?")
                    .bind(0, id(account))
                    .mapTo(Long.class)
                    .one());
  }

  private static List<AccountChanged> news(Account account) {
    return database
        .database(Keyspace.ACCOUNT)
        .read(
            h ->
                h.createQuery(
                        "SELECT payload FROM outbox WHERE user_id = ? AND kind = 'AccountChanged'"
                            + " ORDER BY id")
                    .bind(0, id(account))
                    .mapTo(byte[].class)
                    .list())
        .stream()
        .map(UpdateProfileIT::parse)
        .toList();
  }

  private static AccountChanged parse(byte[] payload) {
    try {
      return AccountChanged.parseFrom(payload);
    } catch (InvalidProtocolBufferException e) {
      throw new AssertionError(e);
    }
  }
}
