package tintype.graph;

import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.Handle;
import tintype.graph.v1.FollowCounts;
import tintype.platform.sql.Database;
import tintype.platform.sql.Outbox;

/** Relations in keyspace graph. */
final class MySqlRelationStore implements RelationStore {
  private final Database database;
  private final Outbox outbox;
  private final GraphConfig config;
  private final Clock clock;

  @Inject
  MySqlRelationStore(Database database, Outbox outbox, GraphConfig config, Clock clock) {
    this.database = database;
    this.outbox = outbox;
    this.config = config;
    this.clock = clock;
  }

  @Override
  public Relation get(RelationKey key) {
    return getAll(key.user(), List.of(key.other())).get(key.other());
  }

  @Override
  public Map<Long, Relation> getAll(long user, Collection<Long> others) {
    Map<Long, Relation> relations = new HashMap<>();
    others.forEach(other -> relations.put(other, Relation.none(new RelationKey(user, other))));
    if (!relations.isEmpty()) {
      Set<Long> keys = Set.copyOf(relations.keySet());
      database
          .read(handle -> RelationRows.read(handle, user, keys))
          .values()
          .forEach(relation -> relations.put(relation.key().other(), relation));
    }
    return relations;
  }

  @Override
  public BlocksQuery.Blocks blocks(Collection<RelationKey> keys) {
    BlocksQuery query = new BlocksQuery();
    List<RelationKey> all = keys.stream().sorted().toList();
    for (int from = 0; from < all.size(); from += BulkSql.MAX_ROWS) {
      List<RelationKey> part = all.subList(from, Math.min(all.size(), from + BulkSql.MAX_ROWS));
      database.read(
          handle -> {
            query.run(handle, part);
            return null;
          });
    }
    return query.found();
  }

  @Override
  public List<Listed> listFollowing(long user, Listed after, int limit) {
    return database.readStale(handle -> FollowListQuery.FOLLOWING.run(handle, user, after, limit));
  }

  @Override
  public long followsMicros(long user) {
    return database.read(
        handle ->
            Math.max(
                CounterRows.followsMicros(handle, user),
                MutualQuery.newestFollowMicros(handle, user)));
  }

  @Override
  public Set<Long> followedAt(long user, Collection<Long> others, long micros) {
    Set<Long> followed = new HashSet<>();
    for (Relation row : getAll(user, others).values()) {
      if (row.own().following() && row.own().followMicros() <= micros) {
        followed.add(row.key().other());
      }
    }
    Set<Long> ended =
        new HashSet<>(database.read(handle -> EndedFollows.since(handle, user, micros)));
    others.stream().filter(ended::contains).forEach(followed::add);
    return followed;
  }

  @Override
  public List<Long> followeeIds(long user) {
    return database.read(handle -> FolloweeIdsQuery.run(handle, user));
  }

  @Override
  public Map<Long, Long> mutedFollowees(long user) {
    return database.read(handle -> MutedFollowees.run(handle, user));
  }

  @Override
  public List<Listed> listFollowers(long user, Listed after, int limit) {
    return database.readStale(handle -> FollowListQuery.FOLLOWERS.run(handle, user, after, limit));
  }

  @Override
  public List<Listed> mutualFollowers(long viewer, long account, long at) {
    return mutual(MutualQuery.FOLLOWERS, viewer, account, at);
  }

  @Override
  public List<Listed> mutualFollowing(long viewer, long account, long at) {
    return mutual(MutualQuery.FOLLOWING, viewer, account, at);
  }

  private List<Listed> mutual(MutualQuery query, long viewer, long account, long at) {
    Set<Long> followees = database.read(handle -> MutualQuery.followees(handle, viewer, at));
    return viewer == account
        ? database.read(handle -> query.run(handle, account, followees))
        : database.readStale(handle -> query.run(handle, account, followees));
  }

  @Override
  public List<Listed> listSentRequests(long user, Listed after, int limit) {
    return database.readStale(handle -> FollowListQuery.SENT.run(handle, user, after, limit));
  }

  @Override
  public List<Listed> listReceivedRequests(long user, Listed after, int limit) {
    return database.readStale(handle -> FollowListQuery.RECEIVED.run(handle, user, after, limit));
  }

  @Override
  public List<Listed> list(OwnList list, long user, Listed after, int limit) {
    return database.readStale(handle -> ListedRows.page(handle, list, user, after, limit));
  }

  @Override
  public Map<Long, FollowCounts> counts(Collection<Long> accounts) {
    return database.read(handle -> CounterRows.read(handle, accounts));
  }

  @Override
  public Relation change(RelationKey key, UnaryOperator<Relation> step) {
    return FollowTimes.inOrder(
        clock,
        earliest ->
            database.transact(
                handle ->
                    change(
                        handle,
                        key,
                        row -> FollowTimes.from(earliest, row, step.apply(row)),
                        earliest)));
  }

  private Relation change(
      Handle handle, RelationKey key, UnaryOperator<Relation> step, long earliest) {
    RelationRows.Change change =
        RelationRows.change(
                handle, List.of(key), RelationHalf.OWN, rows -> rows.stream().map(step).toList())
            .getFirst();
    if (change.isOne()) {
      long now = Micros.now(clock);
      long end = Math.max(now, earliest);
      ListedRows.follow(handle, change, now);
      EndedFollows.note(handle, change, end);
      FollowNews news = new FollowNews(key.user(), now);
      news.add(change);
      outbox.append(handle, key.user(), news.event());
      count(handle, change.after().key().user(), CountMoves.of(change).endedAt(end));
    }
    return change.after();
  }

  private void count(Handle handle, long owner, CountMoves moves) {
    int follows = config.followingLimit();
    if (!CounterRows.addFollowing(handle, of(owner, moves), follows)) {
      throw new LimitReachedException(follows);
    }
    int friends = config.closeFriendsLimit();
    if (!CounterRows.addCloseFriends(handle, of(owner, moves), friends)) {
      throw new LimitReachedException(friends);
    }
    CounterRows.move(handle, of(owner, moves.withoutLimited()));
  }

  private static SortedMap<Long, CountMoves> of(long owner, CountMoves move) {
    return new TreeMap<>(Map.of(owner, move));
  }
}
