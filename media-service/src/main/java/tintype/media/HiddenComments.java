package tintype.media;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import tintype.platform.rpc.IdText.Owned;

/**
 * Comments, which count for their post, and where they are replies for their thread too. What
 * threads begin with is locked first, then replies, and the posts' counters last, as all do.
 */
final class HiddenComments implements HiddenRows {
  private static final Comparator<Owned> ORDER =
      Comparator.comparingLong(Owned::owner).thenComparingLong(Owned::id);

  /** The primary key of a comment. */
  public record Key(long owner, long id) {}

  /** What a row says now. */
  private record Known(int turn, boolean there) {}

  @Override
  public List<HiddenMark> behind(Handle handle, long account, int turn, int limit) {
    return handle
        .createQuery(
            """
            SELECT user_id, post_id, comment_id, thread_id
            FROM post_comment FORCE INDEX (comment_by_account)
            WHERE account_id = ? AND hidden_turn < ? LIMIT ?
            """)
        .bind(0, account)
        .bind(1, turn)
        .bind(2, limit)
        .map(
            (row, context) ->
                new HiddenMark(
                    new Owned(row.getLong(2), row.getLong(1)),
                    row.getLong(3),
                    account,
                    row.getLong(4),
                    turn))
        .list();
  }

  @Override
  public Set<Owned> put(Handle handle, List<HiddenMark> marks) {
    Map<Owned, Known> known = new HashMap<>();
    lock(handle, marks.stream().map(HiddenComments::beginning).toList(), known);
    lock(
        handle,
        marks.stream().filter(mark -> mark.thread() != 0).map(HiddenComments::ref).toList(),
        known);
    List<HiddenMark> news = new ArrayList<>();
    for (HiddenMark mark : marks) {
      Known now = known.get(ref(mark));
      if (now != null && now.turn() < mark.turn()) {
        news.add(mark);
      }
    }
    if (news.isEmpty()) {
      return Set.of();
    }
    change(handle, news);
    countThreads(handle, news, known);
    return countPosts(handle, news, known);
  }

  private static Owned ref(HiddenMark mark) {
    return new Owned(mark.key(), mark.thing().owner());
  }

  private static Owned beginning(HiddenMark mark) {
    return mark.thread() == 0 ? ref(mark) : new Owned(mark.thread(), mark.thing().owner());
  }

  private static void lock(Handle handle, Collection<Owned> comments, Map<Owned, Known> known) {
    if (comments.isEmpty()) {
      return;
    }
    Set<Owned> sorted = new TreeSet<>(ORDER);
    sorted.addAll(comments);
    handle
        .createQuery(
            """
            SELECT user_id, comment_id, hidden_turn, state FROM post_comment FORCE INDEX (PRIMARY)
            WHERE (user_id, comment_id) IN (<keys>) FOR UPDATE
            """)
        .bindMethodsList(
            "keys",
            sorted.stream().map(comment -> new Key(comment.owner(), comment.id())).toList(),
            List.of("owner", "id"))
        .map(
            (row, context) ->
                Map.entry(
                    new Owned(row.getLong(2), row.getLong(1)),
                    new Known(row.getInt(3), row.getInt(4) == CommentColumns.THERE)))
        .forEach(row -> known.put(row.getKey(), row.getValue()));
  }

  private static void change(Handle handle, List<HiddenMark> news) {
    PreparedBatch rows =
        handle.prepareBatch(
            "UPDATE post_comment SET hidden_turn = ? WHERE user_id = ? AND comment_id = ?");
    news.forEach(mark -> rows.add(mark.turn(), mark.thing().owner(), mark.key()));
    rows.execute();
  }

  private static void countThreads(Handle handle, List<HiddenMark> news, Map<Owned, Known> known) {
    SortedMap<Owned, Integer> moves = new TreeMap<>(ORDER);
    for (HiddenMark mark : news) {
      int step = step(mark, known);
      if (mark.thread() != 0 && step != 0) {
        moves.merge(beginning(mark), -step, Integer::sum);
      }
    }
    if (moves.isEmpty()) {
      return;
    }
    PreparedBatch threads =
        handle.prepareBatch(
            """
            UPDATE post_comment SET hidden_replies = GREATEST(hidden_replies + ?, 0)
            WHERE user_id = ? AND comment_id = ?
            """);
    moves.forEach((thread, by) -> threads.add(by, thread.owner(), thread.id()));
    threads.execute();
  }

  private static Set<Owned> countPosts(
      Handle handle, List<HiddenMark> news, Map<Owned, Known> known) {
    SlotMoves slots = new SlotMoves(SlotCounter.POST_COMMENTS);
    for (HiddenMark mark : news) {
      slots.add(SlotCounter.POST_COMMENTS.slot(mark.thing(), mark.key()), step(mark, known));
    }
    slots.lock(handle);
    slots.put(handle);
    return slots.moved();
  }

  /** A placeholder knows too, and counts for nothing. */
  private static int step(HiddenMark mark, Map<Owned, Known> known) {
    Known before = known.get(ref(mark));
    return before.there() ? HiddenTurn.step(before.turn(), mark.turn()) : 0;
  }
}
