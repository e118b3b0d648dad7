package tintype.media;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.jdbi.v3.core.Handle;
import tintype.media.SlotCounter.Slot;
import tintype.media.v1.CountsMended;
import tintype.platform.rpc.IdText.Owned;
import tintype.platform.sql.Database;
import tintype.platform.sql.Outbox;
import tintype.rpc.v1.CounterDrift;

/**
 * A number of things in slots, and the rows that it counts, to be compared beside running traffic.
 * Whoever moves a slot does so in the transaction of the row. So one look at both tells by how much
 * a slot is wrong, whatever goes on meanwhile, and that is put right under the lock of that one
 * row; nobody waits for the counting. Where a slot was held at 0 meanwhile, the next look mends it.
 *
 * <p>The names go into statements: only words of the code.
 *
 * @param name of the number, such as {@code likes}
 * @param rows their table, by {@code user_id} and the column of the thing
 * @param key the last column of that table's primary key
 * @param mover the column by which a row's slot is chosen
 * @param condition which of the rows count
 * @param leaving a table of things, by {@code user_id} and their column, whose rows are being taken
 *     away and are not looked at; empty for none
 */
record SlotRecount(
    String name,
    SlotCounter counter,
    String rows,
    String key,
    String mover,
    String condition,
    String leaving) {
  /** Slots that are looked at together. */
  private static final int MAX_SLOTS = 2_000;

  /** Mends the numbers of all things of accounts; answers those that were wrong. */
  List<CounterDrift> mend(Database database, Outbox outbox, Collection<Long> accounts) {
    List<CounterDrift> drifts = new ArrayList<>();
    Set<Long> some = new TreeSet<>();
    for (String table : List.of(counter.table(), rows)) {
      some.addAll(database.<List<Long>, RuntimeException>read(h -> owners(h, table, accounts)));
    }
    for (long account : some) {
      long from = 0;
      while (from < Long.MAX_VALUE) {
        long after = from;
        long to = database.<Long, RuntimeException>read(handle -> end(handle, account, after));
        Set<Long> suspects =
            database.<Set<Long>, RuntimeException>read(
                handle -> suspects(handle, account, after, to));
        for (long id : suspects) {
          Owned thing = new Owned(id, account);
          mend(database, outbox, thing).ifPresent(drifts::add);
        }
        from = to;
      }
    }
    return drifts;
  }

  private static List<Long> owners(Handle handle, String table, Collection<Long> accounts) {
    return handle
        .createQuery(
            "SELECT DISTINCT user_id FROM %s WHERE user_id IN (<accounts>)".formatted(table))
        .bindList("accounts", List.copyOf(accounts))
        .mapTo(Long.class)
        .list();
  }

  /** Up to which thing to look, so that what is looked at together is bounded. */
  private long end(Handle handle, long account, long after) {
    return handle
        .createQuery(
            "SELECT %1$s FROM %2$s WHERE user_id = ? AND %1$s > ? ORDER BY %1$s LIMIT 1 OFFSET ?"
                .formatted(counter.id(), counter.table()))
        .bind(0, account)
        .bind(1, after)
        .bind(2, MAX_SLOTS)
        .mapTo(Long.class)
        .findOne()
        .orElse(Long.MAX_VALUE);
  }

  /** What differs at a look without locks: between its two halves anybody may have moved both. */
  private Set<Long> suspects(Handle handle, long account, long after, long to) {
    Map<Long, Long> kept =
        numbers(
            handle,
            account,
            after,
            to,
            "SUM(%s)".formatted(counter.count()),
            counter.table(),
            "1 = 1");
    Map<Long, Long> counted = numbers(handle, account, after, to, "COUNT(*)", rows, condition);
    Set<Long> suspects = new TreeSet<>(kept.keySet());
    suspects.addAll(counted.keySet());
    suspects.removeIf(id -> kept.getOrDefault(id, 0L).equals(counted.getOrDefault(id, 0L)));
    suspects.removeAll(leaving(handle, account, suspects));
    return suspects;
  }

  private Set<Long> leaving(Handle handle, long account, Set<Long> suspects) {
    if (leaving.isEmpty() || suspects.isEmpty()) {
      return Set.of();
    }
    return handle
        .createQuery(
            "SELECT %1$s FROM %2$s WHERE user_id = :account AND %1$s IN (<things>)"
                .formatted(counter.id(), leaving))
        .bind("account", account)
        .bindList("things", List.copyOf(suspects))
        .mapTo(Long.class)
        .collect(Collectors.toSet());
  }

  private Map<Long, Long> numbers(
      Handle handle, long account, long after, long to, String number, String table, String which) {
    Map<Long, Long> numbers = new HashMap<>();
    handle
        .createQuery(
            "SELECT %1$s, %2$s FROM %3$s WHERE user_id = ? AND %1$s > ? AND %1$s <= ? AND %4$s"
                    .formatted(counter.id(), number, table, which)
                + " GROUP BY "
                + counter.id())
        .bind(0, account)
        .bind(1, after)
        .bind(2, to)
        .map((row, context) -> Map.entry(row.getLong(1), row.getLong(2)))
        .forEach(one -> numbers.put(one.getKey(), one.getValue()));
    return numbers;
  }

  /** By what the slots of a thing are, and by what they should be. */
  private record Look(long[] kept, long[] counted) {
    boolean differs() {
      return !Arrays.equals(kept, counted);
    }

    CounterDrift.Builder drift() {
      return CounterDrift.newBuilder()
          .setCounted(LongStream.of(kept).sum())
          .setRows(LongStream.of(counted).sum());
    }
  }

  private Optional<CounterDrift> mend(Database database, Outbox outbox, Owned thing) {
    return database.<Optional<CounterDrift>, RuntimeException>transact(
        handle -> {
          AccountLock.RECOUNT.take(handle, thing.owner());
          Look look = database.<Look, RuntimeException>readApart(apart -> look(apart, thing));
          if (!look.differs()) {
            return Optional.empty();
          }
          move(handle, thing, look);
          outbox.append(
              handle,
              thing.owner(),
              CountsMended.newBuilder().setOwnerId(thing.owner()).setThingId(thing.id()).build());
          return Optional.of(
              look.drift()
                  .setAccountId(thing.owner())
                  .setThingId(thing.id())
                  .setCounter(name)
                  .build());
        });
  }

  /** Slots in their order, as all lock them. */
  private void move(Handle handle, Owned thing, Look look) {
    for (int slot = 0; slot < SlotCounter.SLOTS; slot++) {
      int by = Math.toIntExact(look.counted()[slot] - look.kept()[slot]);
      if (by > 0) {
        new Slot(counter, thing, slot).add(handle, by);
      } else if (by < 0) {
        new Slot(counter, thing, slot).take(handle, -by);
      }
    }
  }

  /**
   * One statement, which sees one moment at whatever isolation and by whatever driver; one of two
   * sees two. The ids stand in it as numbers: by these vtgate knows that both halves are of one
   * shard, and asks that once. Where they are parameters it would ask twice.
   */
  private Look look(Handle handle, Owned thing) {
    long[][] slots = new long[2][SlotCounter.SLOTS];
    String which =
        "WHERE user_id = %d AND %s = %d".formatted(thing.owner(), counter.id(), thing.id());
    handle
        .createQuery(
            """
            SELECT 0 AS counted, slot, %1$s AS number FROM %2$s %3$s
            UNION ALL
            SELECT 1 AS counted, %4$s AS slot, COUNT(%5$s) AS number FROM %6$s %3$s AND %7$s
            GROUP BY %4$s
            """
                .formatted(
                    counter.count(),
                    counter.table(),
                    which,
                    SlotCounter.slotOf(mover),
                    key,
                    rows,
                    condition))
        .map((row, context) -> slots[row.getInt(1)][row.getInt(2)] = row.getLong(3))
        .list();
    return new Look(slots[0], slots[1]);
  }
}
