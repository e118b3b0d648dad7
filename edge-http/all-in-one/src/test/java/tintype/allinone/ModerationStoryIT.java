package tintype.allinone;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import tintype.account.v1.AccountServiceGrpc;
import tintype.account.v1.GetAccountRequest;
import tintype.account.v1.ReinstateRequest;
import tintype.account.v1.StaffAccount.Role;
import tintype.account.v1.StaffAccountServiceGrpc;
import tintype.media.v1.ClaimReportRequest;
import tintype.media.v1.Comment;
import tintype.media.v1.CommentServiceGrpc;
import tintype.media.v1.CreateReportRequest;
import tintype.media.v1.GetPostRequest;
import tintype.media.v1.ListCommentsRequest;
import tintype.media.v1.ListModerationActionsRequest;
import tintype.media.v1.ListReportsRequest;
import tintype.media.v1.ModerationAction;
import tintype.media.v1.ModerationAction.Kind;
import tintype.media.v1.ModerationServiceGrpc;
import tintype.media.v1.Post;
import tintype.media.v1.PostServiceGrpc;
import tintype.media.v1.Report;
import tintype.media.v1.Report.Reason;
import tintype.media.v1.ReportCase;
import tintype.media.v1.ReportTarget;
import tintype.media.v1.ResolveReportRequest;
import tintype.testkit.EndToEnd;
import tintype.testkit.Eventually;

/** From a report to what staff do about it. */
@EndToEnd
@ParameterizedClass
@EnumSource(Way.class)
class ModerationStoryIT {
  @RegisterExtension static final SharedSystem SYSTEM = new SharedSystem();

  private static final Duration SOON = Duration.ofSeconds(10);

  @Parameter Way way;
  private Person mia;
  private Person ana;
  private Person ben;
  private Person cat;

  @BeforeEach
  void register() {
    Calls calls = SYSTEM.enter(way);
    mia = Staff.appoint(SYSTEM, Person.register(calls), Role.MODERATOR);
    ana = Person.register(calls);
    ben = Person.register(calls);
    cat = Person.register(calls);
    Eventually.awaitPass(SOON, () -> assertThat(cases(mia)).isNotNull());
  }

  @Test
  void aReportedPostIsClaimedAndRemoved() {
    Post post = ana.post("Ana's");
    Report report = report(ben, post(post), "look at this");
    assertThat(report(ben, post(post), "once more")).isEqualTo(report);

    ReportCase found = find(post(post));
    assertThat(found.getReportCount()).isEqualTo(1);
    assertThat(found.getCommentsList()).containsExactly("look at this");
    assertThat(found.getPost().getCaption()).isEqualTo("Ana's");
    assertThat(found.getAccount().getUsername()).isEqualTo(ana.account().getUsername());

    ReportCase claimed =
        mia.call(
                ModerationServiceGrpc.getClaimReportMethod(),
                ClaimReportRequest.newBuilder().setReportId(found.getId()).build())
            .getReport();
    assertThat(claimed.getClaim().getStaff().getUsername()).isEqualTo(mia.account().getUsername());
    ReportCase resolved = resolve(found, Kind.REMOVE);

    assertThat(resolved.getResolution().getAction()).isEqualTo(Kind.REMOVE);
    var get = GetPostRequest.newBuilder().setPostId(post.getId()).build();
    for (Person person : List.of(ana, ben)) {
      assertThat(
              Refused.by(() -> person.call(PostServiceGrpc.getGetPostMethod(), get))
                  .codeAndReason())
          .isEqualTo("NOT_FOUND POST_NOT_FOUND");
    }
    assertThat(acts(found.getTarget())).containsExactly(Kind.REMOVE, Kind.CLAIM);
  }

  @Test
  void aReportedCommentIsRemoved() {
    Post post = ana.post("Ana's");
    Comment said = ben.comment(post, "Spiteful words");
    ReportTarget target = ReportTarget.newBuilder().setCommentId(said.getId()).build();
    Report report = report(cat, target, "spiteful");
    assertThat(report(cat, target, "once more")).isEqualTo(report);
    assertThat(Refused.by(() -> report(ben, target, "")).codeAndReason())
        .isEqualTo("INVALID_ARGUMENT CANNOT_ACT_ON_SELF");
    ReportTarget absent = ReportTarget.newBuilder().setCommentId("1_" + ana.id()).build();
    assertThat(Refused.by(() -> report(cat, absent, "")).codeAndReason())
        .isEqualTo("NOT_FOUND COMMENT_NOT_FOUND");

    ReportCase found = find(target);
    assertThat(found.getComment().getText()).isEqualTo("Spiteful words");
    assertThat(found.getPost().getId()).isEqualTo(post.getId());
    assertThat(found.getAccount().getUsername()).isEqualTo(ben.account().getUsername());
    resolve(found, Kind.REMOVE);

    var comments = ListCommentsRequest.newBuilder().setPostId(post.getId()).build();
    assertThat(ana.call(CommentServiceGrpc.getListCommentsMethod(), comments).getCommentsList())
        .isEmpty();
    var get = GetPostRequest.newBuilder().setPostId(post.getId()).build();
    assertThat(
            ana.call(PostServiceGrpc.getGetPostMethod(), get).getPost().getCounts().getComments())
        .isZero();
    assertThat(acts(target)).containsExactly(Kind.REMOVE);
  }

  @Test
  void aReportedAccountIsSuspendedAndReinstated() {
    ReportTarget target = ReportTarget.newBuilder().setAccountId(ana.id()).build();
    report(ben, target, "");

    resolve(find(target), Kind.SUSPEND);

    var get = GetAccountRequest.newBuilder().setAccountId(ana.id()).build();
    Eventually.awaitPass(
        SOON,
        () ->
            assertThat(
                    Refused.by(() -> ben.call(AccountServiceGrpc.getGetAccountMethod(), get))
                        .codeAndReason())
                .isEqualTo("NOT_FOUND ACCOUNT_NOT_FOUND"));
    mia.call(
        StaffAccountServiceGrpc.getReinstateMethod(),
        ReinstateRequest.newBuilder().setAccountId(ana.id()).setReason("a mistake").build());
    Eventually.awaitPass(
        SOON,
        () ->
            assertThat(ben.call(AccountServiceGrpc.getGetAccountMethod(), get).getAccount().getId())
                .isEqualTo(ana.id()));
    Eventually.awaitPass(
        SOON, () -> assertThat(acts(target)).containsExactly(Kind.REINSTATE, Kind.SUSPEND));
  }

  @Test
  void whatIsNotSeenOrOnesOwnIsNotReported() {
    Post post = ana.post("Ana's");
    ReportTarget absent = ReportTarget.newBuilder().setPostId("1_" + ana.id()).build();

    assertThat(Refused.by(() -> report(ana, post(post), "")).codeAndReason())
        .isEqualTo("INVALID_ARGUMENT CANNOT_ACT_ON_SELF");
    assertThat(Refused.by(() -> report(ben, absent, "")).codeAndReason())
        .isEqualTo("NOT_FOUND POST_NOT_FOUND");
    assertThat(Refused.by(() -> cases(ben)).codeAndReason())
        .isEqualTo("PERMISSION_DENIED CALLER_NOT_ALLOWED");
  }

  @Test
  void whatPeopleAndStaffSayIsInNoLog() {
    Post post = ana.post("Words of a caption");

    List<CapturedLog.Line> lines;
    try (CapturedLog log = CapturedLog.open()) {
      report(ben, post(post), "Words of a report");
      ReportCase found = find(post(post));
      resolve(found, Kind.WARN);
      lines = log.lines();
    }

    for (String said : List.of("Words of a caption", "Words of a report", "against the rules")) {
      String hex = HexFormat.of().formatHex(said.getBytes(StandardCharsets.UTF_8));
      assertThat(lines)
          .filteredOn(line -> line.raw().contains(said) || line.raw().contains(hex))
          .as("lines with %s", said)
          .isEmpty();
    }
  }

  private static ReportTarget post(Post post) {
    return ReportTarget.newBuilder().setPostId(post.getId()).build();
  }

  private static Report report(Person person, ReportTarget target, String comment) {
    var request =
        CreateReportRequest.newBuilder()
            .setTarget(target)
            .setReason(Reason.SPAM)
            .setComment(comment)
            .build();
    return person.call(ModerationServiceGrpc.getCreateReportMethod(), request).getReport();
  }

  private static List<ReportCase> cases(Person person) {
    var request = ListReportsRequest.newBuilder().setReason(Reason.SPAM).setPageSize(100).build();
    return person.call(ModerationServiceGrpc.getListReportsMethod(), request).getReportsList();
  }

  /** The case of a thing, once there is one. */
  private ReportCase find(ReportTarget target) {
    ReportCase[] found = new ReportCase[1];
    Eventually.awaitPass(
        SOON,
        () -> {
          cases(mia).stream()
              .filter(one -> one.getTarget().equals(target))
              .forEach(one -> found[0] = one);
          assertThat(found[0]).isNotNull();
        });
    return found[0];
  }

  private ReportCase resolve(ReportCase found, Kind action) {
    var request =
        ResolveReportRequest.newBuilder()
            .setReportId(found.getId())
            .setAction(action)
            .setNote("against the rules")
            .build();
    return mia.call(ModerationServiceGrpc.getResolveReportMethod(), request).getReport();
  }

  /** What was done to a thing, newest first. */
  private List<Kind> acts(ReportTarget target) {
    var request = ListModerationActionsRequest.newBuilder().setPageSize(100).build();
    return mia
        .call(ModerationServiceGrpc.getListModerationActionsMethod(), request)
        .getActionsList()
        .stream()
        .filter(action -> action.getTarget().equals(target))
        .map(ModerationAction::getKind)
        .toList();
  }
}
