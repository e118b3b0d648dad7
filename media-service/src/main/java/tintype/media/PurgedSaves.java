package tintype.media;

import jakarta.inject.Inject;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import tintype.platform.rpc.IdText.Owned;
import tintype.platform.sql.Database;
import tintype.platform.sql.ShardBatches;

/**
 * Drops what is left of the saves of a post that is gone for good: in the shards of those who saved
 * it, then in its author's, which says who they are. So what a kill leaves is dropped by a repeat.
 */
final class PurgedSaves {
  /** People whose rows go together. */
  private static final int BATCH = 100;

  private final Database database;
  private final ShardBatches batches;

  @Inject
  PurgedSaves(Database database) {
    this.database = database;
    this.batches = new ShardBatches(database, 1);
  }

  /**
   * Drops them some people at a time.
   *
   * @param mayGoOn asked before each of those steps
   * @return whether all are dropped; if not, a repeat goes on
   */
  boolean drop(Owned post, BooleanSupplier mayGoOn) {
    List<Long> savers;
    do {
      if (!mayGoOn.getAsBoolean()) {
        return false;
      }
      savers = savers(post);
      batches.transact(savers, saver -> saver, saver -> 1, BATCH, some -> dropOwn(some, post));
      dropMirrored(savers, post);
    } while (savers.size() == BATCH);
    database.execute(
        handle ->
            handle.execute(
                "DELETE FROM post_save_counter WHERE user_id = ? AND post_id = ?",
                post.owner(),
                post.id()));
    return true;
  }

  private List<Long> savers(Owned post) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    "SELECT account_id FROM post_save WHERE user_id = ? AND post_id = ? LIMIT ?")
                .bind(0, post.owner())
                .bind(1, post.id())
                .bind(2, BATCH)
                .mapTo(Long.class)
                .list());
  }

  private boolean dropOwn(List<Long> savers, Owned post) {
    database.execute(
        handle -> {
          delete(handle, "saved_post", savers, post);
          delete(handle, "saved_collection_post", savers, post);
        });
    return true;
  }

  private static void delete(Handle handle, String table, List<Long> savers, Owned post) {
    PreparedBatch rows =
        handle.prepareBatch("DELETE FROM " + table + " WHERE user_id = ? AND post_id = ?");
    savers.forEach(saver -> rows.add(saver, post.id()));
    rows.execute();
  }

  private void dropMirrored(List<Long> savers, Owned post) {
    if (savers.isEmpty()) {
      return;
    }
    database.execute(
        handle ->
            handle
                .createUpdate(
                    """
                    DELETE FROM post_save
                    WHERE user_id = :author AND post_id = :post AND account_id IN (<savers>)
                    """)
                .bind("author", post.owner())
                .bind("post", post.id())
                .bindList("savers", savers)
                .execute());
  }
}
