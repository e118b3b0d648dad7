package tintype.media;

import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Optional;
import tintype.media.v1.CreateReportRequest;
import tintype.media.v1.CreateReportResponse;
import tintype.platform.ids.IdGenerator;
import tintype.platform.rpc.Caller;
import tintype.platform.rpc.IdText.Owned;
import tintype.platform.rpc.UnaryHandler;
import tintype.platform.sql.DuplicateKeyException;
import tintype.platform.sql.RequestIds;

/**
 * Reports what the caller sees and what is another's; again answers the first report.
 *
 * <p>Fails with {@code POST_NOT_FOUND}, {@code COMMENT_NOT_FOUND}, {@code ACCOUNT_NOT_FOUND},
 * {@code CANNOT_ACT_ON_SELF}, {@code TOO_MANY_REPORTS}, {@code REQUEST_ID_REUSED} or {@code
 * INVALID_FIELD}.
 */
final class CreateReport implements UnaryHandler<CreateReportRequest, CreateReportResponse> {
  private final ReportStore reports;
  private final Reportable reportable;
  private final IdGenerator ids;
  private final Clock clock;

  @Inject
  CreateReport(ReportStore reports, Reportable reportable, IdGenerator ids, Clock clock) {
    this.reports = reports;
    this.reportable = reportable;
    this.ids = ids;
    this.clock = clock;
  }

  @Override
  public CreateReportResponse handle(CreateReportRequest request) {
    long reporter = Caller.current().requireAccount();
    Reported target = Reported.of(request.getTarget(), Caller.current());

    byte[] fingerprint = RequestIds.fingerprint(request);
    reports.requestedBefore(reporter, request.getRequestId(), fingerprint);
    Optional<ReportRow> before = reports.find(reporter, target);
    ReportRow report =
        before.isPresent() ? before.get() : report(reporter, target, request, fingerprint);

    return CreateReportResponse.newBuilder().setReport(report.shown()).build();
  }

  private ReportRow report(
      long reporter, Reported wanted, CreateReportRequest request, byte[] fingerprint) {
    Reported target = reportable.require(reporter, wanted);
    ReportRow report =
        new ReportRow(
            new Owned(ids.next(), reporter),
            target,
            request.getReason(),
            request.getComment(),
            Micros.now(clock));
    try {
      reports.add(report, request.getRequestId(), fingerprint);
      return report;
    } catch (ReportStore.TooManyReportsException e) {
      // The last one that was allowed may be of this thing, and have come at the same time.
      return reports.find(reporter, target).orElseThrow(() -> Refusals.tooManyReports(e.delay()));
    } catch (DuplicateKeyException e) {
      // Of two at once the other was first: with this request, or of this thing.
      reports.requestedBefore(reporter, request.getRequestId(), fingerprint);
      return reports.find(reporter, target).orElseThrow(() -> e);
    }
  }
}
