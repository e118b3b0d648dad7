package tintype.media;

import com.google.protobuf.InvalidProtocolBufferException;
import java.sql.ResultSet;
import java.sql.SQLException;
import tintype.media.v1.ModerationAction;
import tintype.media.v1.StoredCase;
import tintype.platform.rpc.IdText.Owned;

/**
 * A row of table moderation_case.
 *
 * @param ref its id and its queue
 * @param claimer who has claimed it last, also where that has lapsed; 0 for nobody
 * @param claimMicros when the claim lapses, or lapsed
 */
record CaseRow(
    Owned ref,
    Reported target,
    boolean resolved,
    int reports,
    StoredCase details,
    long openMicros,
    long lastMicros,
    long claimer,
    long claimMicros,
    Decision decision) {

  /**
   * How it was decided last; of the kind that is not set where it never was.
   *
   * @param staff who has decided
   */
  record Decision(ModerationAction.Kind kind, long staff, String note, long micros) {}

  static final String COLUMNS =
      "queue_id, case_id, target_kind, target_id, target_owner, target_account, resolved, reports,"
          + " details, open_micros, last_micros, claimer_id, claim_micros, decision, decider_id, note,"
          + " resolve_micros";

  static CaseRow of(ResultSet row) throws SQLException {
    return new CaseRow(
        new Owned(row.getLong("case_id"), row.getLong("queue_id")),
        Reported.of(row),
        row.getBoolean("resolved"),
        row.getInt("reports"),
        details(row.getBytes("details")),
        row.getLong("open_micros"),
        row.getLong("last_micros"),
        row.getLong("claimer_id"),
        row.getLong("claim_micros"),
        new Decision(
            ModerationAction.Kind.forNumber(row.getInt("decision")),
            row.getLong("decider_id"),
            row.getString("note"),
            row.getLong("resolve_micros")));
  }

  /** Whether somebody is at work on it. */
  boolean isClaimed(long nowMicros) {
    return !resolved && claimer != 0 && claimMicros > nowMicros;
  }

  boolean isClaimedByAnother(long staff, long nowMicros) {
    return isClaimed(nowMicros) && claimer != staff;
  }

  private static StoredCase details(byte[] stored) {
    try {
      return StoredCase.parseFrom(stored);
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("column moderation_case.details holds something else", e);
    }
  }

  /** Without what people say, which has no business in a log. */
  @Override
  public String toString() {
    return "CaseRow[" + ref + "]";
  }
}
