package tintype.media;

import org.jdbi.v3.core.HandleCallback;
import tintype.platform.sql.Database;

/** Queries of one shard that all see the same moment, however long they take, and hold no locks. */
final class Snapshot {
  private Snapshot() {}

  /** By a statement: Vitess's own driver has no isolation levels to go back to. */
  static <T> T of(Database database, HandleCallback<T, RuntimeException> work) {
    return database.<T, RuntimeException>readApart(
        handle -> {
          handle.execute("SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ");
          return handle.inTransaction(work);
        });
  }
}
