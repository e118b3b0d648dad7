package tintype.graph;

import java.util.List;
import org.jdbi.v3.core.Handle;

/**
 * Rows of table {@code listed}: who is on which list of an account, and since when. They are
 * written in the transaction of the relation that they follow from, under its row's lock.
 */
final class ListedRows {
  /** The first bound on time repeats what the second implies: row values alone bound no range. */
  static final String PAGE =
      """
      SELECT micros, other_id
      FROM listed FORCE INDEX (listed_by_time)
      WHERE user_id = ? AND list = ? AND micros <= ? AND (micros, other_id) < (?, ?)
      ORDER BY micros DESC, other_id DESC
      LIMIT ?
      """;

  /** As PAGE: the first bound is what bounds the range. */
  private static final String OF_ALL =
      """
      SELECT user_id, other_id
      FROM listed FORCE INDEX (PRIMARY)
      WHERE user_id >= ? AND list = ? AND (user_id, other_id) > (?, ?)
      ORDER BY user_id, other_id
      LIMIT ?
      """;

  private ListedRows() {}

  /** Those of a list strictly after a place, newest first; also mutes that have ended. */
  static List<Listed> page(Handle handle, OwnList list, long user, Listed after, int limit) {
    return handle
        .createQuery(PAGE)
        .bind(0, user)
        .bind(1, list.code())
        .bind(2, after.micros())
        .bind(3, after.micros())
        .bind(4, after.accountId())
        .bind(5, limit)
        .map((row, context) -> new Listed(row.getLong(1), row.getLong(2)))
        .list();
  }

  /** Who is on such a list of anybody: strictly after a place, in the order of the keys. */
  static List<RelationKey> ofAll(Handle handle, OwnList list, RelationKey after, int limit) {
    return handle
        .createQuery(OF_ALL)
        .bind(0, after.user())
        .bind(1, list.code())
        .bind(2, after.user())
        .bind(3, after.other())
        .bind(4, limit)
        .map((row, context) -> new RelationKey(row.getLong(1), row.getLong(2)))
        .list();
  }

  /**
   * Puts the other of a changed relation on the lists that it came to, and takes it off those that
   * it left. A mute that begins again after it has ended is a new one.
   */
  static void follow(Handle handle, RelationRows.Change change, long nowMicros) {
    RelationKey key = change.after().key();
    OwnFacts before = change.before().own();
    OwnFacts after = change.after().own();
    for (OwnList list : OwnList.values()) {
      if (list.has(after, nowMicros) && !list.has(before, nowMicros)) {
        put(handle, list, key, nowMicros);
      } else if (list.has(before, 0) && !list.has(after, 0)) {
        remove(handle, list, key);
      }
    }
  }

  private static void put(Handle handle, OwnList list, RelationKey key, long micros) {
    BulkSql.update(
        handle,
        "INSERT INTO listed (user_id, list, other_id, micros) VALUES (%d, %d, %d, %d)"
                .formatted(key.user(), list.code(), key.other(), micros)
            + " ON DUPLICATE KEY UPDATE micros = VALUES(micros)");
  }

  private static void remove(Handle handle, OwnList list, RelationKey key) {
    BulkSql.update(
        handle,
        "DELETE FROM listed WHERE user_id = %d AND list = %d AND other_id = %d"
            .formatted(key.user(), list.code(), key.other()));
  }
}
