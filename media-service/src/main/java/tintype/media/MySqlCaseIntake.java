package tintype.media;

import jakarta.inject.Inject;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import tintype.media.v1.Report.Reason;
import tintype.media.v1.ReportCase.ReasonCount;
import tintype.media.v1.StoredCase;
import tintype.platform.ids.IdGenerator;
import tintype.platform.rpc.IdText.Owned;
import tintype.platform.sql.Database;

/**
 * Puts reports into cases. A report may come again, and late: it counts once, and opens a case
 * again only if it was made after that was decided.
 */
final class MySqlCaseIntake {
  private static final int KEPT_COMMENTS = 5;

  private final Database database;
  private final IdGenerator ids;

  @Inject
  MySqlCaseIntake(Database database, IdGenerator ids) {
    this.database = database;
    this.ids = ids;
  }

  void take(ReportRow report) {
    long newCase = ids.next();
    database.execute(
        handle -> {
          CaseRow row =
              lock(handle, report.target()).orElseGet(() -> insert(handle, report, newCase));
          if (isNew(handle, row.ref(), report.ref().owner())) {
            count(handle, row, report);
          }
        });
  }

  private static Optional<CaseRow> lock(Handle handle, Reported target) {
    return handle
        .createQuery(
            "SELECT "
                + CaseRow.COLUMNS
                + """
                 FROM moderation_case FORCE INDEX (case_by_target)
                WHERE queue_id = ? AND target_kind = ? AND target_id = ? FOR UPDATE
                """)
        .bind(0, target.queue())
        .bind(1, target.kind().getNumber())
        .bind(2, target.thing().id())
        .map((row, context) -> CaseRow.of(row))
        .findOne();
  }

  /** Without any report yet. */
  private static CaseRow insert(Handle handle, ReportRow report, long newCase) {
    Reported target = report.target();
    handle.execute(
        """
        INSERT INTO moderation_case (queue_id, case_id, target_kind, target_id, target_owner,
          target_account, resolved, reports, reasons, details, open_micros, last_micros, claimer_id,
          claim_micros, decision, decider_id, note, resolve_micros)
        VALUES (?, ?, ?, ?, ?, ?, 0, 0, 0, '', ?, ?, 0, 0, 0, 0, '', 0)
        """,
        target.queue(),
        newCase,
        target.kind().getNumber(),
        target.thing().id(),
        target.thing().owner(),
        target.account(),
        report.createMicros(),
        report.createMicros());
    return lock(handle, target).orElseThrow();
  }

  private static boolean isNew(Handle handle, Owned id, long reporter) {
    return handle.execute(
            "INSERT IGNORE INTO case_reporter (queue_id, case_id, reporter_id) VALUES (?, ?, ?)",
            id.owner(),
            id.id(),
            reporter)
        == 1;
  }

  private static void count(Handle handle, CaseRow row, ReportRow report) {
    long made = report.createMicros();
    boolean late = made <= row.decision().micros();
    boolean opens = row.resolved() && !late;
    handle.execute(
        """
        UPDATE moderation_case
        SET resolved = ?, reports = reports + 1, reasons = reasons | ?, details = ?,
            open_micros = ?, last_micros = GREATEST(last_micros, ?)
        WHERE queue_id = ? AND case_id = ?
        """,
        row.resolved() && late,
        CaseFilter.bit(report.reason()),
        with(row.details(), report).toByteArray(),
        opens ? made : late ? row.openMicros() : Math.min(made, row.openMicros()),
        made,
        row.ref().owner(),
        row.ref().id());
  }

  private static StoredCase with(StoredCase details, ReportRow report) {
    StoredCase.Builder changed = details.toBuilder().clearReasons().clearComments();
    boolean known = false;
    for (ReasonCount each : details.getReasonsList()) {
      boolean same = each.getReason() == report.reason();
      changed.addReasons(each.toBuilder().setReports(each.getReports() + (same ? 1 : 0)));
      known |= same;
    }
    if (!known) {
      changed.addReasons(one(report.reason()));
    }
    if (!report.words().isEmpty()) {
      changed.addComments(report.words());
    }
    details.getCommentsList().stream()
        .limit(KEPT_COMMENTS - changed.getCommentsCount())
        .forEach(changed::addComments);
    return changed.build();
  }

  private static ReasonCount one(Reason reason) {
    return ReasonCount.newBuilder().setReason(reason).setReports(1).build();
  }
}
