package tintype.media;

import com.google.protobuf.InvalidProtocolBufferException;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import tintype.account.v1.StaffAct;
import tintype.account.v1.StaffActed;
import tintype.platform.changelog.ChangeBatch;
import tintype.platform.changelog.ChangeEvent;
import tintype.platform.changelog.ChangeLog;
import tintype.platform.changelog.Position;
import tintype.platform.changelog.StreamId;
import tintype.platform.changelog.TableCopy;
import tintype.platform.server.DerivedRows;
import tintype.platform.server.Installation;
import tintype.platform.sql.Database;
import tintype.platform.sql.Keyspace;

/** Follows the change log of keyspace account and keeps what staff do there with the other acts. */
final class StaffActLog extends DerivedRows {
  private static final String NAME = "staff-act-log";
  private static final String KIND = StaffActed.getDescriptor().getName();

  private final ActionStore actions;

  @Inject
  StaffActLog(Installation installation, Database database, ActionStore actions) {
    super(NAME, installation, Keyspace.ACCOUNT, database);
    this.actions = actions;
  }

  @Override
  public void apply(ChangeBatch batch) throws InvalidProtocolBufferException {
    for (ChangeEvent event : batch.events()) {
      if (event.kind().equals(KIND)) {
        add(StaffActed.parseFrom(event.payload()));
      }
    }
  }

  /** All acts: the kept part of the log may begin after some of them. */
  @Override
  public Map<StreamId, Position> begin(ChangeLog log) {
    TableCopy copy =
        new TableCopy(
            "staff_act",
            List.of("act_id", "user_id", "staff_id", "kind", "reason", "detail", "act_micros"),
            "decided = 0",
            row -> add(act(row)));
    return log.snapshot(List.of(copy));
  }

  private void add(StaffActed act) {
    if (!act.getDecided()) {
      actions.add(ActionRow.of(act));
    }
  }

  private static StaffActed act(TableCopy.Row row) {
    return StaffActed.newBuilder()
        .setActId(row.longAt(0))
        .setAccountId(row.longAt(1))
        .setStaffId(row.longAt(2))
        .setKind(StaffAct.Kind.forNumber((int) row.longAt(3)))
        .setReason(row.stringAt(4))
        .setDetail(row.stringAt(5))
        .setActMicros(row.longAt(6))
        .build();
  }
}
