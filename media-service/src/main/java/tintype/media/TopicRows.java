package tintype.media;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import tintype.media.TopicEntry.Label;

/**
 * Rows of a {@link TopicTable} and their counts, within a transaction. The topics' rows are locked
 * first and in order: so what two writers do to one topic comes one by one, and none waits for
 * another in a ring.
 */
final class TopicRows {
  /** The key of a row. */
  public record Key(long topic, long post) {
    static Key of(TopicEntry entry) {
      return new Key(entry.topic().id(), entry.post().id());
    }
  }

  private record Known(boolean listed, long version) {
    static final Known NOTHING = new Known(false, 0);
  }

  private final Handle handle;
  private final TopicTable table;

  TopicRows(Handle handle, TopicTable table) {
    this.handle = handle;
    this.table = table;
  }

  /**
   * Takes what is news to the rows.
   *
   * @param entries of one shard, one a key, in {@link TopicEntry#ORDER}; 100 at most, for the
   *     optimizer's work grows with the square of a list of keys
   */
  void apply(List<TopicEntry> entries) {
    lock(entries);
    Map<Key, Known> known = known(entries);
    List<TopicEntry> news = new ArrayList<>();
    SortedMap<Long, Integer> deltas = new TreeMap<>();
    for (TopicEntry entry : entries) {
      Known before = known.getOrDefault(Key.of(entry), Known.NOTHING);
      if (entry.version() > before.version()) {
        news.add(entry);
        int delta = (entry.listed() ? 1 : 0) - (before.listed() ? 1 : 0);
        deltas.merge(entry.topic().id(), delta, Integer::sum);
      }
    }
    put(news);
    deltas.forEach(
        (topic, delta) -> {
          if (delta != 0) {
            table.count(handle, topic, delta);
          }
        });
  }

  private void lock(List<TopicEntry> entries) {
    SortedMap<Long, Label> labels = new TreeMap<>();
    for (TopicEntry entry : entries) {
      labels.merge(
          entry.topic().id(),
          entry.label().orElse(Label.NONE),
          (one, other) -> one.name().isEmpty() ? other : one);
    }
    PreparedBatch locks = handle.prepareBatch(table.lock());
    labels.forEach(
        (topic, label) -> {
          table.addTo(locks, topic, label);
        });
    locks.execute();
  }

  private Map<Key, Known> known(List<TopicEntry> entries) {
    Map<Key, Known> known = new HashMap<>();
    handle
        .createQuery(table.known())
        .bindMethodsList("keys", entries.stream().map(Key::of).toList(), List.of("topic", "post"))
        .map(
            (row, context) ->
                Map.entry(
                    new Key(row.getLong("topic_id"), row.getLong("post_id")),
                    new Known(row.getBoolean("listed"), row.getLong("version"))))
        .forEach(row -> known.put(row.getKey(), row.getValue()));
    return known;
  }

  private void put(List<TopicEntry> news) {
    if (news.isEmpty()) {
      return;
    }
    PreparedBatch rows = handle.prepareBatch(table.put());
    for (TopicEntry entry : news) {
      rows.add(
          entry.topic().id(),
          entry.post().id(),
          entry.post().owner(),
          entry.listed() ? 1 : 0,
          entry.version());
    }
    rows.execute();
  }
}
