package tintype.media;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import tintype.media.SlotCounter.Slot;
import tintype.platform.rpc.IdText.Owned;

/** By how much many slots of one counter move in a transaction, in the one order of all. */
final class SlotMoves {
  /** The primary key of a slot. */
  public record Key(long owner, long id, int slot) {}

  private final SlotCounter counter;
  private final SortedMap<Slot, Integer> moves = new TreeMap<>();

  SlotMoves(SlotCounter counter) {
    this.counter = counter;
  }

  void add(Slot slot, int by) {
    moves.merge(slot, by, Integer::sum);
  }

  /** Locks those that are there until the transaction ends, also those that do not move. */
  void lock(Handle handle) {
    List<Key> keys =
        moves.keySet().stream()
            .map(slot -> new Key(slot.of().owner(), slot.of().id(), slot.number()))
            .toList();
    handle
        .createQuery(
            "SELECT slot FROM %1$s FORCE INDEX (PRIMARY)".formatted(counter.table())
                + " WHERE (user_id, %s, slot) IN (<keys>) FOR UPDATE".formatted(counter.id()))
        .bindMethodsList("keys", keys, List.of("owner", "id", "slot"))
        .mapTo(Integer.class)
        .list();
  }

  /** Moves slots that are locked; one that goes up and is not there is made. */
  void put(Handle handle) {
    PreparedBatch up = handle.prepareBatch(counter.up());
    PreparedBatch down = handle.prepareBatch(counter.down());
    moves.forEach(
        (slot, by) -> {
          if (by > 0) {
            up.add(slot.of().owner(), slot.of().id(), slot.number(), by);
          } else if (by < 0) {
            down.add(-by, slot.of().owner(), slot.of().id(), slot.number());
          }
        });
    for (PreparedBatch batch : List.of(up, down)) {
      if (batch.size() > 0) {
        batch.execute();
      }
    }
  }

  /** The things of which a slot moves. */
  Set<Owned> moved() {
    Set<Owned> moved = new HashSet<>();
    for (Map.Entry<Slot, Integer> move : moves.entrySet()) {
      if (move.getValue() != 0) {
        moved.add(move.getKey().of());
      }
    }
    return moved;
  }
}
