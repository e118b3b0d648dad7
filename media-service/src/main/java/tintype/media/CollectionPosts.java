package tintype.media;

import java.sql.ResultSet;
import java.sql.SQLException;
import org.jdbi.v3.core.Handle;
import tintype.media.SaveStore.Saved;
import tintype.platform.rpc.IdText.Owned;

/**
 * What is in collections, within a transaction: rows of table {@code saved_collection_post}. A post
 * is put into a collection while its save is locked too, so all that is in one is saved.
 */
final class CollectionPosts {
  private CollectionPosts() {}

  /** Locks a collection that is not deleted; false where there is none. */
  static boolean lock(Handle handle, long account, long collection) {
    return handle
        .createQuery(
            """
            SELECT collection_id FROM saved_collection
            WHERE user_id = ? AND collection_id = ? AND deleted = 0 FOR UPDATE
            """)
        .bind(0, account)
        .bind(1, collection)
        .mapTo(Long.class)
        .findOne()
        .isPresent();
  }

  /** Puts a saved post into a locked collection; what is in it stays where it stands. */
  static void put(Handle handle, long account, long collection, Owned post, long micros) {
    handle.execute(
        """
        INSERT IGNORE INTO saved_collection_post (user_id, collection_id, post_id, author_id, add_micros)
        VALUES (?, ?, ?, ?, ?)
        """,
        account,
        collection,
        post.id(),
        post.owner(),
        micros);
  }

  /** Takes a post, whose save is locked, out of one collection. */
  static void takeOut(Handle handle, long account, long collection, Owned post) {
    handle.execute(
        """
        DELETE FROM saved_collection_post
        WHERE user_id = ? AND collection_id = ? AND post_id = ?
        """,
        account,
        collection,
        post.id());
  }

  /** Takes a post out of all collections of an account, whose save of it is locked. */
  static void takeOutOfAll(Handle handle, long account, Owned post) {
    handle.execute(
        "DELETE FROM saved_collection_post WHERE user_id = ? AND post_id = ?", account, post.id());
  }

  /** Empties a collection that is deleted, a bounded part at a time; answers how many it took. */
  static int empty(Handle handle, long account, long collection, int limit) {
    return handle
        .createUpdate(
            """
            DELETE FROM saved_collection_post WHERE user_id = :account
              AND collection_id = :collection LIMIT :limit
            """)
        .bind("account", account)
        .bind("collection", collection)
        .bind("limit", limit)
        .execute();
  }

  /** A row of time, post and author. */
  static Saved saved(ResultSet row) throws SQLException {
    return new Saved(row.getLong(1), new Owned(row.getLong(2), row.getLong(3)));
  }
}
