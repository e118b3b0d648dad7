package tintype.media;

import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import tintype.platform.sql.Database;
import tintype.rpc.v1.CounterDrift;

/**
 * How many posts topics have, and the rows of these, to be compared beside running traffic, as
 * {@link SlotRecount} does it: whoever moves a number does so in the transaction of the rows.
 */
final class TopicRecount {
  private final Database database;

  @Inject
  TopicRecount(Database database) {
    this.database = database;
  }

  /** Mends the numbers of some topics; answers those that were wrong, in this order. */
  List<CounterDrift> mend(TopicTable table, List<Long> topics) {
    if (topics.isEmpty()) {
      return List.of();
    }
    // A look without locks: between its two halves anybody may have moved both.
    Map<Long, Long> kept = numbers(table.numbers(), topics);
    Map<Long, Long> counted = numbers(table.listed(), topics);
    List<CounterDrift> drifts = new ArrayList<>();
    for (long topic : topics) {
      if (!kept.getOrDefault(topic, 0L).equals(counted.getOrDefault(topic, 0L))) {
        mend(table, topic).ifPresent(drifts::add);
      }
    }
    return drifts;
  }

  private Map<Long, Long> numbers(String query, List<Long> topics) {
    return database.<Map<Long, Long>, RuntimeException>read(
        handle -> numbers(handle, query, topics));
  }

  private static Map<Long, Long> numbers(Handle handle, String query, List<Long> topics) {
    return handle
        .createQuery(query)
        .bindList("topics", topics)
        .map((row, context) -> Map.entry(row.getLong(1), row.getLong(2)))
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  private Optional<CounterDrift> mend(TopicTable table, long topic) {
    return database.<Optional<CounterDrift>, RuntimeException>transact(
        handle -> {
          AccountLock.RECOUNT.take(handle, topic);
          CounterDrift look =
              database.<CounterDrift, RuntimeException>readApart(
                  apart -> look(apart, table, topic));
          long delta = look.getRows() - look.getCounted();
          if (delta == 0) {
            return Optional.empty();
          }
          table.count(handle, topic, Math.toIntExact(delta));
          return Optional.of(look);
        });
  }

  private static CounterDrift look(Handle handle, TopicTable table, long topic) {
    long[] numbers = new long[2];
    handle
        .createQuery(table.look(topic))
        .map((row, context) -> numbers[row.getInt(1)] = row.getLong(2))
        .list();
    return CounterDrift.newBuilder()
        .setThingId(topic)
        .setCounter(table.counter())
        .setCounted(numbers[0])
        .setRows(numbers[1])
        .build();
  }
}
