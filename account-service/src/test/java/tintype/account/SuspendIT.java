package tintype.account;

import static org.assertj.core.api.Assertions.assertThat;
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
import tintype.account.v1.StaffAccount;
import tintype.account.v1.StaffAccount.Role;
import tintype.account.v1.Tokens;
import tintype.platform.rpc.ProtoTimes;
import tintype.platform.sql.Keyspace;
import tintype.testkit.FakeClock;
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

  private static SuspensionRig rig;
  private static AccountClient client;
  private static StaffClient staff;
  private static long moderator;
  private static long admin;

  @BeforeAll
  static void start() {
    rig = new SuspensionRig(tintype, database);
    client = rig.client;
    staff = rig.staff;
    moderator = rig.moderator;
    admin = rig.admin;
  }

  @Test
  void aSuspendedAccountVanishesAndComesBackWhole() {
    long ana = staff.register();
    long ben = staff.register();
    Account before = rig.seen(ben, ana);

    StaffAccount suspended = staff.suspend(moderator, ana, "spam");

    assertThat(suspended.getState()).isEqualTo(StaffAccount.State.SUSPENDED);
    assertThat(suspended.getSuspension().getReason()).isEqualTo("spam");
    assertThat(suspended.getSuspension().hasEndTime()).isFalse();
    assertThat(Refusal.of(() -> rig.seen(ben, ana)).reason()).isEqualTo("ACCOUNT_NOT_FOUND");
    assertThat(rig.seen(ana, ana)).isEqualTo(before);

    StaffAccount back = staff.reinstate(moderator, ana);

    assertThat(back.getState()).isEqualTo(StaffAccount.State.ACTIVE);
    assertThat(back.hasSuspension()).isFalse();
    assertThat(rig.seen(ben, ana)).isEqualTo(before);
    assertThat(StaffClient.acts(rig.rows(), ana))
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
    assertThat(StaffClient.acts(rig.rows(), ana))
        .containsExactly("1 " + moderator + " spam", "1 " + admin + " spam, again");
    assertThat(staff.reinstate(moderator, ana).getState()).isEqualTo(StaffAccount.State.ACTIVE);
    assertThat(staff.reinstate(moderator, ana).getState()).isEqualTo(StaffAccount.State.ACTIVE);
    assertThat(StaffClient.acts(rig.rows(), ana)).hasSize(3);
  }

  @Test
  void aDeactivatedAccountGoesBackToThat() {
    long ana = staff.register();
    rig.rows().execute(h -> h.execute("UPDATE account SET state = 1 WHERE user_id = ?", ana));
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
    assertThat(StaffClient.acts(rig.rows(), ana)).isEmpty();
  }

  @Test
  void ofManyAtOnceOneSuspends() throws Exception {
    long ana = staff.register();

    Race.run(8, runner -> staff.suspend(moderator, ana, "spam").getState());

    assertThat(StaffClient.acts(rig.rows(), ana)).containsExactly("1 " + moderator + " spam");
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

  private static String reason(long caller, String account) {
    var request = suspension(1, "spam").setAccountId(account).build();
    return Refusal.of(() -> staff.as(caller).suspend(request)).reason();
  }

  private static long lasting(long account) {
    return count("SELECT COUNT(*) FROM session WHERE user_id = ? AND end_micros IS NULL", account);
  }

  private static long endings(long account) {
    return count(
        "SELECT COUNT(*) FROM outbox WHERE user_id = ? AND kind = 'SessionEnded'", account);
  }

  private static long count(String sql, long account) {
    return rig.rows().read(h -> h.createQuery(sql).bind(0, account).mapTo(Long.class).one());
  }
}
