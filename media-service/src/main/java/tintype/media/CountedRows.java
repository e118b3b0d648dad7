package tintype.media;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import tintype.platform.rpc.IdText.Owned;

/**
 * Likes, saves and shares, which count for one thing each. The names go into statements: only words
 * of the code.
 *
 * @param counter of the things
 * @param table of the rows, by {@code user_id}, the counter's column of the thing, and a key
 * @param key the last column of that table's primary key
 * @param index of those of an account by their turns
 * @param there whether a row stands for something at all; 1 for always
 * @param slotsFirst whether slots are locked before rows, as those who add and take them do
 * @param cached whether the number is kept in memory
 */
record CountedRows(
    SlotCounter counter,
    String table,
    String key,
    String index,
    String there,
    boolean slotsFirst,
    boolean cached)
    implements HiddenRows {
  static final CountedRows POST_LIKES =
      new CountedRows(
          SlotCounter.POST_LIKES, "post_like", "account_id", "like_by_account", "1", true, true);

  /** Who marks one need not hold the comment, as who likes must: it adds none. */
  static final CountedRows COMMENT_LIKES =
      new CountedRows(
          SlotCounter.COMMENT_LIKES,
          "comment_like",
          "account_id",
          "comment_like_by_account",
          "1",
          true,
          false);

  static final CountedRows SHARES =
      new CountedRows(
          SlotCounter.POST_SHARES, "post_share", "share_id", "share_by_account", "1", true, true);

  static final CountedRows SAVES =
      new CountedRows(
          SlotCounter.POST_SAVES,
          "post_save",
          "account_id",
          "save_by_account",
          "saved",
          false,
          false);

  /** The primary key of a row. */
  public record Key(long owner, long id, long key) {
    static Key of(HiddenMark mark) {
      return new Key(mark.thing().owner(), mark.thing().id(), mark.key());
    }
  }

  /** What a row says now. */
  private record Known(int turn, boolean there) {}

  @Override
  public List<HiddenMark> behind(Handle handle, long account, int turn, int limit) {
    return handle
        .createQuery(
            "SELECT user_id, %s, %s FROM %s FORCE INDEX (%s)"
                    .formatted(counter.id(), key, table, index)
                + " WHERE account_id = ? AND hidden_turn < ? LIMIT ?")
        .bind(0, account)
        .bind(1, turn)
        .bind(2, limit)
        .map(
            (row, context) ->
                new HiddenMark(
                    new Owned(row.getLong(2), row.getLong(1)), row.getLong(3), account, 0, turn))
        .list();
  }

  @Override
  public Set<Owned> put(Handle handle, List<HiddenMark> marks) {
    SlotMoves slots = new SlotMoves(counter);
    marks.forEach(mark -> slots.add(slot(mark), 0));
    if (slotsFirst) {
      slots.lock(handle);
    }
    Map<Key, Known> known = lock(handle, marks);
    PreparedBatch rows =
        handle.prepareBatch(
            "UPDATE %s SET hidden_turn = ? WHERE user_id = ? AND %s = ? AND %s = ?"
                .formatted(table, counter.id(), key));
    for (HiddenMark mark : marks) {
      Known now = known.get(Key.of(mark));
      if (now != null && now.turn() < mark.turn()) {
        rows.add(mark.turn(), mark.thing().owner(), mark.thing().id(), mark.key());
        slots.add(slot(mark), now.there() ? HiddenTurn.step(now.turn(), mark.turn()) : 0);
      }
    }
    if (rows.size() > 0) {
      rows.execute();
      if (!slotsFirst) {
        slots.lock(handle);
      }
      slots.put(handle);
    }
    return cached ? slots.moved() : Set.of();
  }

  private SlotCounter.Slot slot(HiddenMark mark) {
    return counter.slot(mark.thing(), mark.account());
  }

  private Map<Key, Known> lock(Handle handle, List<HiddenMark> marks) {
    Map<Key, Known> known = new HashMap<>();
    handle
        .createQuery(
            "SELECT user_id, %1$s, %2$s, hidden_turn, %3$s FROM %4$s FORCE INDEX (PRIMARY)"
                    .formatted(counter.id(), key, there, table)
                + " WHERE (user_id, %s, %s) IN (<keys>) FOR UPDATE".formatted(counter.id(), key))
        .bindMethodsList(
            "keys", marks.stream().map(Key::of).toList(), List.of("owner", "id", "key"))
        .map(
            (row, context) ->
                Map.entry(
                    new Key(row.getLong(1), row.getLong(2), row.getLong(3)),
                    new Known(row.getInt(4), row.getInt(5) != 0)))
        .forEach(row -> known.put(row.getKey(), row.getValue()));
    return known;
  }
}
