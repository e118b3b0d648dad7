package tintype.platform.changelog;

import java.time.Duration;
import tintype.platform.sql.Database;

/**
 * Waits until an event's transaction can be read.
 *
 * <p>A server sends a transaction to those who tail its log once the log holds it, and only then
 * commits it in the engine. A consumer that is quick enough reads the rows as they were before, and
 * a cache that it fills then stays wrong. The committing transaction still holds its rows' locks,
 * so a locking read of its outbox row ends when they are visible; transactions become visible in
 * the order of the log, so one row stands for all before it.
 */
final class VisibilityBarrier {
  /** No commit takes longer: older events, as in catching up, need not be asked about. */
  private static final Duration LONGEST_COMMIT = Duration.ofSeconds(30);

  private final Database database;

  VisibilityBarrier(Database database) {
    this.database = database;
  }

  void await(ChangeEvent last) {
    long age = System.currentTimeMillis() - last.commitTime().toEpochMilli();
    if (age < LONGEST_COMMIT.toMillis()) {
      database.read(
          handle ->
              handle
                  .createQuery("SELECT id FROM outbox WHERE id = ? LOCK IN SHARE MODE")
                  .bind(0, last.id())
                  .mapTo(Long.class)
                  .findOne());
    }
  }
}
