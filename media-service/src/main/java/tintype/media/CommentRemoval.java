package tintype.media;

import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import tintype.media.v1.CommentsChanged.Change.Kind;
import tintype.platform.rpc.IdText.Owned;
import tintype.platform.sql.Database;
import tintype.platform.sql.Outbox;

/**
 * Takes all comments of a post away, some a transaction, each of which leaves counters that are
 * right. Replies go before what they answer.
 */
final class CommentRemoval {
  /** Rows a transaction: it holds their locks, and all who tail the log read their images. */
  static final int STEP = 200;

  private final Database database;
  private final Outbox outbox;
  private final CommentRemains remains;

  @Inject
  CommentRemoval(Database database, Outbox outbox, CommentRemains remains) {
    this.database = database;
    this.outbox = outbox;
    this.remains = remains;
  }

  void removeAllOf(Owned post, long micros) {
    int removed;
    do {
      removed = database.transact(handle -> removeSome(handle, post, micros));
      remains.ring();
    } while (removed > 0);
    database.execute(handle -> removeRest(handle, post));
  }

  private int removeSome(Handle handle, Owned post, long micros) {
    List<CommentRow> rows = lockSome(handle, post);
    if (rows.isEmpty()) {
      return 0;
    }
    delete(handle, post, rows.stream().map(row -> row.ref().id()).toList());
    countThreads(handle, post, rows);
    List<CommentRow> there = rows.stream().filter(row -> !row.deleted()).toList();
    remains.keep(handle, there.stream().map(CommentRow::ref).toList());
    if (!there.isEmpty()) {
      outbox.append(handle, post.owner(), CommentNews.of(post, there, Kind.DELETED, micros));
    }
    countPost(handle, post, there);
    return rows.size();
  }

  private static List<CommentRow> lockSome(Handle handle, Owned post) {
    return handle
        .createQuery(
            CommentColumns.SELECT
                + """
                 FORCE INDEX (comment_thread) WHERE user_id = ? AND post_id = ?
                ORDER BY thread_id DESC, create_micros DESC, comment_id DESC LIMIT ? FOR UPDATE
                """)
        .bind(0, post.owner())
        .bind(1, post.id())
        .bind(2, STEP)
        .map((row, context) -> CommentColumns.read(row))
        .list();
  }

  private static void delete(Handle handle, Owned post, List<Long> comments) {
    handle
        .createUpdate(
            "DELETE FROM post_comment WHERE user_id = :author AND comment_id IN (<comments>)")
        .bind("author", post.owner())
        .bindList("comments", comments)
        .execute();
  }

  /** What is left of threads has fewer replies, and no placeholder stands for none. */
  private static void countThreads(Handle handle, Owned post, List<CommentRow> removed) {
    Map<Long, List<CommentRow>> replies =
        removed.stream()
            .filter(CommentRow::isReply)
            .collect(Collectors.groupingBy(CommentRow::thread, TreeMap::new, Collectors.toList()));
    if (replies.isEmpty()) {
      return;
    }
    PreparedBatch counts =
        handle.prepareBatch(
            """
            UPDATE post_comment SET replies = GREATEST(replies - ?, 0),
              hidden_replies = GREATEST(hidden_replies - ?, 0)
            WHERE user_id = ? AND comment_id = ?
            """);
    replies.forEach(
        (thread, some) ->
            counts.add(
                some.size(),
                some.stream().filter(reply -> !reply.counts()).count(),
                post.owner(),
                thread));
    counts.execute();
    handle
        .createUpdate(
            """
            DELETE FROM post_comment
            WHERE user_id = :author AND comment_id IN (<threads>) AND state = :deleted
              AND replies = 0
            """)
        .bind("author", post.owner())
        .bindList("threads", new ArrayList<>(replies.keySet()))
        .bind("deleted", CommentColumns.DELETED)
        .execute();
  }

  /** In the order of the slots, as nobody takes two of them in another one. */
  private static void countPost(Handle handle, Owned post, List<CommentRow> removed) {
    SortedMap<SlotCounter.Slot, Integer> gone = new TreeMap<>();
    removed.stream()
        .filter(CommentRow::counts)
        .map(row -> SlotCounter.POST_COMMENTS.slot(post, row.ref().id()))
        .forEach(slot -> gone.merge(slot, 1, Integer::sum));
    gone.forEach((slot, comments) -> slot.take(handle, comments));
  }

  private static void removeRest(Handle handle, Owned post) {
    for (String table : List.of("comment_pin", "post_comment_counter")) {
      handle.execute(
          "DELETE FROM " + table + " WHERE user_id = ? AND post_id = ?", post.owner(), post.id());
    }
  }
}
