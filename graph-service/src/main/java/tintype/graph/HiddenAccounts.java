package tintype.graph;

import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import org.jdbi.v3.core.Handle;
import tintype.platform.sql.Database;

/**
 * Who is hidden from all others, or was: table {@code hidden_account}, each row in the shard of its
 * account; and how far those with whom it has rows have been told.
 */
final class HiddenAccounts {
  /**
   * An account whose others are to be told of its state.
   *
   * @param told the others up to this one have been
   */
  record Telling(long account, HiddenState state, long told) {}

  private static final String DUE =
      """
      SELECT user_id, is_hidden, hidden_version, told_id
      FROM hidden_account FORCE INDEX (hidden_account_by_turn)
      WHERE telling = 1
      ORDER BY turn_micros
      LIMIT ?
      """;

  private static final String ALL =
      """
      SELECT user_id FROM hidden_account
      WHERE user_id > ? AND is_hidden = 1
      ORDER BY user_id
      LIMIT ?
      """;

  private static final String OTHERS =
      """
      SELECT other_id FROM relation FORCE INDEX (PRIMARY)
      WHERE user_id = ? AND other_id > ?
      ORDER BY other_id
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
  void note(Map<Long, Boolean> hidden, long news) {
    note(hidden, news, Long.MAX_VALUE);
  }

  /**
   * The same of a copy, but for accounts of which there were news after it.
   *
   * @param copied an id that is less than those of all news that the copy may lack
   */
  void noteCopy(Map<Long, Boolean> hidden, long copied) {
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
    long now = Micros.now(clock);
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
  Map<Long, HiddenState> hidden(Collection<Long> accounts) {
    Map<Long, HiddenState> hidden = new HashMap<>();
    List<Long> all = List.copyOf(accounts);
    for (int from = 0; from < all.size(); from += BulkSql.MAX_ROWS) {
      List<Long> part = all.subList(from, Math.min(all.size(), from + BulkSql.MAX_ROWS));
      String sql =
          "SELECT user_id, hidden_version FROM hidden_account FORCE INDEX (PRIMARY)"
              + " WHERE is_hidden = 1 AND user_id IN "
              + BulkSql.list(part);
      Map<Long, HiddenState> states = database.read(handle -> states(handle, sql));
      hidden.putAll(states);
    }
    return hidden;
  }

  private static Map<Long, HiddenState> states(Handle handle, String sql) {
    Map<Long, HiddenState> states = new HashMap<>();
    BulkSql.query(
        handle, sql, row -> states.put(row.getLong(1), new HiddenState(true, row.getLong(2))));
    return states;
  }

  /** Names all that are hidden. */
  void forEach(LongConsumer account) {
    long last = 0;
    List<Long> page;
    do {
      long after = last;
      page =
          database.read(
              handle -> handle.select(ALL, after, BulkSql.MAX_ROWS).mapTo(Long.class).list());
      for (long id : page) {
        account.accept(id);
        last = id;
      }
    } while (page.size() == BulkSql.MAX_ROWS);
  }

  /** Whose others are to be told, those first who waited longest. */
  List<Telling> due(int limit) {
    return database.read(
        handle ->
            handle
                .select(DUE, limit)
                .map(
                    (row, context) ->
                        new Telling(
                            row.getLong(1),
                            new HiddenState(row.getInt(2) != 0, row.getLong(3)),
                            row.getLong(4)))
                .list());
  }

  /** With whom an account has rows, in the order of their ids, after one of them. */
  List<Long> others(long account, long after, int limit) {
    return database.read(
        handle -> handle.select(OTHERS, account, after, limit).mapTo(Long.class).list());
  }

  /**
   * Remembers how far the others have been told; nothing where the state is another one by now.
   *
   * @param all whether all have been
   */
  void told(Telling telling, long last, boolean all) {
    database.execute(
        handle ->
            handle.execute(
                """
                UPDATE hidden_account SET told_id = ?, telling = ?, turn_micros = ?
                WHERE user_id = ? AND hidden_version = ?
                """,
                last,
                all ? 0 : 1,
                Micros.now(clock),
                telling.account(),
                telling.state().version()));
  }
}
