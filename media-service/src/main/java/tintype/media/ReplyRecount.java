package tintype.media;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import tintype.media.v1.CountsMended;
import tintype.platform.rpc.IdText.Owned;
import tintype.platform.sql.Database;
import tintype.platform.sql.Outbox;
import tintype.rpc.v1.CounterDrift;

/**
 * How many replies each thread has, and the rows of these, to be compared beside running traffic.
 * All that happens in a thread locks the row that it begins with; a number that seems wrong is
 * counted once more under that lock, which is of this thread alone.
 */
final class ReplyRecount {
  /** Threads that are looked at together. */
  private static final int MAX_THREADS = 100;

  /**
   * What a thread begins with.
   *
   * @param author of its post
   * @param post by its id
   * @param id of the comment
   */
  private record Beginning(long author, long post, long id, long replies) {
    Owned ref() {
      return new Owned(id, author);
    }
  }

  private final Database database;
  private final Outbox outbox;

  ReplyRecount(Database database, Outbox outbox) {
    this.database = database;
    this.outbox = outbox;
  }

  /** Mends the numbers under all posts of an author; answers those that were wrong. */
  List<CounterDrift> mend(long author) {
    List<CounterDrift> drifts = new ArrayList<>();
    long last = 0;
    List<Beginning> some;
    do {
      long after = last;
      some =
          database.<List<Beginning>, RuntimeException>read(
              handle -> beginnings(handle, author, after));
      for (Beginning suspect : suspects(some)) {
        database
            .<Optional<CounterDrift>, RuntimeException>transact(handle -> mend(handle, suspect))
            .ifPresent(drifts::add);
      }
      last = some.isEmpty() ? last : some.getLast().id();
    } while (some.size() == MAX_THREADS);
    return drifts;
  }

  private static List<Beginning> beginnings(Handle handle, long author, long after) {
    return handle
        .createQuery(
            """
            SELECT user_id, post_id, comment_id, replies FROM post_comment FORCE INDEX (PRIMARY)
            WHERE user_id = ? AND comment_id > ? AND thread_id = 0
            ORDER BY comment_id LIMIT ?
            """)
        .bind(0, author)
        .bind(1, after)
        .bind(2, MAX_THREADS)
        .map(
            (row, context) ->
                new Beginning(row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4)))
        .list();
  }

  /** What differs at a look without locks: between its two halves anybody may have moved both. */
  private List<Beginning> suspects(List<Beginning> some) {
    Map<Long, Long> counted = new HashMap<>();
    some.stream()
        .collect(Collectors.groupingBy(Beginning::post))
        .values()
        .forEach(
            ofPost ->
                counted.putAll(
                    database.<Map<Long, Long>, RuntimeException>read(
                        handle -> counted(handle, ofPost))));
    return some.stream()
        .filter(one -> one.replies() != counted.getOrDefault(one.id(), 0L))
        .toList();
  }

  /** Those of one post. */
  private static Map<Long, Long> counted(Handle handle, List<Beginning> some) {
    return handle
        .createQuery(
            """
            SELECT thread_id, COUNT(*) FROM post_comment FORCE INDEX (comment_thread)
            WHERE user_id = :author AND post_id = :post AND thread_id IN (<threads>) AND state = 0
            GROUP BY thread_id
            """)
        .bind("author", some.getFirst().author())
        .bind("post", some.getFirst().post())
        .bindList("threads", some.stream().map(Beginning::id).toList())
        .map((row, context) -> Map.entry(row.getLong(1), row.getLong(2)))
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  private Optional<CounterDrift> mend(Handle handle, Beginning suspect) {
    Optional<CommentRow> row = CommentColumns.lock(handle, suspect.ref());
    int counted = counted(handle, List.of(suspect)).getOrDefault(suspect.id(), 0L).intValue();
    if (row.isEmpty() || row.get().replies() == counted) {
      return Optional.empty();
    }
    if (row.get().deleted() && counted == 0) {
      CommentColumns.delete(handle, suspect.ref());
    } else {
      handle.execute(
          "UPDATE post_comment SET replies = ? WHERE user_id = ? AND comment_id = ?",
          counted,
          suspect.author(),
          suspect.id());
    }
    outbox.append(
        handle,
        suspect.author(),
        CountsMended.newBuilder().setOwnerId(suspect.author()).setThingId(suspect.id()).build());
    return Optional.of(
        CounterDrift.newBuilder()
            .setAccountId(suspect.author())
            .setThingId(suspect.id())
            .setCounter("replies")
            .setCounted(row.get().replies())
            .setRows(counted)
            .build());
  }
}
