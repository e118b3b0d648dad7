package tintype.media;

import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;
import tintype.platform.sql.Database;

/** Queries of one shard that all see the same moment, however long they take, and hold no locks. */
final class Snapshot {
  private Snapshot() {}

  static <T> T of(Database database, HandleCallback<T, RuntimeException> work) {
    return database.<T, RuntimeException>readApart(
        handle -> handle.inTransaction(TransactionIsolationLevel.REPEATABLE_READ, work));
  }
}
