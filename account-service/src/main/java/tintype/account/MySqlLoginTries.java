package tintype.account;

import jakarta.inject.Inject;
import java.util.List;
import org.jdbi.v3.core.Handle;
import tintype.platform.sql.Database;

/** {@link LoginTries} in keyspace account. */
final class MySqlLoginTries implements LoginTries {
  private record Count(int failures, long lastMicros) {
    static final Count NONE = new Count(0, 0);
  }

  private final Database database;
  private final LoginPolicy policy;

  @Inject
  MySqlLoginTries(Database database, LoginPolicy policy) {
    this.database = database;
    this.policy = policy;
  }

  @Override
  public LoginPolicy.Admission begin(Lane lane, long nowMicros) {
    return database.transact(
        handle -> {
          // Without a row the first tries do not see each other, but the upsert counts them all.
          Count count = lock(handle, lane);
          var admission = policy.admit(count.failures(), count.lastMicros(), nowMicros);
          if (admission.verdict() != LoginPolicy.Verdict.REFUSED) {
            int base = policy.remembered(count.failures(), count.lastMicros(), nowMicros);
            addFailure(handle, lane, base == 0 && count.failures() > 0, nowMicros);
          }
          return admission;
        });
  }

  @Override
  public void forget(Lane lane) {
    database.execute(
        handle ->
            handle.execute(
                "DELETE FROM login_try WHERE user_id = ? AND familiar = ?",
                lane.accountId(),
                lane.familiar()));
  }

  @Override
  public List<Lane> older(long micros, int limit) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT user_id, familiar FROM login_try
                    WHERE last_micros < ? ORDER BY last_micros LIMIT ?
                    """)
                .bind(0, micros)
                .bind(1, limit)
                .map((row, context) -> new Lane(row.getLong(1), row.getBoolean(2)))
                .list());
  }

  @Override
  public void deleteOlder(Lane lane, long micros) {
    database.execute(handle -> deleteOlder(handle, lane, micros));
  }

  private static void deleteOlder(Handle handle, Lane lane, long micros) {
    handle.execute(
        "DELETE FROM login_try WHERE user_id = ? AND familiar = ? AND last_micros < ?",
        lane.accountId(),
        lane.familiar(),
        micros);
  }

  private static Count lock(Handle handle, Lane lane) {
    return handle
        .createQuery(
            """
            SELECT failures, last_micros FROM login_try
            WHERE user_id = ? AND familiar = ? FOR UPDATE
            """)
        .bind(0, lane.accountId())
        .bind(1, lane.familiar())
        .map((row, context) -> new Count(row.getInt(1), row.getLong(2)))
        .findOne()
        .orElse(Count.NONE);
  }

  private static void addFailure(Handle handle, Lane lane, boolean afresh, long nowMicros) {
    if (afresh) {
      deleteOlder(handle, lane, Long.MAX_VALUE);
    }
    handle.execute(
        """
        INSERT INTO login_try (user_id, familiar, failures, last_micros) VALUES (?, ?, 1, ?)
        ON DUPLICATE KEY UPDATE failures = failures + 1, last_micros = VALUES(last_micros)
        """,
        lane.accountId(),
        lane.familiar(),
        nowMicros);
  }
}
