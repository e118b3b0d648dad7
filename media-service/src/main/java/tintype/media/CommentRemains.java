package tintype.media;

import jakarta.inject.Inject;
import java.util.Collection;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import tintype.platform.rpc.IdText.Owned;
import tintype.platform.sql.Database;

/**
 * The likes of deleted comments: they may be many, so they are only noted in the transaction of the
 * deletion, and taken away some at a time after it. Nobody sees them meanwhile.
 */
class CommentRemains {
  /** Likes a transaction: it holds their locks, and all who tail the log read their images. */
  static final int STEP = 1_000;

  /** Comments that are looked at in one go. */
  private static final int SOME = 100;

  private final Database database;

  /** Told where there may be something to take away. */
  private volatile Runnable listener = () -> {};

  @Inject
  CommentRemains(Database database) {
    this.database = database;
  }

  /**
   * Notes, in the transaction that deletes them, those of one author's comments that were ever
   * liked. Their rows must be locked: who likes holds them, so no like comes after this.
   */
  void keep(Handle handle, Collection<Owned> comments) {
    if (comments.isEmpty()) {
      return;
    }
    long author = comments.iterator().next().owner();
    List<Long> liked =
        handle
            .createQuery(
                """
                SELECT DISTINCT comment_id FROM comment_like_counter
                WHERE user_id = :author AND comment_id IN (<comments>)
                """)
            .bind("author", author)
            .bindList("comments", comments.stream().map(Owned::id).toList())
            .mapTo(Long.class)
            .list();
    if (!liked.isEmpty()) {
      PreparedBatch batch =
          handle.prepareBatch(
              "INSERT IGNORE INTO comment_remains (user_id, comment_id) VALUES (?, ?)");
      liked.forEach(comment -> batch.add(author, comment));
      batch.execute();
    }
  }

  /** To be called after a deletion was committed. */
  void ring() {
    listener.run();
  }

  /** Who is told of each {@link #ring}; the last one alone. */
  void onRing(Runnable told) {
    listener = told;
  }

  boolean isAny() {
    return !some(1).isEmpty();
  }

  /** Takes away all that there is, for as long as it may. */
  void clear(BooleanSupplier mayGoOn) {
    List<Owned> some;
    do {
      some = some(SOME);
      some.forEach(comment -> clear(comment, mayGoOn));
    } while (!some.isEmpty() && mayGoOn.getAsBoolean());
  }

  private List<Owned> some(int limit) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT user_id, comment_id FROM comment_remains
                    ORDER BY user_id, comment_id LIMIT ?
                    """)
                .bind(0, limit)
                .map((row, context) -> new Owned(row.getLong(2), row.getLong(1)))
                .list());
  }

  private void clear(Owned comment, BooleanSupplier mayGoOn) {
    boolean more = true;
    while (more && mayGoOn.getAsBoolean()) {
      more = database.transact(handle -> clearSome(handle, comment));
    }
  }

  /** The counter's rows are locked first, as by those who take a like back. */
  private static boolean clearSome(Handle handle, Owned comment) {
    handle
        .createQuery(
            """
            SELECT slot FROM comment_like_counter WHERE user_id = ? AND comment_id = ?
            ORDER BY slot FOR UPDATE
            """)
        .bind(0, comment.owner())
        .bind(1, comment.id())
        .mapTo(Integer.class)
        .list();
    int cleared =
        handle.execute(
            "DELETE FROM comment_like WHERE user_id = ? AND comment_id = ? LIMIT " + STEP,
            comment.owner(),
            comment.id());
    if (cleared == STEP) {
      return true;
    }
    for (String table : List.of("comment_like_counter", "comment_remains")) {
      handle.execute(
          "DELETE FROM " + table + " WHERE user_id = ? AND comment_id = ?",
          comment.owner(),
          comment.id());
    }
    return false;
  }
}
