package tintype.media;

import static org.assertj.core.api.Assertions.assertThat;
import static tintype.media.MediaRig.ANA;
import static tintype.media.MediaRig.BEN;
import static tintype.media.MediaRig.CAT;
import static tintype.media.ModerationClient.SOON;
import static tintype.media.ModerationClient.account;
import static tintype.media.ModerationClient.post;

import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tintype.account.v1.ApplyDecisionRequest;
import tintype.account.v1.StaffAccount.Role;
import tintype.account.v1.StaffAct;
import tintype.account.v1.StaffActed;
import tintype.media.v1.ListModerationActionsRequest;
import tintype.media.v1.ListModerationActionsResponse;
import tintype.media.v1.ModerationAction;
import tintype.media.v1.ModerationAction.Kind;
import tintype.media.v1.Post;
import tintype.media.v1.Report.Reason;
import tintype.media.v1.ReportCase;
import tintype.media.v1.ReportTarget;
import tintype.platform.ids.IdGenerator;
import tintype.platform.rpc.IdText;
import tintype.platform.sql.Keyspace;
import tintype.platform.sql.Outbox;
import tintype.testkit.Eventually;
import tintype.testkit.FakeClock;
import tintype.testkit.OnEveryDatabase;
import tintype.testkit.TestDatabase;
import tintype.testkit.TestInstallation;

/** What staff do with cases, and what follows from it. */
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

  private static final long MIA = 77;
  private static final long MAX = 78;
  private static final long ADMIN = 79;
  private static long next = 1_000;
  private static MediaRig rig;
  private static ModerationClient client;

  @BeforeAll
  static void start() {
    rig = new MediaRig(installation);
    client = new ModerationClient(installation);
    rig.accounts.add(MIA, MAX, ADMIN);
    rig.accounts.setRoles(MIA, Role.MODERATOR);
    rig.accounts.setRoles(MAX, Role.MODERATOR);
    rig.accounts.setRoles(ADMIN, Role.ADMIN);
  }

  @Test
  void aClaimIsOnePersonsUntilItLapses() {
    ReportCase open = reported(account(somebody()));

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
    assertThat(kinds(open)).containsExactly(Kind.CLAIM, Kind.CLAIM);
  }

  @Test
  void ofManyWhoClaimAtOnceOneWins() throws Exception {
    ReportCase open = reported(account(somebody()));
    List<Long> staff = LongStream.rangeClosed(1, 8).map(i -> somebody()).boxed().toList();
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
    assertThat(kinds(open)).containsExactly(Kind.CLAIM);
  }

  @Test
  void aRemovedPostIsGone() {
    Post post = rig.post(ANA);
    ReportCase open = reported(post(post.getId()));

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
    assertThat(kinds(open)).containsExactly(Kind.REMOVE, Kind.CLAIM);
  }

  @Test
  void warningAndSuspendingAreForTheAccount() {
    long ana = somebody();
    long ben = somebody();
    rig.accounts.add(ana, ben);
    Post post = rig.post(ana);

    client.resolve(MIA, reported(post(post.getId())), Kind.WARN);
    client.resolve(MIA, reported(account(ben)), Kind.SUSPEND);

    assertThat(rig.decisions.about(ana))
        .extracting(ApplyDecisionRequest::getKind)
        .containsExactly(StaffAct.Kind.WARN);
    ApplyDecisionRequest suspension = rig.decisions.about(ben).getFirst();
    assertThat(suspension.getKind()).isEqualTo(StaffAct.Kind.SUSPEND);
    assertThat(suspension.getStaffId()).isEqualTo(MIA);
    assertThat(suspension.getReason()).isEqualTo("why not");
    assertThat(rig.get(BEN, post.getId()).getId()).isEqualTo(post.getId());
  }

  @Test
  void whatCouldNotBeDoneAtOnceIsDoneLater() {
    long ana = somebody();
    ReportCase open = reported(account(ana));
    rig.decisions.setAway(true);
    assertThat(client.resolve(MIA, open, Kind.WARN).getState())
        .isEqualTo(ReportCase.State.RESOLVED);
    assertThat(rig.decisions.about(ana)).isEmpty();

    rig.decisions.setAway(false);
    effects().doPending();
    effects().doPending();

    assertThat(acts(ana)).hasSize(1);
    assertThat(rig.service.injector().getInstance(ActionStore.class).pending(10)).isEmpty();
  }

  @Test
  void aDecisionWhoseProcessWasKilledIsPutIntoEffect() {
    Post post = rig.post(ANA);
    ReportCase open = reported(post(post.getId()));
    rig.service
        .injector()
        .getInstance(CaseStore.class)
        .decide(
            IdText.parseOwned("id", open.getId()),
            new CaseRow.Decision(Kind.REMOVE, MIA, "why not", Micros.now(clock)),
            installation.installation().ids().next());

    effects().doPending();

    assertThat(Refusal.of(() -> rig.get(BEN, post.getId())).reason()).isEqualTo("POST_NOT_FOUND");
  }

  @Test
  void ofManyWhoDecideAtOnceOneDecides() throws Exception {
    long ana = somebody();
    ReportCase open = reported(account(ana));
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
    assertThat(acts(ana)).hasSize(1);
    assertThat(kinds(open)).containsExactly(Kind.WARN);
  }

  @Test
  void aReportAfterTheDecisionOpensTheCaseAgain() {
    ReportTarget target = account(somebody());
    ReportCase open = reported(target);
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
    long hidden = somebody();
    rig.accounts.add(hidden);
    rig.accounts.setRoles(hidden, Role.ADMIN);
    ReportCase open = reported(account(hidden));

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
    ReportCase open = reported(account(somebody()));
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

  @Test
  void theLogHoldsActsOnAccountsTooNewestFirst() {
    long ana = somebody();
    client.resolve(MIA, reported(account(ana)), Kind.DISMISS);
    IdGenerator ids = installation.installation().ids();
    Outbox outbox = new Outbox(Keyspace.ACCOUNT, ids);
    long act = ids.next();
    StaffActed told =
        StaffActed.newBuilder()
            .setActId(act)
            .setAccountId(ana)
            .setStaffId(ADMIN)
            .setKind(StaffAct.Kind.SET_ROLES)
            .setReason("a helper")
            .setDetail("MODERATOR")
            .setActMicros(Micros.now(clock))
            .build();
    var decided = told.toBuilder().setActId(ids.next()).setDecided(true).build();
    for (StaffActed news : List.of(told, told, decided)) {
      database.database(Keyspace.ACCOUNT).execute(handle -> outbox.append(handle, ana, news));
    }

    Eventually.await(SOON, () -> actionsOn(ana, 100).size() >= 2);
    for (int size : new int[] {1, 2, 3, 100}) {
      List<ModerationAction> actions = actionsOn(ana, size);
      assertThat(actions)
          .extracting(ModerationAction::getKind)
          .containsExactly(Kind.SET_ROLES, Kind.DISMISS);
      assertThat(actions.getFirst().getDetail()).isEqualTo("MODERATOR");
      assertThat(actions.getFirst().getStaff().getUsername()).isEqualTo("u" + ADMIN);
      assertThat(actions.getFirst().getReportId()).isEmpty();
    }
    var request = ListModerationActionsRequest.getDefaultInstance();
    assertThat(Refusal.of(() -> client.as(BEN).listModerationActions(request)).reason())
        .isEqualTo("CALLER_NOT_ALLOWED");
  }

  private static String outcome(long staff, ReportCase open) {
    try {
      client.claim(staff, open);
      return "claimed";
    } catch (StatusRuntimeException e) {
      return Refusal.of(e).reason();
    }
  }

  /** The decisions on an account that account-service was told, each once. */
  private static Set<Long> acts(long account) {
    return rig.decisions.about(account).stream()
        .map(ApplyDecisionRequest::getActId)
        .collect(Collectors.toSet());
  }

  private static DecisionEffects effects() {
    return rig.service.injector().getInstance(DecisionEffects.class);
  }

  /** The case of something that one person has reported. */
  private static ReportCase reported(ReportTarget target) {
    client.report(BEN, target, Reason.SPAM);
    return client.caseOf(MIA, target, 1);
  }

  /** What was done in a case, newest first. */
  private static List<Kind> kinds(ReportCase one) {
    return actions(100).stream()
        .filter(action -> action.getReportId().equals(one.getId()))
        .map(ModerationAction::getKind)
        .toList();
  }

  private static List<ModerationAction> actionsOn(long account, int pageSize) {
    return actions(pageSize).stream()
        .filter(action -> action.getTarget().equals(account(account)))
        .toList();
  }

  private static List<ModerationAction> actions(int pageSize) {
    List<ModerationAction> all = new ArrayList<>();
    var request = ListModerationActionsRequest.newBuilder().setPageSize(pageSize);
    ListModerationActionsResponse page;
    do {
      page = client.as(MIA).listModerationActions(request.build());
      all.addAll(page.getActionsList());
      request.setPageToken(page.getNextPageToken());
    } while (!page.getNextPageToken().isEmpty());
    return all;
  }

  private static synchronized long somebody() {
    rig.accounts.add(++next);
    return next;
  }
}
