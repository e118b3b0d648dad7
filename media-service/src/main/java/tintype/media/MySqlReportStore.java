package tintype.media;

import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import tintype.platform.sql.Database;
import tintype.platform.sql.Outbox;
import tintype.platform.sql.RequestIds;

/** {@link ReportStore} in MySQL. */
final class MySqlReportStore implements ReportStore {
  private static final long DAY_MICROS = Duration.ofDays(1).toNanos() / 1_000;

  private final Database database;
  private final RequestIds requests;
  private final Outbox outbox;
  private final int perDay;

  @Inject
  MySqlReportStore(Database database, RequestIds requests, Outbox outbox, MediaConfig config) {
    this.database = database;
    this.requests = requests;
    this.outbox = outbox;
    this.perDay = config.reportsPerDay();
  }

  @Override
  public Optional<ReportRow> find(long reporter, Reported target) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT user_id, target_kind, target_id, target_owner, target_account,
                           report_id, reason, words, create_micros
                    FROM report WHERE user_id = ? AND target_kind = ? AND target_id = ?
                    """)
                .bind(0, reporter)
                .bind(1, target.kind().getNumber())
                .bind(2, target.thing().id())
                .map((row, context) -> ReportRow.of(row))
                .findOne());
  }

  @Override
  public boolean requestedBefore(long reporter, String requestId, byte[] fingerprint) {
    return !requestId.isEmpty()
        && database
            .read(handle -> requests.find(handle, reporter, requestId, fingerprint))
            .isPresent();
  }

  @Override
  public void add(ReportRow report, String requestId, byte[] fingerprint) {
    long reporter = report.ref().owner();
    database.execute(
        handle -> {
          AccountLock.REPORTS.take(handle, reporter);
          requireFew(handle, reporter, report.createMicros());
          handle.execute(
              """
              INSERT INTO report (user_id, target_kind, target_id, target_owner, target_account,
                report_id, reason, words, create_micros)
              VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
              """,
              reporter,
              report.target().kind().getNumber(),
              report.target().thing().id(),
              report.target().thing().owner(),
              report.target().account(),
              report.ref().id(),
              report.reason().getNumber(),
              report.words(),
              report.createMicros());
          if (!requestId.isEmpty()) {
            requests.remember(handle, reporter, requestId, fingerprint, report.ref().id());
          }
          outbox.append(handle, reporter, report.news());
        });
  }

  /** When the account made the first of as many as it may make tells when it may again. */
  private void requireFew(Handle handle, long reporter, long nowMicros) {
    handle
        .createQuery(
            """
            SELECT create_micros FROM report FORCE INDEX (report_by_time)
            WHERE user_id = ? AND create_micros > ?
            ORDER BY create_micros DESC LIMIT 1 OFFSET ?
            """)
        .bind(0, reporter)
        .bind(1, nowMicros - DAY_MICROS)
        .bind(2, perDay - 1)
        .mapTo(Long.class)
        .findOne()
        .ifPresent(
            first -> {
              long delay = first + DAY_MICROS - nowMicros;
              throw new TooManyReportsException(Duration.ofNanos(delay * 1_000));
            });
  }
}
