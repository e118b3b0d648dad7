package tintype.graph;

import jakarta.inject.Inject;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import tintype.graph.v1.FollowsChanged;
import tintype.platform.sql.Database;
import tintype.platform.sql.Outbox;
import tintype.platform.sql.ShardBatches;

/**
 * Mirrors in keyspace graph. A transaction takes many followed accounts of one shard; it reads and
 * locks their rows, works out in memory what is news, and writes rows and then counts, each in one
 * statement for many.
 */
final class MySqlMirrorStore implements MirrorStore {
  /** Rows that one transaction locks, while the accounts' own follows wait. */
  private static final int MAX_EDGES = 2_000;

  /** Transactions at once. They are of different rows, so their order does not matter. */
  private static final int MAX_TRANSACTIONS = 2;

  /** The same of those that a call waits for, which do not queue behind the log's. */
  private static final int MAX_URGENT = 8;

  private final Database database;
  private final Outbox outbox;
  private final Clock clock;
  private final ShardBatches batches;
  private final ShardBatches urgent;

  @Inject
  MySqlMirrorStore(Database database, Outbox outbox, Clock clock) {
    this.database = database;
    this.outbox = outbox;
    this.clock = clock;
    this.batches = new ShardBatches(database, MAX_TRANSACTIONS);
    this.urgent = new ShardBatches(database, MAX_URGENT);
  }

  @Override
  public void apply(Collection<Edge> edges) {
    apply(edges, batches);
  }

  @Override
  public void catchUp(Collection<RelationKey> rows) {
    List<Edge> edges = new ArrayList<>();
    List<RelationKey> all = List.copyOf(rows);
    for (int from = 0; from < all.size(); from += BulkSql.MAX_ROWS) {
      List<RelationKey> part = all.subList(from, Math.min(all.size(), from + BulkSql.MAX_ROWS));
      database
          .read(handle -> RelationRows.read(handle, part))
          .values()
          .forEach(row -> edges.add(Edge.of(row)));
    }
    apply(edges, urgent);
  }

  private void apply(Collection<Edge> edges, ShardBatches batches) {
    SortedMap<RelationKey, Edge> newest = new TreeMap<>();
    for (Edge edge : edges) {
      newest.merge(edge.mirrorKey(), edge, (a, b) -> a.version() >= b.version() ? a : b);
    }
    batches.transact(
        newest.keySet(), RelationKey::user, key -> 1, MAX_EDGES, keys -> mirror(keys, newest));
  }

  private boolean mirror(List<RelationKey> keys, Map<RelationKey, Edge> edges) {
    return database.transact(handle -> mirror(handle, keys, edges));
  }

  private boolean mirror(Handle handle, List<RelationKey> keys, Map<RelationKey, Edge> edges) {
    SortedMap<Long, CountMoves> moves = new TreeMap<>();
    SortedMap<Long, FollowNews> cuts = new TreeMap<>();
    long now = Micros.now(clock);
    for (int from = 0; from < keys.size(); from += BulkSql.MAX_ROWS) {
      var part = keys.subList(from, Math.min(keys.size(), from + BulkSql.MAX_ROWS));
      RelationRows.change(
              handle,
              part,
              RelationHalf.MIRRORED,
              rows -> rows.stream().map(row -> mirrored(row, edges.get(row.key()))).toList())
          .forEach(
              change -> {
                long user = change.after().key().user();
                moves.merge(user, CountMoves.of(change), CountMoves::plus);
                if (RelationHalf.OWN.isChanged(change)) {
                  ListedRows.follow(handle, change, now);
                  cuts.computeIfAbsent(user, id -> new FollowNews(id, now)).add(change);
                }
              });
    }
    if (!cuts.isEmpty()) {
      SortedMap<Long, FollowsChanged> events = new TreeMap<>();
      cuts.forEach((user, news) -> events.put(user, news.event()));
      outbox.appendAll(handle, events);
    }
    CounterRows.move(handle, moves);
    return true;
  }

  /**
   * A block that the row has not heard of yet ends all that its owner has with the blocker, also
   * where it was lifted since. Rows that know of it already may have new ties. What a row knows
   * already it is told again, for it may be from before there was more to tell.
   */
  private static Relation mirrored(Relation row, Edge edge) {
    MirroredFacts known = row.mirrored();
    if (edge.version() < known.version()) {
      return row;
    }
    FollowsChanged.Edge says = edge.says();
    boolean wanted = says.getFollowing() || says.getRequested();
    Relation told =
        row.with(
            new MirroredFacts(
                says.getFollowing(),
                says.getRequested(),
                says.getBlocking(),
                says.getCloseFriend(),
                wanted ? says.getChangeMicros() : 0,
                says.getVersion(),
                known.other()));
    return says.getBlockVersion() > known.version() ? told.with(row.own().cut()) : told;
  }
}
