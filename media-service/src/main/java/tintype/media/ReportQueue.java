package tintype.media;

import com.google.protobuf.InvalidProtocolBufferException;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tintype.media.v1.Report.Reason;
import tintype.media.v1.ReportMade;
import tintype.media.v1.ReportTarget;
import tintype.platform.changelog.ChangeBatch;
import tintype.platform.changelog.ChangeEvent;
import tintype.platform.changelog.ChangeLog;
import tintype.platform.changelog.Position;
import tintype.platform.changelog.SqlConsumer;
import tintype.platform.changelog.SqlEffects;
import tintype.platform.changelog.StreamId;
import tintype.platform.changelog.TableCopy;
import tintype.platform.rpc.IdText.Owned;
import tintype.platform.server.Background;
import tintype.platform.server.Installation;
import tintype.platform.sql.Database;
import tintype.platform.sql.Keyspace;

/** Follows the change log of keyspace media and puts reports into cases for staff. */
final class ReportQueue implements Background, SqlEffects {
  private static final String NAME = "report-queue";
  private static final String KIND = ReportMade.getDescriptor().getName();

  private final Installation installation;
  private final Database database;
  private final MySqlCaseIntake intake;
  private volatile @Nullable SqlConsumer consumer;

  @Inject
  ReportQueue(Installation installation, Database database, MySqlCaseIntake intake) {
    this.installation = installation;
    this.database = database;
    this.intake = intake;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public void start() {
    consumer = SqlConsumer.start(NAME, installation.changeLog(Keyspace.MEDIA), database, this);
  }

  @Override
  public String notReady() {
    SqlConsumer started = consumer;
    return started == null ? "starting" : started.notReady();
  }

  @Override
  public void close() {
    SqlConsumer started = consumer;
    if (started != null) {
      started.close();
    }
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
                "create_micros"),
            "",
            row -> intake.take(report(row)));
    return log.snapshot(List.of(copy));
  }

  private static ReportRow report(TableCopy.Row row) {
    return new ReportRow(
        new Owned(row.longAt(0), row.longAt(1)),
        new Reported(
            ReportTarget.Kind.forNumber((int) row.longAt(2)),
            new Owned(row.longAt(3), row.longAt(4))),
        Reason.forNumber((int) row.longAt(5)),
        row.stringAt(6),
        row.longAt(7));
  }
}
