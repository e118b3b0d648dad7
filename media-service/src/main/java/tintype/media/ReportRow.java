package tintype.media;

import java.sql.ResultSet;
import java.sql.SQLException;
import tintype.media.v1.Report;
import tintype.media.v1.Report.Reason;
import tintype.media.v1.ReportMade;
import tintype.platform.rpc.IdText.Owned;
import tintype.platform.rpc.ProtoTimes;

/**
 * A row of table report.
 *
 * @param ref its id and who reports
 */
record ReportRow(Owned ref, Reported target, Reason reason, String words, long createMicros) {
  static ReportRow of(ResultSet row) throws SQLException {
    return new ReportRow(
        new Owned(row.getLong("report_id"), row.getLong("user_id")),
        Reported.of(row),
        Reason.forNumber(row.getInt("reason")),
        row.getString("words"),
        row.getLong("create_micros"));
  }

  static ReportRow of(ReportMade news) {
    return new ReportRow(
        new Owned(news.getReportId(), news.getReporterId()),
        Reported.of(
            news.getTargetKind(),
            new Owned(news.getTargetId(), news.getTargetOwnerId()),
            news.getTargetAccountId()),
        news.getReason(),
        news.getComment(),
        news.getCreateMicros());
  }

  ReportMade news() {
    return ReportMade.newBuilder()
        .setReporterId(ref.owner())
        .setReportId(ref.id())
        .setTargetKind(target.kind())
        .setTargetId(target.thing().id())
        .setTargetOwnerId(target.thing().owner())
        .setTargetAccountId(target.account())
        .setReason(reason)
        .setComment(words)
        .setCreateMicros(createMicros)
        .build();
  }

  Report shown() {
    return Report.newBuilder()
        .setId(ref.toString())
        .setTarget(target.shown())
        .setReason(reason)
        .setComment(words)
        .setCreateTime(ProtoTimes.ofMicros(createMicros))
        .build();
  }

  /** Without words, which have no business in a log. */
  @Override
  public String toString() {
    return "ReportRow[" + ref + "]";
  }
}
