package tintype.media;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.LongStream;
import org.jdbi.v3.core.Handle;
import tintype.media.CaseStore.Place;
import tintype.media.v1.ReportCase.State;

/**
 * The cases after a place: some of each queue, which lies in one shard, then the first of them all.
 */
final class CaseListQuery {
  /** The first bound repeats what the second implies: row values alone bound no range. */
  private static final String OLDEST =
      """
       FROM moderation_case FORCE INDEX (case_by_age)
      WHERE queue_id = :queue AND resolved = :resolved AND open_micros >= :rank
        AND (open_micros, case_id) > (:rank, :id)
        AND claim_micros BETWEEN :claimFrom AND :claimTo AND (reasons & :reasons) <> 0
        AND %s <> :reader
      ORDER BY open_micros, case_id LIMIT :limit
      """
          .formatted(Reported.ACCOUNT);

  private static final String MOST_REPORTED =
      """
       FROM moderation_case FORCE INDEX (case_by_reports)
      WHERE queue_id = :queue AND resolved = :resolved AND reports <= :rank
        AND (reports, case_id) < (:rank, :id)
        AND claim_micros BETWEEN :claimFrom AND :claimTo AND (reasons & :reasons) <> 0
        AND %s <> :reader
      ORDER BY reports DESC, case_id DESC LIMIT :limit
      """
          .formatted(Reported.ACCOUNT);

  private CaseListQuery() {}

  /** Those that are not about the filter's reader. */
  static List<CaseRow> run(
      Handle handle, CaseFilter filter, Place after, long nowMicros, int limit) {
    List<CaseRow> rows = new ArrayList<>();
    LongStream.rangeClosed(1, Reported.QUEUES)
        .forEach(queue -> rows.addAll(ofQueue(handle, queue, filter, after, nowMicros, limit)));
    rows.sort(order(filter));
    return rows.subList(0, Math.min(limit, rows.size()));
  }

  private static Comparator<CaseRow> order(CaseFilter filter) {
    return filter.mostReportedFirst()
        ? Comparator.comparingInt(CaseRow::reports)
            .thenComparingLong(row -> row.ref().id())
            .reversed()
        : Comparator.comparingLong(CaseRow::openMicros).thenComparingLong(row -> row.ref().id());
  }

  private static List<CaseRow> ofQueue(
      Handle handle, long queue, CaseFilter filter, Place after, long nowMicros, int limit) {
    boolean open = filter.state() == State.OPEN;
    boolean claimed = filter.state() == State.CLAIMED;
    return handle
        .createQuery(
            "SELECT " + CaseRow.COLUMNS + (filter.mostReportedFirst() ? MOST_REPORTED : OLDEST))
        .bind("queue", queue)
        .bind("resolved", filter.state() == State.RESOLVED)
        .bind("rank", after.rank())
        .bind("id", after.id())
        .bind("claimFrom", claimed ? nowMicros + 1 : 0)
        .bind("claimTo", open ? nowMicros : Long.MAX_VALUE)
        .bind("reasons", filter.reasonBits())
        .bind("reader", filter.reader())
        .bind("limit", limit)
        .map((row, context) -> CaseRow.of(row))
        .list();
  }
}
