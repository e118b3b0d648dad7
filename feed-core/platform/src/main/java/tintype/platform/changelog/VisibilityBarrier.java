package tintype.platform.changelog;

import java.time.Duration;
import java.util.List;
import tintype.platform.sql.Database;

/**
 * Waits until an event's transaction can be read.
 *
 * <p>A server sends a transaction to those who tail its log once the log holds it, and only then
 * commits it in the engine. A consumer that is quick enough reads the rows as they were before, and
 * a cache that it fills then stays wrong. The committing transaction still holds its rows' locks,
 * so a locking read of its outbox row ends when they are visible; transactions become visible in
 * the order of the log, so one row stands for all before it of the same server.
 */
final class VisibilityBarrier {
  /** No commit takes longer: older events, as in catching up, need not be asked about. */
  private static final Duration LONGEST_COMMIT = Duration.ofSeconds(30);

  private final Database database;

  VisibilityBarrier(Database database) {
    this.database = database;
  }

  /**
   * Returns once the events' transactions can be read.
   *
   * @throws IllegalStateException if a cluster has no such row: its transaction waits for a replica
   *     or will turn out to have never been; it is to be asked again
   */
  void await(List<ChangeEvent> events) {
    for (ChangeEvent event : events) {
      long age = System.currentTimeMillis() - event.commitTime().toEpochMilli();
      if (age < LONGEST_COMMIT.toMillis() && !isVisible(event) && database.config().isVitess()) {
        throw new IllegalStateException("row " + event.id() + " of the outbox is not visible yet");
      }
    }
  }

  /** The owner is there for Vitess, which asks one shard then. */
  private boolean isVisible(ChangeEvent event) {
    return database
        .read(
            handle ->
                handle
                    .createQuery(
                        "SELECT id FROM outbox WHERE id = ? AND user_id = ? LOCK IN SHARE MODE")
                    .bind(0, event.id())
                    .bind(1, event.ownerId())
                    .mapTo(Long.class)
                    .findOne())
        .isPresent();
  }
}
