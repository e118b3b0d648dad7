package tintype.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static tintype.account.AccountClient.PASSWORD;
import static tintype.account.StaffClient.suspension;

import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tintype.account.v1.Account;
import tintype.account.v1.ApplyDecisionRequest;
import tintype.account.v1.GetAccountRequest;
import tintype.account.v1.StaffAccount;
import tintype.account.v1.StaffAccount.Role;
import tintype.account.v1.StaffAct.Kind;
import tintype.account.v1.Tokens;
import tintype.platform.rpc.ApiException;
import tintype.platform.rpc.ProtoTimes;
import tintype.platform.server.RunningService;
import tintype.platform.sql.Database;
import tintype.platform.sql.Keyspace;
import tintype.testkit.FakeClock;
import tintype.testkit.FakeGraph;
import tintype.testkit.OnEveryDatabase;
import tintype.testkit.TestDatabase;
import tintype.testkit.TestInstallation;

@OnEveryDatabase
class SuspendIT {
  private static final FakeClock clock =
      new FakeClock(Instant.now().plusSeconds(3_600).truncatedTo(ChronoUnit.SECONDS));

  @RegisterExtension
  @Order(1)
  static final TestDatabase database = TestDatabase.of(Keyspace.ACCOUNT);

  @RegisterExtension
  @Order(2)
  static final TestInstallation tintype =
      TestInstallation.over(database, Keyspace.ACCOUNT).withClock(clock);

  private static RunningService service;
  private static AccountClient client;
  private static StaffClient staff;
  private static long moderator;
  private static long admin;

  @BeforeAll
  static void start() {
    tintype.serve("graph", new FakeGraph());
    tintype.serve("media", new FakePosts());
    service = tintype.start(AccountModule::new);
    client = new AccountClient(tintype);
    staff = new StaffClient(tintype, client);
    moderator = staff.register(Role.MODERATOR);
    admin = staff.register(Role.ADMIN);
  }

  @Test
  void aSuspendedAccountVanishesAndComesBackWhole() {
    long ana = staff.register();
    long ben = staff.register();
    Account before = seen(ben, ana);

    StaffAccount suspended = staff.suspend(moderator, ana, "spam");

    assertThat(suspended.getState()).isEqualTo(StaffAccount.State.SUSPENDED);
    assertThat(suspended.getSuspension().getReason()).isEqualTo("spam");
    assertThat(suspended.getSuspension().hasEndTime()).isFalse();
    assertThat(Refusal.of(() -> seen(ben, ana)).reason()).isEqualTo("ACCOUNT_NOT_FOUND");
    assertThat(seen(ana, ana)).isEqualTo(before);

    StaffAccount back = staff.reinstate(moderator, ana);

    assertThat(back.getState()).isEqualTo(StaffAccount.State.ACTIVE);
    assertThat(back.hasSuspension()).isFalse();
    assertThat(seen(ben, ana)).isEqualTo(before);
    assertThat(StaffClient.acts(rows(), ana))
        .containsExactly("1 " + moderator + " spam", "2 " + moderator + " a mistake");
  }

  @Test
  void suspendingEndsEverySession() {
    var registered = client.register();
    Tokens other = client.logIn(registered.getAccount().getUsername(), PASSWORD).getTokens();
    long ana = Long.parseLong(registered.getAccount().getId());

    staff.suspend(moderator, ana, "spam");

    for (Tokens tokens : List.of(registered.getTokens(), other)) {
      assertThat(Refusal.of(() -> client.refresh(tokens.getRefreshToken())).reason())
          .isEqualTo("REFRESH_TOKEN_INVALID");
    }
    assertThat(endings(ana)).isEqualTo(2);
    staff.reinstate(moderator, ana);
    assertThat(endings(ana)).isEqualTo(2);
    assertThat(lasting(ana)).isZero();
  }

  @Test
  void whoKnowsThePasswordIsToldOfTheSuspensionAndNobodyElse() {
    Account ana = client.register().getAccount();
    Instant end = clock.instant().plus(Duration.ofDays(7));
    staff
        .as(moderator)
        .suspend(
            suspension(Long.parseLong(ana.getId()), "spam").setEndTime(ProtoTimes.of(end)).build());

    Refusal owner = Refusal.of(() -> client.logIn(ana.getUsername(), PASSWORD));
    Refusal guesser = Refusal.of(() -> client.logIn(ana.getUsername(), "wrong password"));

    assertThat(owner.code()).isEqualTo(Code.PERMISSION_DENIED);
    assertThat(owner.reason()).isEqualTo("ACCOUNT_SUSPENDED");
    assertThat(owner.info().getMetadataMap()).containsEntry("end_time", end.toString());
    assertThat(guesser.reason()).isEqualTo("CREDENTIALS_WRONG");
  }

  @Test
  void aSuspensionEndsByItselfAtItsEnd() {
    Account account = client.register().getAccount();
    long ana = Long.parseLong(account.getId());
    Instant end = clock.instant().plus(Duration.ofDays(1));
    suspendUntil(ana, end);
    clock.advance(Duration.ofDays(1).minusMillis(1));
    ends().run(() -> true);
    assertThat(Refusal.of(() -> client.logIn(account.getUsername(), PASSWORD)).reason())
        .isEqualTo("ACCOUNT_SUSPENDED");

    clock.advance(Duration.ofMillis(1));
    ends().run(() -> true);

    assertThat(client.logIn(account.getUsername(), PASSWORD).hasTokens()).isTrue();
    assertThat(StaffClient.acts(rows(), ana))
        .containsExactly("1 " + moderator + " spam", "2 0 the suspension is over");
  }

  @Test
  void aSuspensionThatCannotBeEndedDoesNotKeepTheOthers() {
    long gone = staff.register();
    List<Long> others = List.of(staff.register(), staff.register());
    Instant end = clock.instant().plus(Duration.ofHours(1));
    suspendUntil(gone, end);
    others.forEach(one -> suspendUntil(one, end.plusSeconds(1)));
    rows().execute(h -> h.execute("UPDATE account SET state = 3 WHERE user_id = ?", gone));
    clock.advance(Duration.ofHours(2));

    try {
      assertThatThrownBy(() -> ends().run(() -> true))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageStartingWith("1 suspensions")
          .hasMessageEndingWith(Long.toString(gone))
          .hasRootCauseInstanceOf(ApiException.class);

      for (long one : others) {
        assertThat(seen(staff.register(), one).getId()).isEqualTo(Long.toString(one));
      }
      assertThat(ends().isDue()).isTrue();
    } finally {
      rows().execute(h -> h.execute("DELETE FROM suspension WHERE user_id = ?", gone));
    }
  }

  @Test
  void aSuspendedAdminIsStillForAdminsAlone() {
    long other = staff.register(Role.ADMIN);
    staff.suspend(admin, other, "spam");

    assertThat(Refusal.of(() -> staff.reinstate(moderator, other)).reason())
        .isEqualTo("ADMIN_NEEDED");
    assertThat(staff.reinstate(admin, other).getState()).isEqualTo(StaffAccount.State.ACTIVE);
  }

  @Test
  void suspendingAgainGivesAnotherReasonAndEndAndTheFormerStateIsKept() {
    long ana = staff.register();
    staff.suspend(moderator, ana, "spam");
    Instant end = clock.instant().plus(Duration.ofDays(1));

    var again =
        staff
            .as(admin)
            .suspend(suspension(ana, "spam, again").setEndTime(ProtoTimes.of(end)).build())
            .getAccount();
    staff.as(admin).suspend(suspension(ana, "spam, again").setEndTime(ProtoTimes.of(end)).build());

    assertThat(again.getSuspension().getReason()).isEqualTo("spam, again");
    assertThat(ProtoTimes.toInstant(again.getSuspension().getEndTime())).isEqualTo(end);
    assertThat(StaffClient.acts(rows(), ana))
        .containsExactly("1 " + moderator + " spam", "1 " + admin + " spam, again");
    assertThat(staff.reinstate(moderator, ana).getState()).isEqualTo(StaffAccount.State.ACTIVE);
    assertThat(staff.reinstate(moderator, ana).getState()).isEqualTo(StaffAccount.State.ACTIVE);
    assertThat(StaffClient.acts(rows(), ana)).hasSize(3);
  }

  @Test
  void aDeactivatedAccountGoesBackToThat() {
    long ana = staff.register();
    rows().execute(h -> h.execute("UPDATE account SET state = 1 WHERE user_id = ?", ana));
    staff.suspend(moderator, ana, "spam");

    assertThat(staff.reinstate(moderator, ana).getState())
        .isEqualTo(StaffAccount.State.DEACTIVATED);
  }

  @Test
  void nobodyIsSuspendedByThemselvesOrStaffByModerators() {
    assertThat(reason(moderator, "me")).isEqualTo("CANNOT_ACT_ON_SELF");
    assertThat(reason(moderator, Long.toString(moderator))).isEqualTo("CANNOT_ACT_ON_SELF");
    assertThat(reason(moderator, Long.toString(admin))).isEqualTo("ADMIN_NEEDED");
    assertThat(reason(moderator, "1")).isEqualTo("ACCOUNT_NOT_FOUND");
    long other = staff.register(Role.MODERATOR);

    assertThat(staff.suspend(admin, other, "spam").getState())
        .isEqualTo(StaffAccount.State.SUSPENDED);
    assertThat(reason(other, Long.toString(staff.register()))).isEqualTo("CALLER_NOT_ALLOWED");
  }

  @Test
  void whoIsNotOfStaffMayNothing() {
    long ana = staff.register();
    long ben = staff.register();

    assertThat(reason(ben, Long.toString(ana))).isEqualTo("CALLER_NOT_ALLOWED");
    assertThat(Refusal.of(() -> staff.stub.suspend(suspension(ana, "spam").build())).reason())
        .isEqualTo("TOKEN_MISSING");
    assertThat(Refusal.of(() -> staff.asTools().suspend(suspension(ana, "spam").build())).reason())
        .isEqualTo("CALLER_NOT_ALLOWED");
    assertThat(StaffClient.acts(rows(), ana)).isEmpty();
  }

  @Test
  void anEndThatIsNotToComeAndABlankReasonAreRefused() {
    long ana = staff.register();
    var now = suspension(ana, "spam").setEndTime(ProtoTimes.of(clock.instant())).build();

    assertThat(Refusal.of(() -> staff.as(moderator).suspend(now)).fields())
        .containsExactly("end_time");
    for (String reason : new String[] {"", " ", "x".repeat(501)}) {
      assertThat(
              Refusal.of(() -> staff.as(moderator).suspend(suspension(ana, reason).build()))
                  .fields())
          .containsExactly("reason");
    }
    assertThat(staff.suspend(moderator, ana, "x".repeat(500)).hasSuspension()).isTrue();
  }

  @Test
  void ofManyAtOnceOneSuspends() throws Exception {
    long ana = staff.register();

    Race.run(8, runner -> staff.suspend(moderator, ana, "spam").getState());

    assertThat(StaffClient.acts(rows(), ana)).containsExactly("1 " + moderator + " spam");
  }

  @Test
  void whoLogsInMeanwhileIsNotLeftInside() throws Exception {
    Account account = client.register().getAccount();
    long ana = Long.parseLong(account.getId());

    Race.run(
        6,
        runner -> {
          if (runner == 0) {
            return staff.suspend(moderator, ana, "spam").getState().name();
          }
          try {
            return client.logIn(account.getUsername(), PASSWORD).getTokens().getSessionId();
          } catch (StatusRuntimeException e) {
            return Refusal.of(e).reason();
          }
        });

    assertThat(lasting(ana)).isZero();
  }

  @Test
  void aDecisionIsPutIntoEffectOnce() {
    long ana = staff.register();
    var decision =
        ApplyDecisionRequest.newBuilder()
            .setActId(77)
            .setAccountId(ana)
            .setStaffId(moderator)
            .setKind(Kind.SUSPEND)
            .setReason("spam")
            .build();
    staff.asMedia().applyDecision(decision);
    staff.reinstate(moderator, ana);
    staff.asMedia().applyDecision(decision);
    var warning = decision.toBuilder().setActId(78).setKind(Kind.WARN).build();
    staff.asMedia().applyDecision(warning);
    staff.asMedia().applyDecision(warning);
    staff.asMedia().applyDecision(decision.toBuilder().setAccountId(1).build());

    assertThat(seen(staff.register(), ana).getId()).isEqualTo(Long.toString(ana));
    assertThat(StaffClient.acts(rows(), ana))
        .containsExactlyInAnyOrder(
            "1 " + moderator + " spam",
            "2 " + moderator + " a mistake",
            "5 " + moderator + " spam");
    assertThat(Refusal.of(() -> staff.as(admin).applyDecision(decision)).reason())
        .isEqualTo("CALLER_NOT_ALLOWED");
  }

  /** It has found the account suspended, for the same reason. */
  @Test
  void aDecisionThatHadNothingToChangeIsNotMadeUpForLater() {
    long ana = staff.register();
    staff.suspend(moderator, ana, "spam");
    var decision =
        ApplyDecisionRequest.newBuilder()
            .setActId(79)
            .setAccountId(ana)
            .setStaffId(moderator)
            .setKind(Kind.SUSPEND)
            .setReason("spam")
            .build();
    staff.asMedia().applyDecision(decision);
    staff.reinstate(moderator, ana);

    staff.asMedia().applyDecision(decision);

    assertThat(seen(staff.register(), ana).getId()).isEqualTo(Long.toString(ana));
    assertThat(StaffClient.acts(rows(), ana)).hasSize(3);
  }

  private static SuspensionEnd ends() {
    return service.injector().getInstance(SuspensionEnd.class);
  }

  private static void suspendUntil(long account, Instant end) {
    staff.as(moderator).suspend(suspension(account, "spam").setEndTime(ProtoTimes.of(end)).build());
  }

  private static String reason(long caller, String account) {
    var request = suspension(1, "spam").setAccountId(account).build();
    return Refusal.of(() -> staff.as(caller).suspend(request)).reason();
  }

  private static Account seen(long viewer, long account) {
    var request = GetAccountRequest.newBuilder().setAccountId(Long.toString(account)).build();
    return client.accountsAs(viewer).getAccount(request).getAccount();
  }

  private static Database rows() {
    return database.database(Keyspace.ACCOUNT);
  }

  private static long lasting(long account) {
    return count("SELECT COUNT(*) FROM session WHERE user_id = ? AND end_micros IS NULL", account);
  }

  private static long endings(long account) {
    return count(
        "SELECT COUNT(*) FROM outbox WHERE user_id = ? AND kind = 'SessionEnded'", account);
  }

  private static long count(String sql, long account) {
    return rows().read(h -> h.createQuery(sql).bind(0, account).mapTo(Long.class).one());
  }
}
