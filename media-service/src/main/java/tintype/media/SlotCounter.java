package tintype.media;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import tintype.platform.rpc.IdText.Owned;

/**
 * Numbers that many move at one time, each kept as the sum of 16 rows.
 *
 * @param table of the rows
 * @param id the column of what is counted for
 * @param count the column of a row's part of the number
 */
record SlotCounter(String table, String id, String count) {
  static final SlotCounter POST_LIKES = new SlotCounter("post_like_counter", "post_id", "likes");
  static final SlotCounter POST_COMMENTS =
      new SlotCounter("post_comment_counter", "post_id", "comments");
  static final SlotCounter COMMENT_LIKES =
      new SlotCounter("comment_like_counter", "comment_id", "likes");
  static final SlotCounter POST_SAVES = new SlotCounter("post_save_counter", "post_id", "saves");
  static final SlotCounter POST_SHARES = new SlotCounter("post_share_counter", "post_id", "shares");

  private static final int BITS = 4;

  /** How many rows a number has. */
  static final int SLOTS = 1 << BITS;

  /** 2^64 by the golden ratio (Knuth, TAOCP 3, 6.4): ids that differ little are spread. */
  private static final long SPREAD = 0x9E3779B97F4A7C15L;

  /**
   * One of the 16 rows. Where its lock comes before that of what is counted, all that one mover
   * does comes one by one, and no two transactions ever wait for each other in a ring. Those of one
   * counter have an order, in which whoever locks several does so.
   *
   * @param number 0..15
   */
  record Slot(SlotCounter counter, Owned of, int number) implements Comparable<Slot> {
    private static final Comparator<Slot> ORDER =
        Comparator.comparingLong((Slot slot) -> slot.of.owner())
            .thenComparingLong(slot -> slot.of.id())
            .thenComparingInt(Slot::number);

    @Override
    public int compareTo(Slot other) {
      return ORDER.compare(this, other);
    }

    /** Locks the row until the transaction ends, made anew where it is missing. */
    void lock(Handle handle) {
      add(handle, 0);
    }

    /** Locks the row until the transaction ends; false where there is none, so nothing to take. */
    boolean lockIfThere(Handle handle) {
      return handle
          .createQuery(
              "SELECT slot FROM "
                  + counter.table
                  + " WHERE user_id = ? AND "
                  + counter.id
                  + " = ? AND slot = ? FOR UPDATE")
          .bind(0, of.owner())
          .bind(1, of.id())
          .bind(2, number)
          .mapTo(Integer.class)
          .findOne()
          .isPresent();
    }

    /** Moves the row up or down, or leaves it. */
    void move(Handle handle, int by) {
      if (by > 0) {
        add(handle, by);
      } else if (by < 0) {
        take(handle, -by);
      }
    }

    /** Moves the row up, made anew where it is missing. */
    void add(Handle handle, int by) {
      handle.execute(counter.up(), of.owner(), of.id(), number, by);
    }

    /** Moves the row down, not below 0. */
    void take(Handle handle, int by) {
      handle.execute(counter.down(), by, of.owner(), of.id(), number);
    }
  }

  /** Moves a slot up, made anew where it is missing: by owner, id, slot and how much. */
  String up() {
    return "INSERT INTO %1$s (user_id, %2$s, slot, %3$s) VALUES (?, ?, ?, ?)"
            .formatted(table, id, count)
        + " ON DUPLICATE KEY UPDATE %1$s = %1$s + VALUES(%1$s)".formatted(count);
  }

  /** Moves a slot down, not below 0: by how much, owner, id and slot. */
  String down() {
    return "UPDATE %1$s SET %3$s = GREATEST(%3$s - ?, 0) WHERE user_id = ? AND %2$s = ? AND slot = ?"
        .formatted(table, id, count);
  }

  /**
   * The slot that a mover moves, always the same.
   *
   * @param of what is counted for
   * @param mover an account or a thing, by its id
   */
  Slot slot(Owned of, long mover) {
    return new Slot(this, of, (int) (mover * SPREAD >>> (Long.SIZE - BITS)));
  }

  /**
   * The number of the slot that a mover moves, as an expression of SQL: decimals hold the product
   * of two numbers of 64 bits, and what is left of it by 2^64, by 2^60, is its highest four bits.
   *
   * @param mover a column of numbers that are not negative
   */
  static String slotOf(String mover) {
    return "(MOD(CAST(%s AS DECIMAL(20)) * %s.0, 18446744073709551616.0) DIV %d)"
        .formatted(mover, Long.toUnsignedString(SPREAD), 1L << (Long.SIZE - BITS));
  }

  /** The number of each, 0 without rows. */
  Map<Owned, Integer> sums(Handle handle, List<Owned> of) {
    Map<Owned, Integer> sums = new HashMap<>();
    of.forEach(one -> sums.put(one, 0));
    OwnedKeys keys = new OwnedKeys("user_id", id, of);
    keys.bind(
            handle.createQuery(
                "SELECT user_id, %2$s, SUM(%3$s) AS n FROM %1$s".formatted(table, id, count)
                    + " WHERE %2$s GROUP BY user_id, %1$s".formatted(id, keys.condition())))
        .map(
            (row, context) ->
                Map.entry(new Owned(row.getLong(id), row.getLong("user_id")), row.getInt("n")))
        .forEach(sum -> sums.put(sum.getKey(), sum.getValue()));
    return sums;
  }
}
