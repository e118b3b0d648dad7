package tintype.platform.sql;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import tintype.rpc.v1.CounterDrift;

/**
 * A number that is kept of accounts, and the rows that it counts, to be compared beside running
 * traffic. Whoever moves the number does so in the transaction of the row. So who holds the
 * number's lock sees of every other transaction both or neither, at READ COMMITTED too: nobody who
 * moves the number commits between two looks under its lock.
 *
 * <p>The names go into statements: only words of the code.
 *
 * @param name of the number, such as {@code following}
 * @param table of the number, by {@code user_id}
 * @param column of the number
 * @param rows the table of the rows, by {@code user_id}
 * @param condition which of them count
 */
public record AccountCounter(
    String name, String table, String column, String rows, String condition) {

  /**
   * Mends the numbers of accounts.
   *
   * @param accounts 1,000 at most
   * @return those that were wrong, in the order of the accounts
   */
  public List<CounterDrift> mend(Database database, Collection<Long> accounts) {
    Map<Long, Long> kept = database.read(handle -> kept(handle, accounts));
    Map<Long, Long> counted = database.read(handle -> counted(handle, accounts));
    List<CounterDrift> drifts = new ArrayList<>();
    for (long account : accounts) {
      if (!numberOf(kept, account).equals(numberOf(counted, account))) {
        database
            .<Optional<CounterDrift>, RuntimeException>transact(handle -> mend(handle, account))
            .ifPresent(drifts::add);
      }
    }
    return drifts;
  }

  private Optional<CounterDrift> mend(Handle handle, long account) {
    lock(handle, account);
    List<Long> one = List.of(account);
    long was = numberOf(kept(handle, one), account);
    long is = numberOf(counted(handle, one), account);
    if (was == is) {
      return Optional.empty();
    }
    handle.execute("UPDATE %s SET %s = ? WHERE user_id = ?".formatted(table, column), is, account);
    return Optional.of(
        CounterDrift.newBuilder()
            .setAccountId(account)
            .setCounter(name)
            .setCounted(was)
            .setRows(is)
            .build());
  }

  private void lock(Handle handle, long account) {
    handle.execute(
        "INSERT INTO %1$s (user_id, %2$s) VALUES (?, 0) ON DUPLICATE KEY UPDATE %2$s = %2$s"
            .formatted(table, column),
        account);
  }

  private Map<Long, Long> kept(Handle handle, Collection<Long> accounts) {
    return numbers(
        handle,
        accounts,
        "SELECT user_id, %s FROM %s WHERE user_id IN (<accounts>)".formatted(column, table));
  }

  private Map<Long, Long> counted(Handle handle, Collection<Long> accounts) {
    return numbers(
        handle,
        accounts,
        "SELECT user_id, COUNT(*) FROM %s WHERE user_id IN (<accounts>) AND %s GROUP BY user_id"
            .formatted(rows, condition));
  }

  private static Map<Long, Long> numbers(Handle handle, Collection<Long> accounts, String sql) {
    Map<Long, Long> numbers = new HashMap<>();
    handle
        .createQuery(sql)
        .bindList("accounts", List.copyOf(accounts))
        .map((row, context) -> Map.entry(row.getLong(1), row.getLong(2)))
        .forEach(number -> numbers.put(number.getKey(), number.getValue()));
    return numbers;
  }

  private static Long numberOf(Map<Long, Long> numbers, long account) {
    return numbers.getOrDefault(account, 0L);
  }
}
