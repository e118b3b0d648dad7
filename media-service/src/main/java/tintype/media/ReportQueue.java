package tintype.media;

import com.google.protobuf.InvalidProtocolBufferException;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import tintype.media.v1.Report.Reason;
import tintype.media.v1.ReportMade;
import tintype.media.v1.ReportTarget;
import tintype.platform.changelog.ChangeBatch;
import tintype.platform.changelog.ChangeEvent;
import tintype.platform.changelog.ChangeLog;
import tintype.platform.changelog.Position;
import tintype.platform.changelog.StreamId;
import tintype.platform.changelog.TableCopy;
import tintype.platform.rpc.IdText.Owned;
import tintype.platform.server.DerivedRows;
import tintype.platform.server.Installation;
import tintype.platform.sql.Database;
import tintype.platform.sql.Keyspace;

/** Follows the change log of keyspace media and puts reports into cases for staff. */
final class ReportQueue extends DerivedRows {
  private static final String NAME = "report-queue";
  private static final String KIND = ReportMade.getDescriptor().getName();

  private final MySqlCaseIntake intake;

  @Inject
  ReportQueue(Installation installation, Database database, MySqlCaseIntake intake) {
    super(NAME, installation, Keyspace.MEDIA, database);
    this.intake = intake;
  }

  @Override
  public void apply(ChangeBatch batch) throws InvalidProtocolBufferException {
    for (ChangeEvent event : batch.events()) {
      if (event.kind().equals(KIND)) {
        intake.take(ReportRow.of(ReportMade.parseFrom(event.payload())));
      }
    }
  }

  /** All reports: the kept part of the log may begin after some of them. */
  @Override
  public Map<StreamId, Position> begin(ChangeLog log) {
    TableCopy copy =
        new TableCopy(
            "report",
            List.of(
                "report_id",
                "user_id",
                "target_kind",
                "target_id",
                "target_owner",
                "reason",
                "words",
                "create_micros",
                "target_account"),
            "",
            row -> intake.take(report(row)));
    return log.snapshot(List.of(copy));
  }

  private static ReportRow report(TableCopy.Row row) {
    return new ReportRow(
        new Owned(row.longAt(0), row.longAt(1)),
        Reported.of(
            ReportTarget.Kind.forNumber((int) row.longAt(2)),
            new Owned(row.longAt(3), row.longAt(4)),
            row.longAt(8)),
        Reason.forNumber((int) row.longAt(5)),
        row.stringAt(6),
        row.longAt(7));
  }
}
