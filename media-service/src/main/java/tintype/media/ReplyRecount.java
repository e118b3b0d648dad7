package tintype.media;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import tintype.media.v1.CountsMended;
import tintype.platform.sql.Database;
import tintype.platform.sql.Outbox;
import tintype.rpc.v1.CounterDrift;

/**
 * How many replies each thread has, and how many of them do not count, and the rows of these, to be
 * compared beside running traffic. Whoever adds or takes a reply moves both in its transaction. So
 * one look at all tells by how much a thread is wrong, whatever goes on meanwhile, and that is put
 * right under the lock of the row that it begins with; nobody waits for the counting.
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
  private record Beginning(long author, long post, long id, Replies kept) {
    Beginning with(Replies others) {
      return new Beginning(author, post, id, others);
    }
  }

  private record Replies(long all, long hidden) {
    static final Replies NONE = new Replies(0, 0);
  }

  /** What a thread says of its replies, and what they are. */
  private record Look(Beginning beginning, Replies counted) {
    boolean differs() {
      return !counted.equals(beginning.kept());
    }

    void addTo(List<CounterDrift> drifts) {
      add("replies", beginning.kept().all(), counted.all(), drifts);
      add("hidden_replies", beginning.kept().hidden(), counted.hidden(), drifts);
    }

    private void add(String counter, long kept, long rows, List<CounterDrift> drifts) {
      if (kept != rows) {
        drifts.add(
            CounterDrift.newBuilder()
                .setAccountId(beginning.author())
                .setThingId(beginning.id())
                .setCounter(counter)
                .setCounted(kept)
                .setRows(rows)
                .build());
      }
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
            .<List<Look>, RuntimeException>transact(handle -> mend(handle, suspect))
            .forEach(look -> look.addTo(drifts));
      }
      last = some.isEmpty() ? last : some.getLast().id();
    } while (some.size() == MAX_THREADS);
    return drifts;
  }

  private static List<Beginning> beginnings(Handle handle, long author, long after) {
    return handle
        .createQuery(
            """
            SELECT user_id, post_id, comment_id, replies, hidden_replies
            FROM post_comment FORCE INDEX (PRIMARY)
            WHERE user_id = ? AND comment_id > ? AND thread_id = 0
            ORDER BY comment_id LIMIT ?
            """)
        .bind(0, author)
        .bind(1, after)
        .bind(2, MAX_THREADS)
        .map(
            (row, context) ->
                new Beginning(
                    row.getLong(1),
                    row.getLong(2),
                    row.getLong(3),
                    new Replies(row.getLong(4), row.getLong(5))))
        .list();
  }

  /** What differs at a look without locks: between its two halves anybody may have moved both. */
  private List<Beginning> suspects(List<Beginning> some) {
    Map<Long, Replies> counted = new HashMap<>();
    some.stream()
        .collect(Collectors.groupingBy(Beginning::post))
        .values()
        .forEach(
            ofPost ->
                counted.putAll(
                    database.<Map<Long, Replies>, RuntimeException>read(
                        handle -> counted(handle, ofPost))));
    return some.stream()
        .filter(one -> !one.kept().equals(counted.getOrDefault(one.id(), Replies.NONE)))
        .toList();
  }

  /** Those of one post. */
  private static Map<Long, Replies> counted(Handle handle, List<Beginning> some) {
    return handle
        .createQuery(
            """
            SELECT thread_id, COUNT(*), SUM(hidden_turn % 2)
            FROM post_comment FORCE INDEX (comment_thread)
            WHERE user_id = :author AND post_id = :post AND thread_id IN (<threads>) AND state = 0
            GROUP BY thread_id
            """)
        .bind("author", some.getFirst().author())
        .bind("post", some.getFirst().post())
        .bindList("threads", some.stream().map(Beginning::id).toList())
        .map(
            (row, context) ->
                Map.entry(row.getLong(1), new Replies(row.getLong(2), row.getLong(3))))
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  /** Answers what was wrong. */
  private List<Look> mend(Handle handle, Beginning suspect) {
    AccountLock.RECOUNT.take(handle, suspect.author());
    List<Look> looks =
        database.<List<Look>, RuntimeException>readApart(apart -> look(apart, suspect)).stream()
            .filter(Look::differs)
            .filter(look -> put(handle, look))
            .toList();
    if (!looks.isEmpty()) {
      outbox.append(
          handle,
          suspect.author(),
          CountsMended.newBuilder().setOwnerId(suspect.author()).setThingId(suspect.id()).build());
    }
    return looks;
  }

  /**
   * One, or none where the thread is gone; of one moment, as by {@link SlotRecount}, and with ids
   * as numbers for the same reason.
   */
  private static List<Look> look(Handle handle, Beginning suspect) {
    Replies[] looks = new Replies[2];
    handle
        .createQuery(
            """
            SELECT 0 AS counted, replies AS number, hidden_replies AS hidden
            FROM post_comment FORCE INDEX (PRIMARY)
            WHERE user_id = %1$d AND comment_id = %3$d
            UNION ALL
            SELECT 1 AS counted, COUNT(comment_id) AS number,
              COALESCE(SUM(MOD(hidden_turn, 2)), 0) AS hidden
            FROM post_comment FORCE INDEX (comment_thread)
            WHERE user_id = %1$d AND post_id = %2$d AND thread_id = %3$d AND state = 0
            """
                .formatted(suspect.author(), suspect.post(), suspect.id()))
        .map((row, context) -> looks[row.getInt(1)] = new Replies(row.getLong(2), row.getLong(3)))
        .list();
    return looks[0] == null ? List.of() : List.of(new Look(suspect.with(looks[0]), looks[1]));
  }

  /** By the difference; a placeholder that stands for nothing goes. */
  private static boolean put(Handle handle, Look look) {
    Beginning thread = look.beginning();
    int changed =
        handle.execute(
            """
            UPDATE post_comment SET replies = GREATEST(replies + ?, 0),
              hidden_replies = GREATEST(hidden_replies + ?, 0)
            WHERE user_id = ? AND comment_id = ?
            """,
            look.counted().all() - thread.kept().all(),
            look.counted().hidden() - thread.kept().hidden(),
            thread.author(),
            thread.id());
    handle.execute(
        """
        DELETE FROM post_comment
        WHERE user_id = ? AND comment_id = ? AND state = ? AND replies = 0
        """,
        thread.author(),
        thread.id(),
        CommentColumns.DELETED);
    return changed > 0;
  }
}
