package tintype.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static tintype.account.AccountClient.PASSWORD;
import static tintype.account.StaffClient.suspension;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tintype.account.v1.Account;
import tintype.platform.rpc.ProtoTimes;
import tintype.platform.sql.Keyspace;
import tintype.testkit.FakeClock;
import tintype.testkit.OnEveryDatabase;
import tintype.testkit.TestDatabase;
import tintype.testkit.TestInstallation;

/** Suspensions that end by themselves. */
@OnEveryDatabase
class SuspensionEndIT {
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

  @BeforeAll
  static void start() {
    rig = new SuspensionRig(tintype, database);
    client = rig.client;
    staff = rig.staff;
    moderator = rig.moderator;
  }

  @Test
  void aSuspensionEndsByItselfAtItsEnd() {
    Account account = client.register().getAccount();
    long ana = Long.parseLong(account.getId());
    Instant end = clock.instant().plus(Duration.ofDays(1));
    rig.suspendUntil(ana, end);
    clock.advance(Duration.ofDays(1).minusMillis(1));
    ends().run(() -> true);
    assertThat(Refusal.of(() -> client.logIn(account.getUsername(), PASSWORD)).reason())
        .isEqualTo("ACCOUNT_SUSPENDED");

    clock.advance(Duration.ofMillis(1));
    ends().run(() -> true);

    assertThat(client.logIn(account.getUsername(), PASSWORD).hasTokens()).isTrue();
    assertThat(StaffClient.acts(rig.rows(), ana))
        .containsExactly("1 " + moderator + " spam", "2 0 the suspension is over");
  }

  @Test
  void aSuspensionThatCannotBeEndedDoesNotKeepTheOthers() {
    long gone = staff.register();
    List<Long> others = List.of(staff.register(), staff.register());
    Instant end = clock.instant().plus(Duration.ofHours(1));
    rig.suspendUntil(gone, end);
    others.forEach(one -> rig.suspendUntil(one, end.plusSeconds(1)));
    rig.rows()
        .execute(h -> h.execute("UPDATE suspension SET former_state = 9 WHERE user_id = ?", gone));
    clock.advance(Duration.ofHours(2));

    try {
      assertThatThrownBy(() -> ends().run(() -> true))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageStartingWith("1 suspensions")
          .hasMessageEndingWith(Long.toString(gone))
          .hasRootCauseInstanceOf(ArrayIndexOutOfBoundsException.class);

      for (long one : others) {
        assertThat(rig.seen(staff.register(), one).getId()).isEqualTo(Long.toString(one));
      }
      assertThat(ends().isDue()).isTrue();
    } finally {
      rig.rows().execute(h -> h.execute("DELETE FROM suspension WHERE user_id = ?", gone));
    }
  }

  @Test
  void thatOfADeletedAccountEndsQuietly() {
    long gone = staff.register();
    rig.suspendUntil(gone, clock.instant().plus(Duration.ofHours(1)));
    rig.rows().execute(h -> h.execute("UPDATE account SET state = 3 WHERE user_id = ?", gone));
    clock.advance(Duration.ofHours(1).minusMillis(1));
    ends().run(() -> true);
    assertThat(suspensions(gone)).isEqualTo(1);
    clock.advance(Duration.ofMillis(1));

    ends().run(() -> true);

    assertThat(suspensions(gone)).isZero();
    assertThat(ends().isDue()).isFalse();
    assertThat(StaffClient.acts(rig.rows(), gone)).containsExactly("1 " + moderator + " spam");
  }

  private static int suspensions(long account) {
    return rig.rows()
        .read(
            handle ->
                handle
                    .createQuery("SELECT COUNT(*) FROM suspension WHERE user_id = ?")
                    .bind(0, account)
                    .mapTo(Integer.class)
                    .one());
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

  private static SuspensionEnd ends() {
    return rig.service.injector().getInstance(SuspensionEnd.class);
  }
}
