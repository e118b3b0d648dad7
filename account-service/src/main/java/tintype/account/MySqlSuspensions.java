package tintype.account;

import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import tintype.platform.sql.Database;

/** {@link SuspensionStore} in keyspace account. */
final class MySqlSuspensions implements SuspensionStore {
  private final Database database;

  @Inject
  MySqlSuspensions(Database database) {
    this.database = database;
  }

  @Override
  public Map<Long, Suspension> findAll(Collection<Long> accountIds) {
    Map<Long, Suspension> found = new HashMap<>();
    if (accountIds.isEmpty()) {
      return found;
    }
    return database.read(
        handle -> {
          handle
              .createQuery(
                  """
                  SELECT user_id, reason, start_micros, end_micros FROM suspension
                  WHERE user_id IN (<ids>)
                  """)
              .bindList("ids", List.copyOf(accountIds))
              .map((row, context) -> Map.entry(row.getLong("user_id"), suspension(row)))
              .forEach(entry -> found.put(entry.getKey(), entry.getValue()));
          return found;
        });
  }

  @Override
  public List<Over> over(Over after, long nowMicros, int limit) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT end_micros, user_id FROM suspension FORCE INDEX (suspension_by_end)
                    WHERE end_micros >= :end AND end_micros <= :now
                      AND (end_micros, user_id) > (:end, :account)
                    ORDER BY end_micros, user_id LIMIT :limit
                    """)
                .bind("now", nowMicros)
                .bind("end", after.endMicros())
                .bind("account", after.accountId())
                .bind("limit", limit)
                .map((row, context) -> new Over(row.getLong(1), row.getLong(2)))
                .list());
  }

  static Suspension suspension(ResultSet row) throws SQLException {
    long end = row.getLong("end_micros");
    OptionalLong endMicros = row.wasNull() ? OptionalLong.empty() : OptionalLong.of(end);
    return new Suspension(row.getString("reason"), row.getLong("start_micros"), endMicros);
  }
}
