package tintype.media;

import jakarta.inject.Inject;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import tintype.media.v1.CommentLikeChanged;
import tintype.platform.rpc.IdText.Owned;
import tintype.platform.rpc.ProtoTimes;
import tintype.platform.sql.Database;
import tintype.platform.sql.Outbox;

/**
 * Likes of comments in MySQL, in the shard of the post's author. A like holds the comment, together
 * with others, so that whoever deletes it finds all that were given; then come slot and like, as
 * those of posts do.
 */
final class MySqlCommentLikeStore implements CommentLikeStore {
  private final Database database;
  private final Outbox outbox;

  @Inject
  MySqlCommentLikeStore(Database database, Outbox outbox) {
    this.database = database;
    this.outbox = outbox;
  }

  @Override
  public void add(CommentRow comment, long account, long micros) {
    database.execute(
        handle -> {
          CommentColumns.hold(handle, comment.ref());
          SlotCounter.Slot slot = slot(comment, account);
          slot.lock(handle);
          if (insert(handle, comment.ref(), account, micros)) {
            slot.add(handle, 1);
            outbox.append(handle, comment.ref().owner(), news(comment, account, true, micros));
          }
        });
  }

  private static SlotCounter.Slot slot(CommentRow comment, long account) {
    return SlotCounter.COMMENT_LIKES.slot(comment.ref(), account);
  }

  private static boolean insert(Handle handle, Owned comment, long account, long micros) {
    return handle.execute(
            """
            INSERT IGNORE INTO comment_like (user_id, comment_id, account_id, create_micros)
            VALUES (?, ?, ?, ?)
            """,
            comment.owner(),
            comment.id(),
            account,
            micros)
        == 1;
  }

  @Override
  public void remove(CommentRow comment, long account, long micros) {
    database.execute(
        handle -> {
          SlotCounter.Slot slot = slot(comment, account);
          if (slot.lockIfThere(handle) && take(handle, slot, comment.ref(), account)) {
            outbox.append(handle, comment.ref().owner(), news(comment, account, false, micros));
          }
        });
  }

  /** Most likes count, so one statement is enough for most. */
  private static boolean take(Handle handle, SlotCounter.Slot slot, Owned comment, long account) {
    if (delete(handle, comment, account, " AND " + HiddenTurn.COUNTS)) {
      slot.take(handle, 1);
      return true;
    }
    return delete(handle, comment, account, "");
  }

  private static boolean delete(Handle handle, Owned comment, long account, String which) {
    return handle.execute(
            "DELETE FROM comment_like WHERE user_id = ? AND comment_id = ? AND account_id = ?"
                + which,
            comment.owner(),
            comment.id(),
            account)
        == 1;
  }

  @Override
  public Map<Owned, Integer> counts(Collection<Owned> comments) {
    return comments.isEmpty()
        ? Map.of()
        : database.read(handle -> SlotCounter.COMMENT_LIKES.sums(handle, List.copyOf(comments)));
  }

  @Override
  public Set<Owned> likedBy(long account, Collection<Owned> comments) {
    if (comments.isEmpty()) {
      return Set.of();
    }
    long author = comments.iterator().next().owner();
    return database.read(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT comment_id FROM comment_like
                    WHERE user_id = :author AND comment_id IN (<comments>)
                      AND account_id = :account
                    """)
                .bind("author", author)
                .bindList("comments", comments.stream().map(Owned::id).toList())
                .bind("account", account)
                .map((row, context) -> new Owned(row.getLong(1), author))
                .collect(Collectors.toSet()));
  }

  private static CommentLikeChanged news(
      CommentRow comment, long account, boolean liked, long micros) {
    return CommentLikeChanged.newBuilder()
        .setAuthorId(comment.ref().owner())
        .setPostId(comment.postId())
        .setCommentId(comment.ref().id())
        .setAccountId(account)
        .setLiked(liked)
        .setChangeTime(ProtoTimes.ofMicros(micros))
        .build();
  }
}
