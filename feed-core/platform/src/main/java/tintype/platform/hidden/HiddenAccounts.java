package tintype.platform.hidden;

import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import tintype.platform.sql.Database;

/**
 * Who is hidden from all others, or was: table {@code hidden_account}, each row in the shard of its
 * account; and how far those who have to do with it have been told.
 */
public final class HiddenAccounts {
  /**
   * An account whose others are to be told of its state.
   *
   * @param told how far they have been, as {@link HiddenStep} says
   * @param turnMicros when that was; 0 where it begins anew
   */
  public record Telling(long account, HiddenState state, long told, long turnMicros) {}

  /** Rows that one statement names. */
  private static final int MAX_ROWS = 1_000;

  private static final String DUE =
      """
      SELECT user_id, is_hidden, hidden_version, told_id, turn_micros
      FROM hidden_account FORCE INDEX (hidden_account_by_turn)
      WHERE telling = 1
      ORDER BY turn_micros
      LIMIT ?
      """;

  private static final String ALL =
      """
      SELECT user_id FROM hidden_account
      WHERE user_id > ? AND is_hidden >= ?
      ORDER BY user_id
      LIMIT ?
      """;

  private final Database database;
  private final Clock clock;

  @Inject
  HiddenAccounts(Database database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  /**
   * Takes note of accounts that came out to be hidden or not, as the log's last words say. Where
   * that is another state than is known it gets the next version, and telling begins anew.
   *
   * @param news the greatest id of the events that said so
   */
  public void note(Map<Long, Boolean> hidden, long news) {
    note(hidden, news, Long.MAX_VALUE);
  }

  /**
   * The same of a copy, but for accounts of which there were news after it.
   *
   * @param copied an id that is less than those of all news that the copy may lack
   */
  public void noteCopy(Map<Long, Boolean> hidden, long copied) {
    note(hidden, copied, copied);
  }

  private void note(Map<Long, Boolean> hidden, long news, long before) {
    Map<Long, HiddenState> known = hidden(hidden.keySet());
    hidden.forEach(
        (account, isHidden) -> {
          if (isHidden != known.containsKey(account)) {
            database.execute(handle -> change(handle, account, isHidden, news, before));
          }
        });
  }

  private void change(Handle handle, long account, boolean hidden, long news, long before) {
    long now = now();
    int changed =
        handle.execute(
            """
            UPDATE hidden_account
            SET is_hidden = ?, hidden_version = hidden_version + 1, telling = 1, told_id = 0,
              turn_micros = ?, news_id = GREATEST(news_id, ?)
            WHERE user_id = ? AND is_hidden <> ? AND news_id < ?
            """,
            hidden ? 1 : 0,
            now,
            news,
            account,
            hidden ? 1 : 0,
            before);
    if (changed == 0 && hidden) {
      handle.execute(
          """
          INSERT INTO hidden_account
            (user_id, is_hidden, hidden_version, telling, told_id, turn_micros, news_id)
          VALUES (?, 1, 1, 1, 0, ?, ?)
          ON DUPLICATE KEY UPDATE telling = telling
          """,
          account,
          now,
          news);
    }
  }

  /** The states of those of the accounts that are hidden. */
  public Map<Long, HiddenState> hidden(Collection<Long> accounts) {
    return onlyHidden(known(accounts));
  }

  /** The same on a connection that somebody has. */
  public static Map<Long, HiddenState> hidden(Handle handle, Collection<Long> accounts) {
    return onlyHidden(known(handle, accounts));
  }

  private static Map<Long, HiddenState> onlyHidden(Map<Long, HiddenState> known) {
    known.values().removeIf(state -> !state.hidden());
    return known;
  }

  /** The states of those of the accounts that are hidden or ever were. */
  public Map<Long, HiddenState> known(Collection<Long> accounts) {
    return accounts.isEmpty() ? new HashMap<>() : database.read(handle -> known(handle, accounts));
  }

  private static Map<Long, HiddenState> known(Handle handle, Collection<Long> accounts) {
    Map<Long, HiddenState> known = new HashMap<>();
    List<Long> all = accounts.stream().distinct().toList();
    for (int from = 0; from < all.size(); from += MAX_ROWS) {
      addKnown(handle, all.subList(from, Math.min(all.size(), from + MAX_ROWS)), known);
    }
    return known;
  }

  /** Ids are in the text: with placeholders each number of them would be a statement of its own. */
  private static void addKnown(Handle handle, List<Long> accounts, Map<Long, HiddenState> known) {
    String sql =
        "SELECT user_id, is_hidden, hidden_version FROM hidden_account FORCE INDEX (PRIMARY)"
            + " WHERE user_id IN "
            + accounts.stream().map(String::valueOf).collect(Collectors.joining(",", "(", ")"));
    try (Statement statement = handle.getConnection().createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        known.put(rows.getLong(1), new HiddenState(rows.getInt(2) != 0, rows.getLong(3)));
      }
    } catch (SQLException e) {
      throw new UnableToExecuteStatementException(e, null);
    }
  }

  /** Names all that are hidden. */
  public void forEach(LongConsumer account) {
    forEach(true, account);
  }

  /**
   * Has all that follows from those that are hidden, or ever were, told once more from the start.
   * For whoever tells of new rows by a log and begins anew at its end: of rows before that nobody
   * else would.
   */
  public void tellAgain() {
    forEach(
        false,
        account ->
            database.execute(
                handle ->
                    handle.execute(
                        """
                        UPDATE hidden_account SET telling = 1, told_id = 0, turn_micros = 0
                        WHERE user_id = ?
                        """,
                        account)));
  }

  private void forEach(boolean onlyHidden, LongConsumer account) {
    long last = 0;
    List<Long> page;
    do {
      long after = last;
      page =
          database.read(
              handle ->
                  handle.select(ALL, after, onlyHidden ? 1 : 0, MAX_ROWS).mapTo(Long.class).list());
      for (long id : page) {
        account.accept(id);
        last = id;
      }
    } while (page.size() == MAX_ROWS);
  }

  /** Whose others are to be told, those first who waited longest. */
  public List<Telling> due(int limit) {
    return database.read(
        handle ->
            handle
                .select(DUE, limit)
                .map(
                    (row, context) ->
                        new Telling(
                            row.getLong(1),
                            new HiddenState(row.getInt(2) != 0, row.getLong(3)),
                            row.getLong(4),
                            row.getLong(5)))
                .list());
  }

  /**
   * Remembers how far the others have been told; nothing where the state is another one by now, or
   * somebody else has told more or begun anew.
   *
   * @param all whether all have been
   */
  public void told(Telling telling, long last, boolean all) {
    database.execute(
        handle ->
            handle.execute(
                """
                UPDATE hidden_account SET told_id = ?, telling = ?, turn_micros = ?
                WHERE user_id = ? AND hidden_version = ? AND turn_micros = ?
                """,
                last,
                all ? 0 : 1,
                now(),
                telling.account(),
                telling.state().version(),
                telling.turnMicros()));
  }

  private long now() {
    return ChronoUnit.MICROS.between(Instant.EPOCH, clock.instant());
  }
}
