package tintype.graph;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.Handle;
import tintype.graph.FollowImporter.Outcome;
import tintype.graph.v1.FollowsChanged;
import tintype.platform.sql.Outbox;

/**
 * One transaction that makes many follows: relations in the order of their keys, then news, then
 * counts.
 */
final class ImportTransaction {
  /** More follows than the limit: the count that the room was worked out from had moved. */
  static final class LimitMovedException extends RuntimeException {
    LimitMovedException() {
      super("a follower's count moved past the limit");
    }
  }

  private final Handle handle;
  private final Outbox outbox;
  private final int limit;
  private final long micros;

  private final Map<Long, Integer> room = new HashMap<>();
  private final SortedMap<Long, FollowNews> news = new TreeMap<>();
  private final SortedMap<Long, CountMoves> moves = new TreeMap<>();
  private int created;
  private int existing;
  private int refused;

  ImportTransaction(Handle handle, Outbox outbox, int limit, long micros) {
    this.handle = handle;
    this.outbox = outbox;
    this.limit = limit;
    this.micros = micros;
  }

  /**
   * Changes rows.
   *
   * @param keys ascending
   * @param wish what a row is to become; where it would be a follow too many, the row stays
   */
  Outcome run(List<RelationKey> keys, UnaryOperator<Relation> wish) {
    countRoom(keys);

    for (int from = 0; from < keys.size(); from += BulkSql.MAX_ROWS) {
      List<RelationKey> part = keys.subList(from, Math.min(keys.size(), from + BulkSql.MAX_ROWS));
      RelationRows.change(handle, part, RelationHalf.OWN, rows -> follow(rows, wish))
          .forEach(this::account);
    }

    if (news.isEmpty()) {
      return new Outcome(created, existing, refused);
    }
    SortedMap<Long, FollowsChanged> events = new TreeMap<>();
    news.forEach((follower, changes) -> events.put(follower, changes.event()));
    outbox.appendAll(handle, events);
    if (!CounterRows.addFollowing(handle, moves, limit)) {
      throw new LimitMovedException();
    }
    moves.replaceAll((follower, move) -> move.withoutLimited());
    CounterRows.move(handle, moves);
    return new Outcome(created, existing, refused);
  }

  /** Without locks, which would be in the wrong order; the end of the transaction looks again. */
  private void countRoom(List<RelationKey> keys) {
    List<Long> followers = keys.stream().map(RelationKey::user).distinct().toList();
    Map<Long, Integer> following = CounterRows.following(handle, followers);
    for (long follower : followers) {
      room.put(follower, limit - following.getOrDefault(follower, 0));
    }
  }

  private List<Relation> follow(List<Relation> rows, UnaryOperator<Relation> wish) {
    Map<Long, Integer> taken = new HashMap<>();
    return rows.stream().map(row -> withinRoom(row, wish.apply(row), taken)).toList();
  }

  private Relation withinRoom(Relation row, Relation after, Map<Long, Integer> taken) {
    if (!after.own().following() || row.own().following()) {
      return after;
    }
    long follower = row.key().user();
    return taken.merge(follower, 1, Integer::sum) > room.get(follower) ? row : after;
  }

  private void account(RelationRows.Change change) {
    boolean follows = change.after().own().following();
    if (!follows) {
      refused++;
    } else if (change.before().own().following()) {
      existing++;
    } else {
      created++;
      room.merge(change.after().key().user(), -1, Integer::sum);
    }
    if (change.isOne()) {
      long follower = change.after().key().user();
      news.computeIfAbsent(follower, f -> new FollowNews(f, micros)).add(change);
      moves.merge(follower, CountMoves.of(change), CountMoves::plus);
    }
  }
}
