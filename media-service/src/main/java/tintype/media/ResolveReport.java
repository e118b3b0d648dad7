package tintype.media;

import jakarta.inject.Inject;
import java.time.Clock;
import tintype.media.v1.ModerationAction.Kind;
import tintype.media.v1.ReportTarget;
import tintype.media.v1.ResolveReportRequest;
import tintype.media.v1.ResolveReportResponse;
import tintype.platform.ids.IdGenerator;
import tintype.platform.rpc.ApiException;
import tintype.platform.rpc.Caller;
import tintype.platform.rpc.UnaryHandler;

/**
 * Decides a case, and does what follows from that.
 *
 * <p>Fails with {@code REPORT_NOT_FOUND} (also for one about the caller), {@code REPORT_CLAIMED},
 * {@code REPORT_RESOLVED}, {@code ADMIN_NEEDED}, {@code ACCOUNT_NOT_REMOVED} or {@code
 * INVALID_FIELD}.
 */
final class ResolveReport implements UnaryHandler<ResolveReportRequest, ResolveReportResponse> {
  private final CaseDesk desk;
  private final CaseStore cases;
  private final DecisionEffects effects;
  private final CaseShape shape;
  private final IdGenerator ids;
  private final Clock clock;

  @Inject
  ResolveReport(
      CaseDesk desk,
      CaseStore cases,
      DecisionEffects effects,
      CaseShape shape,
      IdGenerator ids,
      Clock clock) {
    this.desk = desk;
    this.cases = cases;
    this.effects = effects;
    this.shape = shape;
    this.ids = ids;
    this.clock = clock;
  }

  @Override
  public ResolveReportResponse handle(ResolveReportRequest request) {
    long caller = Caller.current().requireAccount();
    CaseRow row = desk.require(request.getReportId(), caller);
    desk.requireRank(row, request.getAction(), caller);
    if (request.getAction() == Kind.REMOVE && row.target().kind() == ReportTarget.Kind.ACCOUNT) {
      throw Refusals.accountNotRemoved();
    }

    var decision =
        new CaseRow.Decision(
            request.getAction(), caller, note(request.getNote()), Micros.now(clock));
    cases
        .decide(row.ref(), decision, ids.next())
        .filter(ActionRow::hasEffects)
        .ifPresent(effects::follow);

    return ResolveReportResponse.newBuilder()
        .setReport(shape.of(desk.require(request.getReportId(), caller)))
        .build();
  }

  private static String note(String typed) {
    String note = typed.strip();
    if (note.isEmpty()) {
      throw ApiException.invalidField("note", "blank (expected: why)");
    }
    return note;
  }
}
