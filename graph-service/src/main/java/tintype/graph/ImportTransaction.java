package tintype.graph;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import tintype.graph.FollowImporter.Outcome;
import tintype.graph.FollowImporter.Wish;
import tintype.graph.v1.FollowCounts;
import tintype.graph.v1.FollowsChanged;
import tintype.platform.sql.Outbox;

/** One transaction of an import: relations in the order of their keys, then news, then counts. */
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

  private final Set<RelationKey> toPrivate = new HashSet<>();
  private final Map<Long, Integer> room = new HashMap<>();
  private final SortedMap<Long, FollowNews> news = new TreeMap<>();
  private int created;
  private int existing;
  private int refused;

  ImportTransaction(Handle handle, Outbox outbox, int limit, long micros) {
    this.handle = handle;
    this.outbox = outbox;
    this.limit = limit;
    this.micros = micros;
  }

  Outcome run(List<Wish> wishes) {
    List<RelationKey> keys = keys(wishes);
    countRoom(wishes);

    for (int from = 0; from < keys.size(); from += BulkSql.MAX_ROWS) {
      List<RelationKey> part = keys.subList(from, Math.min(keys.size(), from + BulkSql.MAX_ROWS));
      RelationRows.change(handle, part, RelationHalf.OWN, this::follow).forEach(this::account);
    }

    if (news.isEmpty()) {
      return new Outcome(created, existing, refused);
    }
    SortedMap<Long, FollowsChanged> events = new TreeMap<>();
    SortedMap<Long, Integer> deltas = new TreeMap<>();
    news.forEach(
        (follower, changes) -> {
          events.put(follower, changes.event());
          deltas.put(follower, changes.delta());
        });
    outbox.appendAll(handle, events);
    if (!CounterRows.addFollowing(handle, deltas, limit)) {
      throw new LimitMovedException();
    }
    return new Outcome(created, existing, refused);
  }

  private List<RelationKey> keys(List<Wish> wishes) {
    List<RelationKey> keys = new ArrayList<>();
    for (Wish wish : wishes) {
      wish.publicIds().forEach(id -> keys.add(new RelationKey(wish.follower(), id)));
      for (long id : wish.privateIds()) {
        RelationKey key = new RelationKey(wish.follower(), id);
        keys.add(key);
        toPrivate.add(key);
      }
    }
    keys.sort(null);
    return keys;
  }

  /** Without locks, which would be in the wrong order; the end of the transaction looks again. */
  private void countRoom(List<Wish> wishes) {
    List<Long> followers = wishes.stream().map(Wish::follower).toList();
    Map<Long, FollowCounts> counts = CounterRows.read(handle, followers);
    for (long follower : followers) {
      FollowCounts count = counts.getOrDefault(follower, FollowCounts.getDefaultInstance());
      room.put(follower, limit - count.getFollowing());
    }
  }

  private List<Relation> follow(List<Relation> rows) {
    Map<Long, Integer> taken = new HashMap<>();
    return rows.stream().map(row -> follow(row, taken)).toList();
  }

  private Relation follow(Relation row, Map<Long, Integer> taken) {
    if (FollowPolicy.obstacle(row) != FollowPolicy.Obstacle.NONE) {
      return row;
    }
    Relation after = FollowPolicy.follow(row, toPrivate.contains(row.key()), micros);
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
      news.computeIfAbsent(change.after().key().user(), f -> new FollowNews(f, micros)).add(change);
    }
  }
}
