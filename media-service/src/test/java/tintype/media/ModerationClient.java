package tintype.media;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import tintype.media.v1.ClaimReportRequest;
import tintype.media.v1.Comment;
import tintype.media.v1.CreateReportRequest;
import tintype.media.v1.ListReportsRequest;
import tintype.media.v1.ListReportsResponse;
import tintype.media.v1.ModerationAction.Kind;
import tintype.media.v1.ModerationServiceGrpc;
import tintype.media.v1.ModerationServiceGrpc.ModerationServiceBlockingStub;
import tintype.media.v1.Report;
import tintype.media.v1.Report.Reason;
import tintype.media.v1.ReportCase;
import tintype.media.v1.ReportTarget;
import tintype.media.v1.ResolveReportRequest;
import tintype.testkit.Eventually;
import tintype.testkit.TestInstallation;

/** How people report, and how staff work on it. */
final class ModerationClient {
  static final Duration SOON = Duration.ofSeconds(20);

  private final TestInstallation installation;

  ModerationClient(TestInstallation installation) {
    this.installation = installation;
  }

  ModerationServiceBlockingStub as(long account) {
    var stub = ModerationServiceGrpc.newBlockingStub(installation.channel("media"));
    return account == 0 ? stub : installation.asAccount(stub, account);
  }

  static ReportTarget post(String postId) {
    return ReportTarget.newBuilder().setPostId(postId).build();
  }

  static ReportTarget comment(Comment comment) {
    return comment(comment.getId());
  }

  static ReportTarget comment(String commentId) {
    return ReportTarget.newBuilder().setCommentId(commentId).build();
  }

  static ReportTarget account(long account) {
    return ReportTarget.newBuilder().setAccountId(Long.toString(account)).build();
  }

  static CreateReportRequest request(ReportTarget target, Reason reason) {
    return CreateReportRequest.newBuilder().setTarget(target).setReason(reason).build();
  }

  Report report(long reporter, ReportTarget target, Reason reason) {
    return as(reporter).createReport(request(target, reason)).getReport();
  }

  /** The case of a thing, once so many reports are in it. */
  ReportCase caseOf(long staff, ReportTarget target, int reports) {
    ReportCase[] found = new ReportCase[1];
    Eventually.await(
        SOON,
        () -> {
          for (var state : List.of(ReportCase.State.OPEN, ReportCase.State.CLAIMED)) {
            all(staff, ListReportsRequest.newBuilder().setState(state).setPageSize(100)).stream()
                .filter(it -> it.getTarget().equals(target) && it.getReportCount() == reports)
                .forEach(it -> found[0] = it);
          }
          return found[0] != null;
        });
    return found[0];
  }

  /** Pages to the end. */
  List<ReportCase> all(long staff, ListReportsRequest.Builder request) {
    List<ReportCase> all = new ArrayList<>();
    ListReportsResponse page;
    do {
      page = as(staff).listReports(request.build());
      all.addAll(page.getReportsList());
      request.setPageToken(page.getNextPageToken());
    } while (!page.getNextPageToken().isEmpty());
    return all;
  }

  ReportCase claim(long staff, ReportCase taken) {
    return as(staff)
        .claimReport(ClaimReportRequest.newBuilder().setReportId(taken.getId()).build())
        .getReport();
  }

  ReportCase resolve(long staff, ReportCase decided, Kind action) {
    return as(staff)
        .resolveReport(
            ResolveReportRequest.newBuilder()
                .setReportId(decided.getId())
                .setAction(action)
                .setNote("why not")
                .build())
        .getReport();
  }
}
