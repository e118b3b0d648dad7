package tintype.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tintype.account.v1.ApplyDecisionRequest;
import tintype.account.v1.StaffAct.Kind;
import tintype.platform.sql.Keyspace;
import tintype.testkit.FakeClock;
import tintype.testkit.OnEveryDatabase;
import tintype.testkit.TestDatabase;
import tintype.testkit.TestInstallation;

/** What is decided of accounts where things are reported. */
@OnEveryDatabase
class ApplyDecisionIT {
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
  private static StaffClient staff;
  private static long moderator;
  private static long admin;

  @BeforeAll
  static void start() {
    rig = new SuspensionRig(tintype, database);
    staff = rig.staff;
    moderator = rig.moderator;
    admin = rig.admin;
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

    assertThat(rig.seen(staff.register(), ana).getId()).isEqualTo(Long.toString(ana));
    assertThat(StaffClient.acts(rig.rows(), ana))
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

    assertThat(rig.seen(staff.register(), ana).getId()).isEqualTo(Long.toString(ana));
    assertThat(StaffClient.acts(rig.rows(), ana)).hasSize(3);
  }
}
