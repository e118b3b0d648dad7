package tintype.media;

import static org.assertj.core.api.Assertions.assertThat;
import static tintype.media.MediaRig.ANA;
import static tintype.media.MediaRig.BEN;
import static tintype.media.MediaRig.CAT;
import static tintype.media.ModerationClient.account;
import static tintype.media.ModerationClient.post;
import static tintype.media.StaffDesk.ADMIN;
import static tintype.media.StaffDesk.MAX;
import static tintype.media.StaffDesk.MIA;

import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tintype.account.v1.StaffAccount.Role;
import tintype.media.v1.ModerationAction.Kind;
import tintype.media.v1.Post;
import tintype.media.v1.Report.Reason;
import tintype.media.v1.ReportCase;
import tintype.media.v1.ReportTarget;
import tintype.platform.sql.Keyspace;
import tintype.testkit.FakeClock;
import tintype.testkit.OnEveryDatabase;
import tintype.testkit.TestDatabase;
import tintype.testkit.TestInstallation;

/** What staff do with cases. */
@OnEveryDatabase
class ResolveReportIT {
  private static final FakeClock clock =
      new FakeClock(Instant.now().plusSeconds(3_600).truncatedTo(ChronoUnit.SECONDS));

  @RegisterExtension
  @Order(1)
  static final TestDatabase database = TestDatabase.of(Keyspace.ACCOUNT, Keyspace.MEDIA);

  @RegisterExtension
  @Order(2)
  static final TestInstallation installation =
      TestInstallation.over(database, Keyspace.ACCOUNT, Keyspace.MEDIA).withClock(clock);

  private static StaffDesk desk;
  private static MediaRig rig;
  private static ModerationClient client;

  @BeforeAll
  static void start() {
    desk = new StaffDesk(installation);
    rig = desk.rig;
    client = desk.client;
  }

  @Test
  void aClaimIsOnePersonsUntilItLapses() {
    ReportCase open = desk.reported(account(desk.somebody()));

    ReportCase claimed = client.claim(MIA, open);

    assertThat(claimed.getState()).isEqualTo(ReportCase.State.CLAIMED);
    assertThat(claimed.getClaim().getStaff().getUsername()).isEqualTo("u" + MIA);
    assertThat(Refusal.of(() -> client.claim(MAX, open)).codeAndReason())
        .isEqualTo("FAILED_PRECONDITION REPORT_CLAIMED");
    assertThat(Refusal.of(() -> client.resolve(MAX, open, Kind.DISMISS)).reason())
        .isEqualTo("REPORT_CLAIMED");
    clock.advance(Duration.ofMinutes(20));
    assertThat(client.claim(MIA, open).getClaim().getEndTime())
        .isNotEqualTo(claimed.getClaim().getEndTime());
    clock.advance(Duration.ofMinutes(30).minusMillis(1));
    assertThat(Refusal.of(() -> client.claim(MAX, open)).reason()).isEqualTo("REPORT_CLAIMED");
    clock.advance(Duration.ofMillis(1));
    assertThat(client.claim(MAX, open).getClaim().getStaff().getUsername()).isEqualTo("u" + MAX);
    assertThat(desk.kinds(open)).containsExactly(Kind.CLAIM, Kind.CLAIM);
  }

  @Test
  void ofManyWhoClaimAtOnceOneWins() throws Exception {
    ReportCase open = desk.reported(account(desk.somebody()));
    List<Long> staff = LongStream.rangeClosed(1, 8).map(i -> desk.somebody()).boxed().toList();
    staff.forEach(one -> rig.accounts.setRoles(one, Role.MODERATOR));
    List<String> outcomes = new ArrayList<>();

    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<String>> calls =
          staff.stream().<Callable<String>>map(one -> () -> outcome(one, open)).toList();
      for (Future<String> outcome : threads.invokeAll(calls)) {
        outcomes.add(outcome.get());
      }
    }

    assertThat(outcomes).containsOnlyOnce("claimed");
    assertThat(outcomes).filteredOn("REPORT_CLAIMED"::equals).hasSize(7);
    assertThat(desk.kinds(open)).containsExactly(Kind.CLAIM);
  }

  @Test
  void aRemovedPostIsGone() {
    Post post = rig.post(ANA);
    ReportCase open = desk.reported(post(post.getId()));

    ReportCase resolved = client.resolve(MIA, client.claim(MIA, open), Kind.REMOVE);

    assertThat(resolved.getState()).isEqualTo(ReportCase.State.RESOLVED);
    assertThat(resolved.getResolution().getAction()).isEqualTo(Kind.REMOVE);
    assertThat(resolved.getResolution().getNote()).isEqualTo("why not");
    assertThat(resolved.getResolution().getStaff().getUsername()).isEqualTo("u" + MIA);
    for (long viewer : new long[] {ANA, BEN, 0}) {
      assertThat(Refusal.of(() -> rig.get(viewer, post.getId())).reason())
          .isEqualTo("POST_NOT_FOUND");
    }
    assertThat(client.resolve(MIA, open, Kind.REMOVE)).isEqualTo(resolved);
    assertThat(Refusal.of(() -> client.resolve(MIA, open, Kind.WARN)).codeAndReason())
        .isEqualTo("FAILED_PRECONDITION REPORT_RESOLVED");
    assertThat(Refusal.of(() -> client.resolve(MAX, open, Kind.REMOVE)).reason())
        .isEqualTo("REPORT_RESOLVED");
    assertThat(Refusal.of(() -> client.claim(MAX, open)).reason()).isEqualTo("REPORT_RESOLVED");
    assertThat(desk.kinds(open)).containsExactly(Kind.REMOVE, Kind.CLAIM);
  }

  @Test
  void ofManyWhoDecideAtOnceOneDecides() throws Exception {
    long ana = desk.somebody();
    ReportCase open = desk.reported(account(ana));
    List<String> outcomes = new ArrayList<>();

    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<String>> calls = new ArrayList<>();
      for (long one : new long[] {MIA, MAX, ADMIN, MIA, MAX, ADMIN}) {
        calls.add(
            () -> {
              try {
                return client.resolve(one, open, Kind.WARN).getState().name();
              } catch (StatusRuntimeException e) {
                return Refusal.of(e).reason();
              }
            });
      }
      for (Future<String> outcome : threads.invokeAll(calls)) {
        outcomes.add(outcome.get());
      }
    }

    assertThat(outcomes).filteredOn("RESOLVED"::equals).hasSize(2);
    assertThat(outcomes).filteredOn("REPORT_RESOLVED"::equals).hasSize(4);
    assertThat(desk.acts(ana)).hasSize(1);
    assertThat(desk.kinds(open)).containsExactly(Kind.WARN);
  }

  @Test
  void aReportAfterTheDecisionOpensTheCaseAgain() {
    ReportTarget target = account(desk.somebody());
    ReportCase open = desk.reported(target);
    client.resolve(MIA, open, Kind.DISMISS);
    clock.advance(Duration.ofSeconds(1));

    client.report(CAT, target, Reason.HATE);

    ReportCase again = client.caseOf(MIA, target, 2);
    assertThat(again.getId()).isEqualTo(open.getId());
    assertThat(again.getState()).isEqualTo(ReportCase.State.OPEN);
    assertThat(again.hasResolution()).isFalse();
    assertThat(again.getOpenTime()).isNotEqualTo(open.getOpenTime());
    assertThat(client.resolve(MAX, again, Kind.DISMISS).getResolution().getStaff().getUsername())
        .isEqualTo("u" + MAX);
  }

  @Test
  void nobodyJudgesThemselvesAndOnlyAdminsJudgeStaff() {
    client.report(BEN, account(MIA), Reason.SPAM);
    ReportCase ofMia = client.caseOf(MAX, account(MIA), 1);

    assertThat(Refusal.of(() -> client.claim(MIA, ofMia)).codeAndReason())
        .isEqualTo("NOT_FOUND REPORT_NOT_FOUND");
    assertThat(Refusal.of(() -> client.resolve(MIA, ofMia, Kind.DISMISS)).codeAndReason())
        .isEqualTo("NOT_FOUND REPORT_NOT_FOUND");
    assertThat(Refusal.of(() -> client.resolve(MAX, ofMia, Kind.SUSPEND)).codeAndReason())
        .isEqualTo("PERMISSION_DENIED ADMIN_NEEDED");
    assertThat(Refusal.of(() -> client.resolve(ADMIN, ofMia, Kind.REMOVE)).codeAndReason())
        .isEqualTo("INVALID_ARGUMENT ACCOUNT_NOT_REMOVED");
    assertThat(client.resolve(ADMIN, ofMia, Kind.WARN).getState())
        .isEqualTo(ReportCase.State.RESOLVED);
  }

  @Test
  void anAdminWhoIsHiddenIsJudgedByAdminsAlone() {
    long hidden = desk.somebody();
    rig.accounts.add(hidden);
    rig.accounts.setRoles(hidden, Role.ADMIN);
    ReportCase open = desk.reported(account(hidden));

    rig.accounts.setHidden(hidden, true);

    assertThat(Refusal.of(() -> client.resolve(MIA, open, Kind.WARN)).codeAndReason())
        .isEqualTo("PERMISSION_DENIED ADMIN_NEEDED");
    assertThat(Refusal.of(() -> client.claim(hidden, open)).reason())
        .isEqualTo("CALLER_NOT_ALLOWED");
    assertThat(client.resolve(ADMIN, open, Kind.WARN).getState())
        .isEqualTo(ReportCase.State.RESOLVED);
  }

  @Test
  void whoIsNotOfStaffAndWhatIsNotThereAreRefused() {
    ReportCase open = desk.reported(account(desk.somebody()));
    ReportCase absent = ReportCase.newBuilder().setId("1_1").build();

    assertThat(Refusal.of(() -> client.claim(BEN, open)).reason()).isEqualTo("CALLER_NOT_ALLOWED");
    assertThat(Refusal.of(() -> client.resolve(BEN, open, Kind.DISMISS)).reason())
        .isEqualTo("CALLER_NOT_ALLOWED");
    assertThat(Refusal.of(() -> client.claim(MIA, absent)).codeAndReason())
        .isEqualTo("NOT_FOUND REPORT_NOT_FOUND");
    assertThat(Refusal.of(() -> client.resolve(MIA, absent, Kind.DISMISS)).reason())
        .isEqualTo("REPORT_NOT_FOUND");
    for (Kind kind : new Kind[] {Kind.KIND_UNSPECIFIED, Kind.CLAIM, Kind.REINSTATE}) {
      assertThat(Refusal.of(() -> client.resolve(MIA, open, kind)).reason())
          .isEqualTo("INVALID_FIELD");
    }
  }

  private static String outcome(long staff, ReportCase open) {
    try {
      client.claim(staff, open);
      return "claimed";
    } catch (StatusRuntimeException e) {
      return Refusal.of(e).reason();
    }
  }
}
