package tintype.media;

import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import tintype.media.CaseRow.Decision;
import tintype.media.v1.ModerationAction.Kind;
import tintype.platform.rpc.IdText.Owned;
import tintype.platform.sql.Database;
import tintype.platform.sql.Outbox;

/** {@link CaseStore} in MySQL, in the shard of each queue. */
final class MySqlCaseStore implements CaseStore {
  private final Database database;
  private final Outbox outbox;

  @Inject
  MySqlCaseStore(Database database, Outbox outbox) {
    this.database = database;
    this.outbox = outbox;
  }

  @Override
  public Optional<CaseRow> find(Owned id) {
    return database.read(handle -> find(handle, id, ""));
  }

  private static Optional<CaseRow> find(Handle handle, Owned id, String lock) {
    return handle
        .createQuery(
            "SELECT "
                + CaseRow.COLUMNS
                + " FROM moderation_case WHERE queue_id = ? AND case_id = ?"
                + lock)
        .bind(0, id.owner())
        .bind(1, id.id())
        .map((row, context) -> CaseRow.of(row))
        .findOne();
  }

  @Override
  public List<CaseRow> list(CaseFilter filter, Place after, long nowMicros, int limit) {
    return database.read(handle -> CaseListQuery.run(handle, filter, after, nowMicros, limit));
  }

  @Override
  public void claim(Owned id, long staff, long untilMicros, long act, long nowMicros) {
    database.execute(
        handle -> {
          CaseRow row = lock(handle, id);
          requireUnclaimed(row, staff, nowMicros);
          if (row.resolved()) {
            throw Refusals.reportResolved();
          }
          handle.execute(
              """
              UPDATE moderation_case SET claimer_id = ?, claim_micros = ?
              WHERE queue_id = ? AND case_id = ?
              """,
              staff,
              untilMicros,
              id.owner(),
              id.id());
          if (!row.isClaimed(nowMicros)) {
            MySqlActionStore.insert(
                handle, ActionRow.inCase(row, act, Kind.CLAIM, staff, "", nowMicros));
          }
        });
  }

  @Override
  public Optional<ActionRow> decide(Owned id, Decision decision, long act) {
    return database.transact(
        handle -> {
          CaseRow row = lock(handle, id);
          if (row.resolved()) {
            return decidedBefore(row, decision);
          }
          requireUnclaimed(row, decision.staff(), decision.micros());
          update(handle, id, decision);
          ActionRow action =
              ActionRow.inCase(
                  row, act, decision.kind(), decision.staff(), decision.note(), decision.micros());
          MySqlActionStore.insert(handle, action);
          outbox.append(handle, id.owner(), action.news());
          return Optional.of(action);
        });
  }

  private static Optional<ActionRow> decidedBefore(CaseRow row, Decision decision) {
    Decision before = row.decision();
    if (before.kind() != decision.kind() || before.staff() != decision.staff()) {
      throw Refusals.reportResolved();
    }
    return Optional.empty();
  }

  private static void update(Handle handle, Owned id, Decision decision) {
    handle.execute(
        """
        UPDATE moderation_case
        SET resolved = 1, claimer_id = 0, claim_micros = 0, decision = ?, decider_id = ?, note = ?,
            resolve_micros = ?
        WHERE queue_id = ? AND case_id = ?
        """,
        decision.kind().getNumber(),
        decision.staff(),
        decision.note(),
        decision.micros(),
        id.owner(),
        id.id());
  }

  private static void requireUnclaimed(CaseRow row, long staff, long nowMicros) {
    if (row.isClaimedByAnother(staff, nowMicros)) {
      throw Refusals.reportClaimed(row.claimMicros());
    }
  }

  private static CaseRow lock(Handle handle, Owned id) {
    return find(handle, id, " FOR UPDATE").orElseThrow(Refusals::noReport);
  }
}
