package tintype.platform.sql;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;

/** Cuts work into transactions: items of one shard together, up to a weight. */
final class Batches {
  private Batches() {}

  /**
   * Batches of items that keep their order.
   *
   * @param maxWeight of a batch; a single item may weigh more
   */
  static <T> List<List<T>> of(
      Collection<T> items, ToLongFunction<T> shard, ToIntFunction<T> weight, int maxWeight) {
    Map<Long, List<T>> shards = new LinkedHashMap<>();
    for (T item : items) {
      shards.computeIfAbsent(shard.applyAsLong(item), key -> new ArrayList<>()).add(item);
    }
    List<List<T>> batches = new ArrayList<>();
    shards.values().forEach(group -> cut(group, weight, maxWeight, batches));
    return batches;
  }

  private static <T> void cut(
      List<T> group, ToIntFunction<T> weight, int maxWeight, List<List<T>> batches) {
    int from = 0;
    int sum = 0;
    for (int i = 0; i < group.size(); i++) {
      int next = weight.applyAsInt(group.get(i));
      if (i > from && sum + next > maxWeight) {
        batches.add(group.subList(from, i));
        from = i;
        sum = 0;
      }
      sum += next;
    }
    batches.add(group.subList(from, group.size()));
  }
}
