package tintype.media;

import static org.assertj.core.api.Assertions.assertThat;
import static tintype.media.MediaRig.ANA;
import static tintype.media.MediaRig.BEN;
import static tintype.media.MediaRig.CAT;
import static tintype.media.ModerationClient.comment;
import static tintype.media.ModerationClient.post;

import com.google.protobuf.InvalidProtocolBufferException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tintype.account.v1.ApplyDecisionRequest;
import tintype.account.v1.StaffAccount.Role;
import tintype.account.v1.StaffAct;
import tintype.media.v1.Comment;
import tintype.media.v1.ListModerationActionsRequest;
import tintype.media.v1.ListReportsRequest;
import tintype.media.v1.ModerationAction;
import tintype.media.v1.ModerationAction.Kind;
import tintype.media.v1.Post;
import tintype.media.v1.Report;
import tintype.media.v1.Report.Reason;
import tintype.media.v1.ReportCase;
import tintype.media.v1.ReportResolved;
import tintype.media.v1.ReportTarget;
import tintype.platform.rpc.IdText;
import tintype.platform.sql.Keyspace;
import tintype.testkit.OnEveryDatabase;
import tintype.testkit.TestDatabase;
import tintype.testkit.TestInstallation;

/** From the report of a comment to what follows from it. */
@OnEveryDatabase
class ReportCommentIT {
  @RegisterExtension
  @Order(1)
  static final TestDatabase database = TestDatabase.of(Keyspace.ACCOUNT, Keyspace.MEDIA);

  @RegisterExtension
  @Order(2)
  static final TestInstallation installation =
      TestInstallation.over(database, Keyspace.ACCOUNT, Keyspace.MEDIA)
          .withSettings(Map.of("media-reports-per-day", "1000"));

  private static final long MIA = 77;
  private static final long MAX = 78;
  private static final long BLOCKS_CAT = 41;
  private static final long BLOCKED_BY_CAT = 42;
  private static final long HIDDEN = 43;
  private static final long RESTRICTED = 44;
  private static final long PRIVATE = 45;
  private static long next = 1_000;
  private static MediaRig rig;
  private static CommentRig say;
  private static ModerationClient client;

  @BeforeAll
  static void start() {
    rig = new MediaRig(installation);
    say = new CommentRig(rig, database);
    client = new ModerationClient(installation);
    rig.accounts.add(MIA, MAX, BLOCKS_CAT, BLOCKED_BY_CAT, HIDDEN, RESTRICTED, PRIVATE);
    rig.accounts.setRoles(MIA, Role.MODERATOR);
    rig.accounts.setRoles(MAX, Role.ADMIN);
    rig.accounts.setPrivate(PRIVATE, true);
    rig.graph.follow(BEN, PRIVATE);
    rig.graph.block(BLOCKS_CAT, CAT);
    rig.graph.block(CAT, BLOCKED_BY_CAT);
    rig.graph.restrict(ANA, RESTRICTED);
  }

  @Test
  void aCommentIsReportedOnceOfEachPerson() {
    Comment said = say.comment(BEN, rig.post(ANA).getId(), "said");
    Comment reply = say.reply(BEN, said, "said again");

    Report first = client.report(CAT, comment(said), Reason.HATE);

    assertThat(first.getTarget()).isEqualTo(comment(said));
    assertThat(client.report(CAT, comment(said), Reason.SPAM)).isEqualTo(first);
    assertThat(client.report(ANA, comment(said), Reason.SPAM).getId()).isNotEqualTo(first.getId());
    assertThat(client.report(CAT, comment(reply), Reason.SPAM).getTarget())
        .isEqualTo(comment(reply));
    assertThat(refusal(BEN, comment(said)).codeAndReason())
        .isEqualTo("INVALID_ARGUMENT CANNOT_ACT_ON_SELF");
    say.delete(BEN, reply);
    say.delete(BEN, said);
    assertThat(client.report(CAT, comment(said), Reason.SPAM)).isEqualTo(first);
  }

  @Test
  void whatIsNotSeenIsNotReported() {
    String post = rig.post(ANA).getId();
    Comment underPrivate = say.comment(BEN, rig.post(PRIVATE).getId(), "for followers");
    Comment byHidden = say.comment(HIDDEN, post, "hidden");
    Comment below = say.reply(BEN, byHidden, "below");
    Comment deleted = say.comment(BEN, post, "deleted");
    say.delete(BEN, deleted);
    Comment placeholder = say.comment(BEN, post, "a placeholder");
    say.reply(ANA, placeholder, "stands");
    say.delete(BEN, placeholder);
    rig.accounts.setHidden(HIDDEN, true);
    Refusal absent = refusal(CAT, comment("1_" + ANA));
    assertThat(absent.codeAndReason()).isEqualTo("NOT_FOUND COMMENT_NOT_FOUND");

    for (Comment one :
        List.of(
            underPrivate,
            byHidden,
            below,
            deleted,
            placeholder,
            say.comment(BLOCKS_CAT, post, "x"),
            say.comment(BLOCKED_BY_CAT, post, "x"),
            say.comment(RESTRICTED, post, "x"))) {
      assertThat(refusal(CAT, comment(one))).as(one.getText()).isEqualTo(absent);
    }
    assertThat(refusal(CAT, comment(post))).isEqualTo(absent);
    assertThat(refusal(CAT, comment("x")).reason()).isEqualTo("INVALID_FIELD");
  }

  @Test
  void aCaseShowsTheCommentItsPostAndWhoWroteIt() {
    Post post = rig.post(PRIVATE);
    Comment said = say.comment(BEN, post.getId(), "for followers");
    client.report(PRIVATE, comment(said), Reason.HATE);

    ReportCase open = client.caseOf(MIA, comment(said), 1);

    assertThat(open.getAccount().getUsername()).isEqualTo("u" + BEN);
    assertThat(open.getComment().getText()).isEqualTo("for followers");
    assertThat(open.getComment().getAuthor()).isEqualTo(open.getAccount());
    assertThat(open.getComment().getPostId()).isEqualTo(post.getId());
    assertThat(open.getPost().getCaption()).isEqualTo(post.getCaption());
    say.delete(BEN, said);
    ReportCase gone = client.caseOf(MIA, comment(said), 1);
    assertThat(gone.hasComment() || gone.hasPost()).isFalse();
    assertThat(gone.getAccount()).isEqualTo(open.getAccount());
  }

  @Test
  void aRemovedCommentIsGoneWithItsEffects() {
    String post = rig.post(ANA).getId();
    Comment said = say.comment(BEN, post, "said");
    Comment reply = say.reply(CAT, said, "really?");
    say.like(CAT, said);
    ReportCase open = reported(CAT, comment(said));

    ReportCase resolved = client.resolve(MIA, client.claim(MIA, open), Kind.REMOVE);

    assertThat(resolved.getResolution().getAction()).isEqualTo(Kind.REMOVE);
    assertThat(resolved.hasComment()).isFalse();
    assertThat(say.comments(BEN, post)).extracting(Comment::getDeleted).containsExactly(true);
    assertThat(say.count(BEN, post)).isEqualTo(1);
    assertThat(rig.get(BEN, post).getId()).isEqualTo(post);
    assertThat(client.resolve(MIA, open, Kind.REMOVE).getResolution())
        .isEqualTo(resolved.getResolution());
    client.resolve(MIA, reported(ANA, comment(reply)), Kind.REMOVE);
    assertThat(say.comments(BEN, post)).isEmpty();
    assertThat(say.count(BEN, post)).isZero();
    assertThat(say.contradictions(post)).isEmpty();
    assertThat(kinds(open)).containsExactly(Kind.REMOVE, Kind.CLAIM);
  }

  @Test
  void aDecisionWhoseProcessWasKilledRemovesOnce() {
    String post = rig.post(ANA).getId();
    Comment said = say.comment(BEN, post, "said");
    ReportCase open = reported(CAT, comment(said));
    decide(open, Kind.REMOVE);
    DecisionEffects effects = rig.service.injector().getInstance(DecisionEffects.class);

    effects.run(() -> true);
    effects.run(() -> true);

    assertThat(say.comments(ANA, post)).isEmpty();
    assertThat(say.count(ANA, post)).isZero();
    assertThat(say.contradictions(post)).isEmpty();
  }

  @Test
  void whoAnswersForACommentIsWhoWroteIt() {
    long ben = somebody();
    String post = rig.post(ANA).getId();

    client.resolve(MIA, reported(CAT, comment(say.comment(ben, post, "one"))), Kind.WARN);
    client.resolve(MIA, reported(CAT, comment(say.comment(ben, post, "two"))), Kind.SUSPEND);

    assertThat(rig.decisions.about(ben))
        .extracting(ApplyDecisionRequest::getKind)
        .containsExactly(StaffAct.Kind.WARN, StaffAct.Kind.SUSPEND);
    assertThat(rig.decisions.about(ANA)).isEmpty();
  }

  @Test
  void aDecisionIsToldWithWhoAnswersForIt() {
    Comment said = say.comment(BEN, rig.post(ANA).getId(), "said");
    ReportCase open = reported(CAT, comment(said));

    client.resolve(MIA, open, Kind.WARN);
    client.resolve(MIA, open, Kind.WARN);

    IdText.Owned ref = IdText.parseOwned("id", open.getId());
    List<ReportResolved> told =
        PostNews.payloads(database, ref, "ReportResolved").stream()
            .map(ReportCommentIT::resolved)
            .filter(news -> news.getCaseId() == ref.id())
            .toList();
    assertThat(told).hasSize(1);
    assertThat(told.getFirst().getKind()).isEqualTo(Kind.WARN);
    assertThat(told.getFirst().getAccountId()).isEqualTo(BEN);
    assertThat(told.getFirst().getTargetKind()).isEqualTo(ReportTarget.Kind.COMMENT);
    assertThat(told.getFirst().getTargetOwnerId()).isEqualTo(ANA);
    assertThat(told.getFirst().getReason()).isEqualTo("why not");
    assertThat(told.getFirst().getStaffId()).isEqualTo(MIA);
  }

  @Test
  void nobodySeesCasesAboutThemselves() {
    Comment said = say.comment(MIA, rig.post(ANA).getId(), "said by staff");
    Comment under = say.comment(BEN, rig.post(MIA).getId(), "under a post of staff");
    client.report(CAT, comment(said), Reason.SPAM);
    ReportCase about = client.caseOf(MAX, comment(said), 1);
    client.report(CAT, comment(under), Reason.SPAM);

    for (var order :
        List.of(ListReportsRequest.Order.OLDEST, ListReportsRequest.Order.MOST_REPORTED)) {
      for (int size : new int[] {1, 2, 100}) {
        var all = ListReportsRequest.newBuilder().setOrder(order).setPageSize(size);
        assertThat(client.all(MIA, all))
            .extracting(ReportCase::getTarget)
            .doesNotContain(comment(said));
      }
    }
    assertThat(Refusal.of(() -> client.claim(MIA, about)).codeAndReason())
        .isEqualTo("NOT_FOUND REPORT_NOT_FOUND");
    assertThat(Refusal.of(() -> client.resolve(MIA, about, Kind.DISMISS)).codeAndReason())
        .isEqualTo("NOT_FOUND REPORT_NOT_FOUND");
    assertThat(client.resolve(MAX, client.claim(MAX, about), Kind.WARN).getState())
        .isEqualTo(ReportCase.State.RESOLVED);
    assertThat(kindsAs(MIA, about)).isEmpty();
    assertThat(kindsAs(MAX, about)).containsExactly(Kind.WARN, Kind.CLAIM);
    assertThat(client.caseOf(MIA, comment(under), 1).getAccount().getUsername())
        .isEqualTo("u" + BEN);
  }

  @Test
  void aRemovedPostTakesNoCommentsCaseAlong() {
    Post post = rig.post(ANA);
    Comment said = say.comment(BEN, post.getId(), "said");
    ReportCase ofComment = reported(CAT, comment(said));
    client.resolve(MIA, reported(CAT, post(post.getId())), Kind.REMOVE);

    assertThat(client.resolve(MIA, ofComment, Kind.REMOVE).getState())
        .isEqualTo(ReportCase.State.RESOLVED);
    assertThat(say.contradictions(post.getId())).isEmpty();
  }

  private static void decide(ReportCase open, Kind kind) {
    rig.service
        .injector()
        .getInstance(CaseStore.class)
        .decide(
            IdText.parseOwned("id", open.getId()),
            new CaseRow.Decision(
                kind, MIA, "why not", Micros.now(installation.installation().clock())),
            installation.installation().ids().next());
  }

  private static ReportResolved resolved(byte[] payload) {
    try {
      return ReportResolved.parseFrom(payload);
    } catch (InvalidProtocolBufferException e) {
      throw new AssertionError(e);
    }
  }

  private static Refusal refusal(long reporter, ReportTarget target) {
    return Refusal.of(() -> client.report(reporter, target, Reason.SPAM));
  }

  private static ReportCase reported(long reporter, ReportTarget target) {
    client.report(reporter, target, Reason.SPAM);
    return client.caseOf(MIA, target, 1);
  }

  private static List<Kind> kinds(ReportCase one) {
    return kindsAs(MIA, one);
  }

  /** What was done in a case, newest first, as one of staff sees it. */
  private static List<Kind> kindsAs(long staff, ReportCase one) {
    var request = ListModerationActionsRequest.newBuilder().setPageSize(100).build();
    return client.as(staff).listModerationActions(request).getActionsList().stream()
        .filter(action -> action.getReportId().equals(one.getId()))
        .map(ModerationAction::getKind)
        .toList();
  }

  private static synchronized long somebody() {
    rig.accounts.add(++next);
    return next;
  }
}
