package tintype.allinone;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import tintype.account.v1.AccountServiceGrpc;
import tintype.account.v1.GetAccountRequest;
import tintype.account.v1.SetRolesRequest;
import tintype.account.v1.StaffAccount.Role;
import tintype.account.v1.StaffAccountServiceGrpc;
import tintype.account.v1.StaffAct;
import tintype.media.v1.CreateReportRequest;
import tintype.media.v1.GetPostRequest;
import tintype.media.v1.ListModerationActionsRequest;
import tintype.media.v1.ListReportsRequest;
import tintype.media.v1.ModerationAction;
import tintype.media.v1.ModerationAction.Kind;
import tintype.media.v1.ModerationServiceGrpc;
import tintype.media.v1.Post;
import tintype.media.v1.PostServiceGrpc;
import tintype.media.v1.Report.Reason;
import tintype.media.v1.ReportCase;
import tintype.media.v1.ReportTarget;
import tintype.media.v1.ResolveReportRequest;
import tintype.platform.sql.Keyspace;
import tintype.testkit.Eventually;

/** Staff remove posts and suspend accounts, all at once. */
final class CutDecisions implements CutWork {
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final int EACH = 4;

  private final List<Post> posts = new ArrayList<>();
  private final List<Person> suspects = new ArrayList<>();
  private final List<ReportTarget> targets = new ArrayList<>();
  private final CutCalls<ReportCase> calls = new CutCalls<>();
  private List<ReportCase> cases = List.of();
  private Person staff;
  private Person reader;

  @Override
  public void prepare(RunningSystem system) {
    staff = Person.register(system.http());
    var appoint =
        SetRolesRequest.newBuilder()
            .setAccountId(staff.id())
            .addRoles(Role.MODERATOR)
            .setReason("a test");
    system.callAsTools(StaffAccountServiceGrpc.getSetRolesMethod(), appoint.build());
    reader = Person.register(system.http());
    Person author = Person.register(system.http());
    for (int i = 0; i < EACH; i++) {
      posts.add(author.post("against the rules " + i));
      suspects.add(Person.register(system.http()));
      report(ReportTarget.newBuilder().setPostId(posts.get(i).getId()).build());
      report(ReportTarget.newBuilder().setAccountId(suspects.get(i).id()).build());
    }
    Eventually.awaitPass(SOON, () -> assertThat(cases()).hasSize(2 * EACH));
    cases = cases();
  }

  private void report(ReportTarget target) {
    targets.add(target);
    var request = CreateReportRequest.newBuilder().setTarget(target).setReason(Reason.SPAM).build();
    reader.call(ModerationServiceGrpc.getCreateReportMethod(), request);
  }

  private List<ReportCase> cases() {
    var request = ListReportsRequest.newBuilder().setPageSize(100).build();
    return staff
        .call(ModerationServiceGrpc.getListReportsMethod(), request)
        .getReportsList()
        .stream()
        .filter(one -> targets.contains(one.getTarget()))
        .toList();
  }

  @Override
  public void begin(RunningSystem system) {
    calls.begin(cases, this::resolve);
  }

  private void resolve(ReportCase one) {
    var request =
        ResolveReportRequest.newBuilder()
            .setReportId(one.getId())
            .setAction(kind(one.getTarget()))
            .setNote("against the rules");
    staff.call(ModerationServiceGrpc.getResolveReportMethod(), request.build());
  }

  private static Kind kind(ReportTarget target) {
    return target.hasPostId() ? Kind.REMOVE : Kind.SUSPEND;
  }

  @Override
  public boolean isUnderWay(RunningSystem system) {
    return calls.isAnyAcknowledged();
  }

  @Override
  public boolean isCut(RunningSystem system) {
    return count(system, "case_id <> 0 AND pending = 0") < cases.size();
  }

  @Override
  public void finish(RunningSystem system) {
    staff = staff.over(system.http());
    reader = reader.over(system.http());
    calls.finish(this::resolve);
    Eventually.awaitPass(SOON, () -> assertInEffect(system));
    for (ReportTarget target : targets) {
      assertThat(acts(target)).containsExactly(kind(target));
    }
  }

  private void assertInEffect(RunningSystem system) {
    for (Post post : posts) {
      var get = GetPostRequest.newBuilder().setPostId(post.getId()).build();
      assertThat(
              Refused.by(() -> reader.call(PostServiceGrpc.getGetPostMethod(), get))
                  .codeAndReason())
          .isEqualTo("NOT_FOUND POST_NOT_FOUND");
    }
    for (Person suspect : suspects) {
      var get = GetAccountRequest.newBuilder().setAccountId(suspect.id()).build();
      assertThat(
              Refused.by(() -> reader.call(AccountServiceGrpc.getGetAccountMethod(), get))
                  .codeAndReason())
          .isEqualTo("NOT_FOUND ACCOUNT_NOT_FOUND");
      assertThat(
              system.count(
                  Keyspace.ACCOUNT,
                  "SELECT COUNT(*) FROM staff_act WHERE user_id = ? AND kind = ?",
                  query ->
                      query.bind(0, suspect.number()).bind(1, StaffAct.Kind.SUSPEND.getNumber())))
          .isEqualTo(1);
    }
    assertThat(count(system, "pending = 1")).isZero();
  }

  private static long count(RunningSystem system, String which) {
    return system.count(
        Keyspace.MEDIA, "SELECT COUNT(*) FROM moderation_action WHERE " + which, query -> query);
  }

  /** What was done to a thing. */
  private List<Kind> acts(ReportTarget target) {
    var request = ListModerationActionsRequest.newBuilder().setPageSize(100).build();
    return staff
        .call(ModerationServiceGrpc.getListModerationActionsMethod(), request)
        .getActionsList()
        .stream()
        .filter(action -> action.getTarget().equals(target))
        .map(ModerationAction::getKind)
        .toList();
  }
}
