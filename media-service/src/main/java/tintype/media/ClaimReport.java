package tintype.media;

import jakarta.inject.Inject;
import java.time.Clock;
import tintype.media.v1.ClaimReportRequest;
import tintype.media.v1.ClaimReportResponse;
import tintype.platform.ids.IdGenerator;
import tintype.platform.rpc.Caller;
import tintype.platform.rpc.UnaryHandler;

/**
 * Takes a case to work on it; one's own again for longer.
 *
 * <p>Fails with {@code REPORT_NOT_FOUND} (also for one about the caller), {@code REPORT_CLAIMED} or
 * {@code REPORT_RESOLVED}.
 */
final class ClaimReport implements UnaryHandler<ClaimReportRequest, ClaimReportResponse> {
  private final CaseDesk desk;
  private final CaseStore cases;
  private final CaseShape shape;
  private final IdGenerator ids;
  private final Clock clock;
  private final MediaConfig config;

  @Inject
  ClaimReport(
      CaseDesk desk,
      CaseStore cases,
      CaseShape shape,
      IdGenerator ids,
      Clock clock,
      MediaConfig config) {
    this.desk = desk;
    this.cases = cases;
    this.shape = shape;
    this.ids = ids;
    this.clock = clock;
    this.config = config;
  }

  @Override
  public ClaimReportResponse handle(ClaimReportRequest request) {
    long caller = Caller.current().requireAccount();
    CaseRow row = desk.require(request.getReportId(), caller);

    long now = Micros.now(clock);
    long until = now + config.claimTime().toNanos() / 1_000;
    cases.claim(row.ref(), caller, until, ids.next(), now);

    return ClaimReportResponse.newBuilder()
        .setReport(shape.of(desk.require(request.getReportId(), caller)))
        .build();
  }
}
