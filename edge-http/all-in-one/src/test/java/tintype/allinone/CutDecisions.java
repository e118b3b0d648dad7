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
import tintype.platform.rpc.IdText;
import tintype.platform.sql.Keyspace;
import tintype.testkit.Eventually;

/**
 * Staff remove posts and suspend accounts. What follows from that cannot happen before the kill,
 * since another has locked the rows: all is decided, and nothing is done.
 */
final class CutDecisions implements CutWork {
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final int EACH = 4;

  private final List<Post> posts = new ArrayList<>();
  private final List<Person> suspects = new ArrayList<>();
  private final List<ReportTarget> targets = new ArrayList<>();
  private final CutCalls<ReportCase> calls = new CutCalls<>();
  private final List<HeldRows> held = new ArrayList<>();
  private List<ReportCase> cases = List.of();
  private Person staff;
  private Person reader;
  private Person author;

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
    author = Person.register(system.http());
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
    held.add(
        system.hold(
            Keyspace.MEDIA,
            "SELECT post_id FROM post WHERE post_id IN (<ids>) AND user_id = "
                + author.id()
                + " FOR UPDATE",
            posts.stream().map(post -> IdText.parseOwned("id", post.getId()).id()).toList()));
    held.add(
        system.hold(
            Keyspace.ACCOUNT,
            "SELECT user_id FROM account WHERE user_id IN (<ids>) FOR UPDATE",
            suspects.stream().map(Person::number).toList()));
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

  /** All is decided. */
  @Override
  public boolean isUnderWay(RunningSystem system) {
    return count(system, "pending = 1") == cases.size();
  }

  /** None of it had an effect. */
  @Override
  public boolean isCut(RunningSystem system) {
    held.forEach(HeldRows::close);
    boolean cut =
        count(system, "pending = 1") == cases.size()
            && suspects.stream().allMatch(suspect -> acts(system, suspect) == 0)
            && postsThere(system) == posts.size();
    assertThat(cut).as("decided, and nothing done").isTrue();
    return cut;
  }

  private long postsThere(RunningSystem system) {
    return system.count(
        Keyspace.MEDIA,
        "SELECT COUNT(*) FROM post WHERE user_id = ? AND delete_micros = 0",
        query -> query.bind(0, author.number()));
  }

  /** It is all done before anybody calls again, and once; calling again changes nothing. */
  @Override
  public void finish(RunningSystem system) {
    staff = staff.over(system.http());
    reader = reader.over(system.http());
    Eventually.awaitPass(SOON, () -> assertInEffect(system));
    calls.finish(this::resolve);
    assertInEffect(system);
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
      assertThat(acts(system, suspect)).isEqualTo(1);
    }
    assertThat(count(system, "pending = 1")).isZero();
  }

  private static long acts(RunningSystem system, Person suspect) {
    return system.count(
        Keyspace.ACCOUNT,
        "SELECT COUNT(*) FROM staff_act WHERE user_id = ? AND kind = ?",
        query -> query.bind(0, suspect.number()).bind(1, StaffAct.Kind.SUSPEND.getNumber()));
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
