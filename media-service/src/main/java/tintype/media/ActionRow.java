package tintype.media;

import java.sql.ResultSet;
import java.sql.SQLException;
import tintype.account.v1.StaffAct;
import tintype.account.v1.StaffActed;
import tintype.media.v1.ModerationAction.Kind;
import tintype.media.v1.ReportResolved;
import tintype.platform.rpc.IdText.Owned;

/**
 * A row of table moderation_action.
 *
 * @param ref its id and its queue
 * @param staff 0 for nobody
 * @param caseId 0 where it was done without a report
 */
record ActionRow(
    Owned ref,
    Kind kind,
    long staff,
    long caseId,
    Reported target,
    String note,
    String detail,
    long createMicros) {

  static ActionRow inCase(
      CaseRow row, long id, Kind kind, long staff, String note, long createMicros) {
    return new ActionRow(
        new Owned(id, row.ref().owner()),
        kind,
        staff,
        row.ref().id(),
        row.target(),
        note,
        "",
        createMicros);
  }

  /** Done to an account without a report. */
  static ActionRow of(StaffActed act) {
    Reported target = Reported.account(act.getAccountId());
    return new ActionRow(
        new Owned(act.getActId(), target.queue()),
        kind(act.getKind()),
        act.getStaffId(),
        0,
        target,
        act.getReason(),
        act.getDetail(),
        act.getActMicros());
  }

  static ActionRow of(ResultSet row) throws SQLException {
    return new ActionRow(
        new Owned(row.getLong("action_id"), row.getLong("queue_id")),
        Kind.forNumber(row.getInt("kind")),
        row.getLong("staff_id"),
        row.getLong("case_id"),
        Reported.of(row),
        row.getString("note"),
        row.getString("detail"),
        row.getLong("create_micros"));
  }

  private static Kind kind(StaffAct.Kind kind) {
    return switch (kind) {
      case SUSPEND -> Kind.SUSPEND;
      case REINSTATE -> Kind.REINSTATE;
      case SET_ROLES -> Kind.SET_ROLES;
      case SET_VERIFIED -> Kind.SET_VERIFIED;
      case WARN -> Kind.WARN;
      case KIND_UNSPECIFIED, UNRECOGNIZED ->
          throw new IllegalArgumentException("act: " + kind + " (expected: one that is known)");
    };
  }

  /** What is told of a decision. */
  ReportResolved news() {
    return ReportResolved.newBuilder()
        .setCaseId(caseId)
        .setQueueId(ref.owner())
        .setActId(ref.id())
        .setKind(kind)
        .setStaffId(staff)
        .setTargetKind(target.kind())
        .setTargetId(target.thing().id())
        .setTargetOwnerId(target.thing().owner())
        .setAccountId(target.account())
        .setReason(note)
        .setResolveMicros(createMicros)
        .build();
  }

  /** Whether something elsewhere follows from it. */
  boolean hasEffects() {
    return caseId != 0 && (kind == Kind.REMOVE || kind == Kind.WARN || kind == Kind.SUSPEND);
  }
}
