package tintype.media;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import tintype.media.PostSaveStore.Key;
import tintype.media.PostSaveStore.Save;
import tintype.media.SlotCounter.Slot;

/**
 * Rows of table {@code post_save} and their counts, within a transaction: {@link #MAX} saves at
 * most. Rows are locked in the order of their keys and before any count, so that two transactions
 * never wait for each other in a ring.
 */
final class PostSaveRows {
  /** The optimizer's work grows with the square of a list of keys. */
  static final int MAX = 100;

  /** A row that is not there is made first, since only what is there can be locked. */
  private static final String LOCK =
      """
      INSERT INTO post_save (user_id, post_id, account_id, saved, version) VALUES (?, ?, ?, 0, 0)
      ON DUPLICATE KEY UPDATE version = version
      """;

  private static final String CHANGE =
      """
      UPDATE post_save SET saved = ?, version = ?
      WHERE user_id = ? AND post_id = ? AND account_id = ?
      """;

  /** What a row says now; it counts where who saves is not hidden. */
  private record Known(boolean saved, long version, boolean counts) {
    /** By how much the count moves where it is saved, or is no more. */
    int step(boolean now) {
      return counts ? (now ? 1 : 0) - (saved ? 1 : 0) : 0;
    }
  }

  private PostSaveRows() {}

  /**
   * Takes what is news to the rows.
   *
   * @param saves of one shard, one a key, in the order of their keys
   */
  static void apply(Handle handle, Collection<Save> saves) {
    Map<Key, Known> known = lock(handle, saves);
    List<Save> news =
        saves.stream().filter(save -> save.version() > known.get(save.key()).version()).toList();
    change(handle, news);
    count(handle, news, known);
  }

  private static Map<Key, Known> lock(Handle handle, Collection<Save> saves) {
    List<Key> keys = saves.stream().map(Save::key).toList();
    PreparedBatch rows = handle.prepareBatch(LOCK);
    keys.forEach(key -> rows.add(key.owner(), key.id(), key.account()));
    rows.execute();
    Map<Key, Known> known = new HashMap<>();
    handle
        .createQuery(
            """
            SELECT user_id, post_id, account_id, saved, version, hidden_turn FROM post_save
            WHERE (user_id, post_id, account_id) IN (<keys>) FOR UPDATE
            """)
        .bindMethodsList("keys", keys, List.of("owner", "id", "account"))
        .map(
            (row, context) ->
                Map.entry(
                    new Key(row.getLong(1), row.getLong(2), row.getLong(3)),
                    new Known(
                        row.getInt(4) != 0, row.getLong(5), HiddenTurn.counts(row.getInt(6)))))
        .forEach(row -> known.put(row.getKey(), row.getValue()));
    return known;
  }

  private static void change(Handle handle, List<Save> news) {
    if (news.isEmpty()) {
      return;
    }
    PreparedBatch rows = handle.prepareBatch(CHANGE);
    for (Save save : news) {
      Key key = save.key();
      rows.add(save.saved() ? 1 : 0, save.version(), key.owner(), key.id(), key.account());
    }
    rows.execute();
  }

  private static void count(Handle handle, List<Save> news, Map<Key, Known> known) {
    SortedMap<Slot, Integer> deltas = new TreeMap<>();
    for (Save save : news) {
      Slot slot = SlotCounter.POST_SAVES.slot(save.post(), save.account());
      deltas.merge(slot, known.get(save.key()).step(save.saved()), Integer::sum);
    }
    deltas.forEach((slot, delta) -> slot.move(handle, delta));
  }

  /** One a key, the newest, in the order of the keys. */
  static List<Save> newest(Collection<Save> saves) {
    SortedMap<Key, Save> newest = new TreeMap<>();
    for (Save save : saves) {
      newest.merge(save.key(), save, (a, b) -> a.version() >= b.version() ? a : b);
    }
    return new ArrayList<>(newest.values());
  }
}
