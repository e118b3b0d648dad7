package tintype.allinone;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import tintype.platform.sql.Database;

/** Rows that are locked on a connection of their own, so that whoever changes them waits. */
final class HeldRows implements AutoCloseable {
  private final CountDownLatch held = new CountDownLatch(1);
  private final CountDownLatch released = new CountDownLatch(1);
  private final Thread holder;

  /**
   * Locks them.
   *
   * @param sql selects them {@code FOR UPDATE}, by the ids in {@code <ids>}
   */
  HeldRows(Database database, String sql, List<Long> ids) {
    holder = Thread.ofPlatform().daemon().start(() -> hold(database, sql, ids));
    await(held);
  }

  private void hold(Database database, String sql, List<Long> ids) {
    try {
      database.<List<Long>, RuntimeException>readApart(
          handle ->
              handle.inTransaction(
                  transaction -> {
                    var rows =
                        transaction.createQuery(sql).bindList("ids", ids).mapTo(Long.class).list();
                    held.countDown();
                    await(released);
                    return rows;
                  }));
    } finally {
      held.countDown();
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Lets them go. */
  @Override
  public void close() {
    released.countDown();
    try {
      holder.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
