package tintype.media;

import java.util.List;
import java.util.Optional;
import tintype.platform.rpc.IdText.Owned;

/** What staff do with cases. Each act is written down in the transaction of the case. */
interface CaseStore {
  /**
   * A place in a list, which is exclusive.
   *
   * @param rank when it was opened, or how many have reported it
   * @param id decides between two of one rank
   */
  record Place(long rank, long id) {
    static Place of(CaseRow row, CaseFilter filter) {
      return new Place(
          filter.mostReportedFirst() ? row.reports() : row.openMicros(), row.ref().id());
    }

    static Place start(CaseFilter filter) {
      return filter.mostReportedFirst() ? new Place(Integer.MAX_VALUE, 0) : new Place(0, 0);
    }
  }

  Optional<CaseRow> find(Owned id);

  /** The cases after a place, in the filter's order. */
  List<CaseRow> list(CaseFilter filter, Place after, long nowMicros, int limit);

  /**
   * Takes a case that nobody else has claimed, until a time; fails with {@code REPORT_NOT_FOUND},
   * {@code REPORT_CLAIMED} or {@code REPORT_RESOLVED}. To take one's own again is no act.
   *
   * @param act the id of the act that this is
   */
  void claim(Owned id, long staff, long untilMicros, long act, long nowMicros);

  /**
   * Decides a case and tells of that; fails with {@code REPORT_NOT_FOUND}, {@code REPORT_CLAIMED}
   * or {@code REPORT_RESOLVED}, unless it was decided by the same person in the same way.
   *
   * @param act the id of the act that this is
   * @return the act, from which something may follow; empty where it was decided before
   */
  Optional<ActionRow> decide(Owned id, CaseRow.Decision decision, long act);
}
