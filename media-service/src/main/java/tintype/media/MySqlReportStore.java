package tintype.media;

import jakarta.inject.Inject;
import java.util.Optional;
import tintype.platform.sql.Database;
import tintype.platform.sql.Outbox;
import tintype.platform.sql.RequestIds;

/** {@link ReportStore} in MySQL. */
final class MySqlReportStore implements ReportStore {
  private final Database database;
  private final RequestIds requests;
  private final Outbox outbox;

  @Inject
  MySqlReportStore(Database database, RequestIds requests, Outbox outbox) {
    this.database = database;
    this.requests = requests;
    this.outbox = outbox;
  }

  @Override
  public Optional<ReportRow> find(long reporter, Reported target) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT user_id, target_kind, target_id, target_owner, report_id, reason, words,
                           create_micros
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
  public Optional<Long> nthNewest(long reporter, int n, long sinceMicros) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT create_micros FROM report FORCE INDEX (report_by_time)
                    WHERE user_id = ? AND create_micros > ?
                    ORDER BY create_micros DESC LIMIT 1 OFFSET ?
                    """)
                .bind(0, reporter)
                .bind(1, sinceMicros)
                .bind(2, n - 1)
                .mapTo(Long.class)
                .findOne());
  }

  @Override
  public void add(ReportRow report, String requestId, byte[] fingerprint) {
    long reporter = report.ref().owner();
    database.execute(
        handle -> {
          handle.execute(
              """
              INSERT INTO report (user_id, target_kind, target_id, target_owner, report_id, reason,
                words, create_micros)
              VALUES (?, ?, ?, ?, ?, ?, ?, ?)
              """,
              reporter,
              report.target().kind().getNumber(),
              report.target().thing().id(),
              report.target().thing().owner(),
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
}
