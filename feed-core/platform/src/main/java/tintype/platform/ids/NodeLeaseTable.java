package tintype.platform.ids;

import static tintype.platform.sql.DatabaseTime.NOW_MICROS;

import java.time.Duration;
import java.util.List;
import tintype.platform.sql.Database;
import tintype.platform.sql.DuplicateKeyException;

/** Statements of the table {@code node_lease}; each moves one row, so that each is one shard's. */
final class NodeLeaseTable {
  /** How many free rows are looked at, so that starters at the same time do not fight for one. */
  private static final int CANDIDATES = 16;

  private final Database database;

  NodeLeaseTable(Database database) {
    this.database = database;
  }

  /**
   * Takes a number that is free: an old one if its last possible id lies in the past, or a new one.
   */
  int acquire(String holder, Duration term, long nowMillis, long lastMillis) {
    for (int attempt = 0; attempt < IdClock.NODES; attempt++) {
      for (int node : free(nowMillis)) {
        if (takeOver(node, holder, term, nowMillis, lastMillis)) {
          return node;
        }
      }
      int node = highest() + 1;
      if (node >= IdClock.NODES) {
        throw new IllegalStateException("all " + IdClock.NODES + " node numbers are leased");
      }
      if (insert(node, holder, term, lastMillis)) {
        return node;
      }
    }
    throw new IllegalStateException("others took every node number that was tried");
  }

  boolean renew(int node, String holder, Duration term, long lastMillis) {
    return database.<Integer, RuntimeException>transact(
            handle ->
                handle.execute(
                    "UPDATE node_lease SET lease_until_micros = "
                        + NOW_MICROS
                        + " + ?,"
                        + " last_millis = ? WHERE node = ? AND holder = ?",
                    micros(term),
                    lastMillis,
                    node,
                    holder))
        == 1;
  }

  void release(int node, String holder, long lastMillis) {
    database.<RuntimeException>execute(
        handle ->
            handle.execute(
                "UPDATE node_lease SET lease_until_micros = 0, last_millis = ?"
                    + " WHERE node = ? AND holder = ?",
                lastMillis,
                node,
                holder));
  }

  private List<Integer> free(long nowMillis) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    "SELECT node FROM node_lease WHERE lease_until_micros < "
                        + NOW_MICROS
                        + " AND last_millis < ? ORDER BY lease_until_micros LIMIT "
                        + CANDIDATES)
                .bind(0, nowMillis)
                .mapTo(Integer.class)
                .list());
  }

  private boolean takeOver(
      int node, String holder, Duration term, long nowMillis, long lastMillis) {
    return database.<Integer, RuntimeException>transact(
            handle ->
                handle.execute(
                    "UPDATE node_lease SET holder = ?, lease_until_micros = "
                        + NOW_MICROS
                        + " + ?, last_millis = ? WHERE node = ? AND lease_until_micros < "
                        + NOW_MICROS
                        + " AND last_millis < ?",
                    holder,
                    micros(term),
                    lastMillis,
                    node,
                    nowMillis))
        == 1;
  }

  private int highest() {
    return database.read(
        handle ->
            handle
                .createQuery("SELECT node FROM node_lease ORDER BY node DESC LIMIT 1")
                .mapTo(Integer.class)
                .findOne()
                .orElse(-1));
  }

  private boolean insert(int node, String holder, Duration term, long lastMillis) {
    try {
      database.<RuntimeException>execute(
          handle ->
              handle.execute(
                  "INSERT INTO node_lease (node, holder, lease_until_micros, last_millis)"
                      + " VALUES (?, ?, "
                      + NOW_MICROS
                      + " + ?, ?)",
                  node,
                  holder,
                  micros(term),
                  lastMillis));
      return true;
    } catch (DuplicateKeyException e) {
      return false;
    }
  }

  private static long micros(Duration duration) {
    return duration.toNanos() / 1000;
  }
}
