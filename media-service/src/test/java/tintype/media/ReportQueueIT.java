package tintype.media;

import static org.assertj.core.api.Assertions.assertThat;
import static tintype.media.MediaRig.ANA;
import static tintype.media.MediaRig.BEN;
import static tintype.media.MediaRig.CAT;
import static tintype.media.ModerationClient.account;
import static tintype.media.ModerationClient.post;
import static tintype.media.ModerationClient.request;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tintype.account.v1.StaffAccount.Role;
import tintype.media.v1.ListReportsRequest;
import tintype.media.v1.ModerationAction.Kind;
import tintype.media.v1.Post;
import tintype.media.v1.Report;
import tintype.media.v1.Report.Reason;
import tintype.media.v1.ReportCase;
import tintype.media.v1.ReportCase.ReasonCount;
import tintype.media.v1.ReportTarget;
import tintype.platform.rpc.IdText;
import tintype.platform.rpc.ProtoTimes;
import tintype.platform.sql.Keyspace;
import tintype.testkit.OnEveryDatabase;
import tintype.testkit.TestDatabase;
import tintype.testkit.TestInstallation;

/** The queue as staff see it. Each test has a reason of its own, by which it finds its cases. */
@OnEveryDatabase
class ReportQueueIT {
  @RegisterExtension
  @Order(1)
  static final TestDatabase database = TestDatabase.of(Keyspace.ACCOUNT, Keyspace.MEDIA);

  @RegisterExtension
  @Order(2)
  static final TestInstallation installation =
      TestInstallation.over(database, Keyspace.ACCOUNT, Keyspace.MEDIA);

  private static final long MIA = 77;
  private static final long PRIVATE = 44;
  private static long next = 1_000;
  private static MediaRig rig;
  private static ModerationClient client;

  @BeforeAll
  static void start() {
    rig = new MediaRig(installation);
    client = new ModerationClient(installation);
    rig.accounts.add(MIA, PRIVATE);
    rig.accounts.setRoles(MIA, Role.MODERATOR);
    rig.accounts.setPrivate(PRIVATE, true);
    rig.graph.follow(BEN, PRIVATE);
  }

  @Test
  void allReportsOfAThingAreOneCase() {
    Post post = rig.post(PRIVATE);
    rig.graph.follow(CAT, PRIVATE);
    rig.graph.follow(ANA, PRIVATE);
    say(BEN, post(post.getId()), Reason.NUDITY, "look");
    say(CAT, post(post.getId()), Reason.SPAM, "");
    Report last = say(ANA, post(post.getId()), Reason.SPAM, "indeed");

    ReportCase made = client.caseOf(MIA, post(post.getId()), 3);

    assertThat(made.getState()).isEqualTo(ReportCase.State.OPEN);
    assertThat(made.getReasonsList())
        .containsExactly(count(Reason.SPAM, 2), count(Reason.NUDITY, 1));
    assertThat(made.getCommentsList()).containsExactly("indeed", "look");
    assertThat(made.getAccount().getUsername()).isEqualTo("u" + PRIVATE);
    assertThat(made.getPost().getCaption()).isEqualTo(post.getCaption());
    assertThat(made.getPost().getMediaCount()).isEqualTo(1);
    assertThat(made.getLastReportTime()).isEqualTo(last.getCreateTime());
    assertThat(made.hasClaim() || made.hasResolution()).isFalse();
  }

  @Test
  void newsThatComesAgainCountsNobodyTwice() {
    ReportTarget target = account(somebody());
    Report report = client.report(BEN, target, Reason.SCAM);
    client.report(CAT, target, Reason.SCAM);
    ReportCase before = client.caseOf(MIA, target, 2);
    MySqlCaseIntake intake = rig.service.injector().getInstance(MySqlCaseIntake.class);
    long id = Long.parseLong(target.getAccountId());
    ReportRow row =
        new ReportRow(
            IdText.parseOwned("id", report.getId()),
            Reported.account(id),
            Reason.SCAM,
            "",
            1_000_000);

    intake.take(row);
    intake.take(row);

    assertThat(client.caseOf(MIA, target, 2)).isEqualTo(before);
  }

  @Test
  void onlyTheLastFiveCommentsAreShown() {
    ReportTarget target = account(somebody());
    for (int i = 1; i <= 7; i++) {
      say(somebody(), target, Reason.HARASSMENT, "comment " + i);
      client.caseOf(MIA, target, i);
    }

    assertThat(client.caseOf(MIA, target, 7).getCommentsList())
        .containsExactly("comment 7", "comment 6", "comment 5", "comment 4", "comment 3");
  }

  @Test
  void pagesOfAnySizeHoldAllCasesOldestFirst() {
    List<ReportTarget> targets = new ArrayList<>();
    for (int i = 0; i < 9; i++) {
      targets.add(account(somebody()));
      client.report(BEN, targets.getLast(), Reason.SELF_HARM);
    }
    targets.forEach(target -> client.caseOf(MIA, target, 1));

    for (int size : new int[] {1, 2, 8, 9, 10, 0, 100}) {
      List<ReportCase> all = client.all(MIA, cases(Reason.SELF_HARM).setPageSize(size));
      assertThat(all).extracting(ReportCase::getTarget).containsExactlyElementsOf(targets);
      assertThat(all)
          .isSortedAccordingTo(Comparator.comparing(it -> ProtoTimes.toInstant(it.getOpenTime())));
    }
    assertThat(client.all(MIA, cases(Reason.SELF_HARM).setState(ReportCase.State.CLAIMED)))
        .isEmpty();
  }

  @Test
  void theMostReportedComeFirstWhereTheyAreAskedForSo() {
    List<ReportTarget> targets = List.of(account(somebody()), account(somebody()));
    client.report(BEN, targets.getFirst(), Reason.VIOLENCE);
    client.report(BEN, targets.getLast(), Reason.VIOLENCE);
    client.report(CAT, targets.getLast(), Reason.OTHER);
    client.caseOf(MIA, targets.getFirst(), 1);
    client.caseOf(MIA, targets.getLast(), 2);

    for (int size : new int[] {1, 2, 3}) {
      assertThat(
              client.all(
                  MIA,
                  cases(Reason.VIOLENCE)
                      .setOrder(ListReportsRequest.Order.MOST_REPORTED)
                      .setPageSize(size)))
          .extracting(ReportCase::getTarget)
          .containsExactly(targets.getLast(), targets.getFirst());
    }
    assertThat(client.all(MIA, cases(Reason.OTHER)))
        .extracting(ReportCase::getTarget)
        .contains(targets.getLast())
        .doesNotContain(targets.getFirst());
  }

  @Test
  void whatComesAndGoesBetweenPagesNeitherSkipsNorRepeats() {
    List<ReportTarget> targets = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      targets.add(account(somebody()));
      client.report(BEN, targets.getLast(), Reason.IMPERSONATION);
      client.caseOf(MIA, targets.getLast(), 1);
    }

    var first = client.as(MIA).listReports(cases(Reason.IMPERSONATION).setPageSize(3).build());
    client.resolve(MIA, first.getReports(2), Kind.DISMISS);
    client.resolve(MIA, client.caseOf(MIA, targets.get(3), 1), Kind.DISMISS);
    ReportTarget late = account(somebody());
    client.report(BEN, late, Reason.IMPERSONATION);
    client.caseOf(MIA, late, 1);
    List<ReportCase> rest =
        client.all(
            MIA, cases(Reason.IMPERSONATION).setPageSize(3).setPageToken(first.getNextPageToken()));

    assertThat(first.getReportsList())
        .extracting(ReportCase::getTarget)
        .containsExactlyElementsOf(targets.subList(0, 3));
    assertThat(rest)
        .extracting(ReportCase::getTarget)
        .containsExactly(targets.get(4), targets.get(5), late);
  }

  @Test
  void aTokenIsOfItsFilterAndItsReader() {
    for (int i = 0; i < 2; i++) {
      ReportTarget target = account(somebody());
      client.report(BEN, target, Reason.HATE);
      client.caseOf(MIA, target, 1);
    }
    String token =
        client.as(MIA).listReports(cases(Reason.HATE).setPageSize(1).build()).getNextPageToken();
    long other = somebody();
    rig.accounts.setRoles(other, Role.ADMIN);

    assertThat(token).isNotEmpty();
    for (var wrong :
        List.of(
            cases(Reason.SPAM),
            cases(Reason.HATE).setState(ReportCase.State.RESOLVED),
            cases(Reason.HATE).setOrder(ListReportsRequest.Order.MOST_REPORTED))) {
      var request = wrong.setPageToken(token).build();
      assertThat(Refusal.of(() -> client.as(MIA).listReports(request)).reason())
          .isEqualTo("PAGE_TOKEN_INVALID");
    }
    var request = cases(Reason.HATE).setPageToken(token).build();
    assertThat(Refusal.of(() -> client.as(other).listReports(request)).reason())
        .isEqualTo("PAGE_TOKEN_INVALID");
  }

  @Test
  void theQueueIsForStaff() {
    var request = ListReportsRequest.getDefaultInstance();

    assertThat(Refusal.of(() -> client.as(BEN).listReports(request)).codeAndReason())
        .isEqualTo("PERMISSION_DENIED CALLER_NOT_ALLOWED");
    assertThat(Refusal.of(() -> client.as(0).listReports(request)).reason())
        .isEqualTo("TOKEN_MISSING");
  }

  private static Report say(long reporter, ReportTarget target, Reason reason, String comment) {
    var request = request(target, reason).toBuilder().setComment(comment).build();
    return client.as(reporter).createReport(request).getReport();
  }

  private static ListReportsRequest.Builder cases(Reason reason) {
    return ListReportsRequest.newBuilder().setReason(reason);
  }

  private static ReasonCount count(Reason reason, int reports) {
    return ReasonCount.newBuilder().setReason(reason).setReports(reports).build();
  }

  private static synchronized long somebody() {
    rig.accounts.add(++next);
    return next;
  }
}
