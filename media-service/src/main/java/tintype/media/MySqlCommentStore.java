package tintype.media;

import jakarta.inject.Inject;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import tintype.media.v1.CommentsChanged.Change.Kind;
import tintype.platform.cache.RowCache;
import tintype.platform.rpc.IdText.Owned;
import tintype.platform.sql.Database;
import tintype.platform.sql.Outbox;
import tintype.platform.sql.RequestIds;

/**
 * Comments in MySQL, in the shard of the post's author. All that happens in a thread locks the row
 * that it begins with first, and the post's counter last: so what has replies and what has none is
 * one decision, no two transactions wait for each other in a ring, and a counter that many want is
 * held for the shortest time.
 */
final class MySqlCommentStore implements CommentStore {
  private final Database database;
  private final RequestIds requests;
  private final Outbox outbox;
  private final CommentRemains remains;
  private final CommentRemoval removal;
  private final RowCache<Owned, Integer> counts;

  @Inject
  MySqlCommentStore(
      Database database,
      RequestIds requests,
      Outbox outbox,
      CommentRemains remains,
      CommentRemoval removal,
      PostCaches caches) {
    this.database = database;
    this.requests = requests;
    this.outbox = outbox;
    this.remains = remains;
    this.removal = removal;
    this.counts = caches.comments;
  }

  @Override
  public Optional<Long> createdBefore(
      long author, long account, String requestId, byte[] fingerprint) {
    return requestId.isEmpty()
        ? Optional.empty()
        : database.read(
            handle -> requests.find(handle, author, ofAccount(account, requestId), fingerprint));
  }

  /** Ids of requests lie with the post's author, and many people's meet there. */
  private static String ofAccount(long account, String requestId) {
    return account + ":" + requestId;
  }

  @Override
  public CommentRow create(CommentRow comment, String requestId, byte[] fingerprint) {
    try {
      return database.transact(handle -> create(handle, comment, requestId, fingerprint));
    } finally {
      counts.invalidate(comment.post());
    }
  }

  private CommentRow create(
      Handle handle, CommentRow wanted, String requestId, byte[] fingerprint) {
    CommentRow comment = wanted.isReply() ? joinThread(handle, wanted) : wanted;
    Owned post = comment.post();
    CommentColumns.insert(handle, comment);
    if (!requestId.isEmpty()) {
      String key = ofAccount(comment.account(), requestId);
      requests.remember(handle, post.owner(), key, fingerprint, comment.ref().id());
    }
    outbox.append(
        handle, post.owner(), CommentNews.of(comment, Kind.CREATED, comment.createMicros()));
    SlotCounter.POST_COMMENTS.slot(post, comment.ref().id()).add(handle, 1);
    return comment;
  }

  /**
   * Counts the reply, and gives it a time that is later than all before it: a page that ended with
   * those would never show one that came behind them with an earlier time.
   */
  private static CommentRow joinThread(Handle handle, CommentRow reply) {
    Owned thread = reply.threadRef();
    Optional<CommentRow> first = CommentColumns.lock(handle, thread);
    boolean answersFirst = reply.replyTo() == reply.thread();
    if (first.isEmpty() || (answersFirst && first.get().deleted())) {
      throw new GoneException(thread);
    }
    Owned answered = reply.answeredRef();
    if (!answersFirst && CommentColumns.find(handle, answered).isEmpty()) {
      throw new GoneException(answered);
    }
    handle.execute(
        "UPDATE post_comment SET replies = replies + 1 WHERE user_id = ? AND comment_id = ?",
        thread.owner(),
        thread.id());
    long earliest = Math.max(first.get().createMicros(), newestReply(handle, reply)) + 1;
    return reply.at(Math.max(reply.createMicros(), earliest));
  }

  private static long newestReply(Handle handle, CommentRow reply) {
    return handle
        .createQuery(
            """
            SELECT create_micros FROM post_comment FORCE INDEX (comment_thread)
            WHERE user_id = ? AND post_id = ? AND thread_id = ?
            ORDER BY create_micros DESC, comment_id DESC LIMIT 1
            """)
        .bind(0, reply.ref().owner())
        .bind(1, reply.postId())
        .bind(2, reply.thread())
        .mapTo(Long.class)
        .findOne()
        .orElse(0L);
  }

  @Override
  public void edit(Owned comment, String text, long micros) {
    database.execute(handle -> edit(handle, comment, text, micros));
  }

  private void edit(Handle handle, Owned comment, String text, long micros) {
    CommentRow now =
        CommentColumns.lock(handle, comment)
            .filter(row -> !row.deleted())
            .orElseThrow(() -> new GoneException(comment));
    // Compared here, because the collation takes texts for one that differ in their last spaces.
    if (!now.text().equals(text)) {
      handle.execute(
          """
          UPDATE post_comment SET body = ?, update_micros = GREATEST(?, create_micros + 1)
          WHERE user_id = ? AND comment_id = ?
          """,
          text,
          micros,
          comment.owner(),
          comment.id());
      outbox.append(handle, comment.owner(), CommentNews.of(now, Kind.EDITED, micros));
    }
  }

  @Override
  public boolean delete(CommentRow comment, long micros) {
    try {
      boolean deleted = database.transact(handle -> delete(handle, comment, micros));
      remains.ring();
      return deleted;
    } finally {
      counts.invalidate(comment.post());
    }
  }

  private boolean delete(Handle handle, CommentRow comment, long micros) {
    Optional<CommentRow> taken =
        comment.isReply() ? takeReply(handle, comment) : takeFirst(handle, comment);
    if (taken.isPresent()) {
      Owned ref = comment.ref();
      remains.keep(handle, List.of(ref));
      outbox.append(handle, ref.owner(), CommentNews.of(comment, Kind.DELETED, micros));
      if (taken.get().counts()) {
        SlotCounter.POST_COMMENTS.slot(comment.post(), ref.id()).take(handle, 1);
      }
    }
    return taken.isPresent();
  }

  /** What begins a thread goes, or stays as a placeholder for the replies below it. */
  private static Optional<CommentRow> takeFirst(Handle handle, CommentRow comment) {
    Owned ref = comment.ref();
    Optional<CommentRow> now = CommentColumns.lock(handle, ref).filter(row -> !row.deleted());
    if (now.isEmpty()) {
      return now;
    }
    handle.execute(
        "DELETE FROM comment_pin WHERE user_id = ? AND post_id = ? AND comment_id = ?",
        ref.owner(),
        comment.postId(),
        ref.id());
    if (now.get().replies() > 0) {
      handle.execute(
          "UPDATE post_comment SET state = ?, body = '' WHERE user_id = ? AND comment_id = ?",
          CommentColumns.DELETED,
          ref.owner(),
          ref.id());
    } else {
      CommentColumns.delete(handle, ref);
    }
    return now;
  }

  /** A reply goes, and with the last one the placeholder that stood for it. */
  private static Optional<CommentRow> takeReply(Handle handle, CommentRow reply) {
    Owned thread = reply.threadRef();
    Optional<CommentRow> first = CommentColumns.lock(handle, thread);
    if (first.isEmpty()) {
      return first;
    }
    Optional<CommentRow> now = CommentColumns.lock(handle, reply.ref());
    if (now.isEmpty()) {
      return now;
    }
    CommentColumns.delete(handle, reply.ref());
    if (first.get().deleted() && first.get().replies() <= 1) {
      CommentColumns.delete(handle, thread);
    } else {
      handle.execute(
          """
          UPDATE post_comment SET replies = GREATEST(replies - 1, 0),
            hidden_replies = GREATEST(hidden_replies - ?, 0)
          WHERE user_id = ? AND comment_id = ?
          """,
          now.get().counts() ? 0 : 1,
          thread.owner(),
          thread.id());
    }
    return now;
  }

  @Override
  public Map<Owned, CommentRow> find(Collection<Owned> comments) {
    if (comments.isEmpty()) {
      return Map.of();
    }
    return database.read(
        handle ->
            handle
                .createQuery(
                    CommentColumns.SELECT + " WHERE user_id = :author AND comment_id IN (<ids>)")
                .bind("author", comments.iterator().next().owner())
                .bindList("ids", comments.stream().map(Owned::id).toList())
                .map((row, context) -> CommentColumns.read(row))
                .collect(Collectors.toMap(CommentRow::ref, Function.identity())));
  }

  /** The first bound on time repeats what the second implies: row values alone bound no range. */
  @Override
  public List<CommentRow> comments(Owned post, Place after, int limit) {
    return list(
        """
         AND create_micros <= :micros AND (create_micros, comment_id) < (:micros, :id)
        ORDER BY create_micros DESC, comment_id DESC LIMIT :limit
        """,
        post,
        0,
        after,
        limit);
  }

  @Override
  public List<CommentRow> replies(Owned post, long thread, Place after, int limit) {
    return list(
        """
         AND create_micros >= :micros AND (create_micros, comment_id) > (:micros, :id)
        ORDER BY create_micros, comment_id LIMIT :limit
        """,
        post,
        thread,
        after,
        limit);
  }

  /** Not of a replica: of what was deleted or edited nobody is to read the words any more. */
  private List<CommentRow> list(String range, Owned post, long thread, Place after, int limit) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    CommentColumns.SELECT
                        + " FORCE INDEX (comment_thread)"
                        + " WHERE user_id = :author AND post_id = :post AND thread_id = :thread"
                        + range)
                .bind("author", post.owner())
                .bind("post", post.id())
                .bind("thread", thread)
                .bind("micros", after.micros())
                .bind("id", after.id())
                .bind("limit", limit)
                .map((row, context) -> CommentColumns.read(row))
                .list());
  }

  @Override
  public Map<Long, Set<Long>> repliers(Owned post, Collection<Long> threads, int limit) {
    return database.readStale(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT DISTINCT thread_id, account_id
                    FROM post_comment FORCE INDEX (comment_thread)
                    WHERE user_id = :author AND post_id = :post AND thread_id IN (<threads>)
                    LIMIT :limit
                    """)
                .bind("author", post.owner())
                .bind("post", post.id())
                .bindList("threads", List.copyOf(threads))
                .bind("limit", limit)
                .map((row, context) -> Map.entry(row.getLong(1), row.getLong(2)))
                .collect(
                    Collectors.groupingBy(
                        Map.Entry::getKey,
                        Collectors.mapping(Map.Entry::getValue, Collectors.toSet()))));
  }

  @Override
  public Map<Owned, Integer> counts(Collection<Owned> posts) {
    return posts.isEmpty() ? Map.of() : counts.getAll(posts, this::sums);
  }

  private Map<Owned, Integer> sums(List<Owned> posts) {
    return database.read(handle -> SlotCounter.POST_COMMENTS.sums(handle, posts));
  }

  @Override
  public void removeAllOf(Owned post, long micros) {
    try {
      removal.removeAllOf(post, micros);
    } finally {
      counts.invalidate(post);
    }
  }
}
