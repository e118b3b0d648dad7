package tintype.graph;

import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import tintype.platform.rpc.ApiException;
import tintype.platform.sql.Database;
import tintype.platform.sql.Outbox;
import tintype.platform.sql.ShardBatches;

/**
 * Imports into keyspace graph: a few transactions side by side, so that they share the forced
 * writes of the log, each of several followers of one shard.
 */
final class MySqlFollowImporter implements FollowImporter {
  /** Rows that a transaction locks; one follower's rows stay together even where they are more. */
  private static final int MAX_EDGES = 2_000;

  /** Accepted requests of a transaction: each locks another account's count. */
  private static final int MAX_ACCEPTED = 100;

  /** Transactions at once in all of the process: they leave connections of the pool to others. */
  private static final int MAX_TRANSACTIONS = 4;

  /** Tries of a transaction whose followers' counts moved past the limit meanwhile. */
  private static final int MAX_ATTEMPTS = 5;

  private final Database database;
  private final Outbox outbox;
  private final ShardBatches batches;
  private final GraphConfig config;
  private final Clock clock;

  @Inject
  MySqlFollowImporter(Database database, Outbox outbox, GraphConfig config, Clock clock) {
    this.database = database;
    this.outbox = outbox;
    this.batches = new ShardBatches(database, MAX_TRANSACTIONS);
    this.config = config;
    this.clock = clock;
  }

  @Override
  public Outcome add(Collection<Wish> wishes) {
    return batches.transact(wishes, Wish::follower, Wish::size, MAX_EDGES, this::add).stream()
        .reduce(Outcome.NONE, Outcome::plus);
  }

  @Override
  public int accept(Collection<RelationKey> requests) {
    return batches
        .transact(requests, RelationKey::user, key -> 1, MAX_ACCEPTED, this::acceptAll)
        .stream()
        .mapToInt(Outcome::created)
        .sum();
  }

  private Outcome add(List<Wish> batch) {
    List<RelationKey> keys = new ArrayList<>();
    Set<RelationKey> toPrivate = new HashSet<>();
    for (Wish wish : batch) {
      wish.publicIds().forEach(id -> keys.add(new RelationKey(wish.follower(), id)));
      wish.privateIds().forEach(id -> toPrivate.add(new RelationKey(wish.follower(), id)));
    }
    keys.addAll(toPrivate);
    keys.sort(null);
    long now = Micros.now(clock);
    return transact(
        keys,
        row ->
            FollowPolicy.obstacle(row) == FollowPolicy.Obstacle.NONE
                ? FollowPolicy.follow(row, toPrivate.contains(row.key()), now)
                : row);
  }

  private Outcome acceptAll(List<RelationKey> requests) {
    long now = Micros.now(clock);
    return transact(requests, row -> FollowPolicy.accept(row, now));
  }

  private Outcome transact(List<RelationKey> keys, UnaryOperator<Relation> wish) {
    return FollowTimes.inOrder(
        clock,
        earliest -> withinLimit(keys, row -> FollowTimes.from(earliest, row, wish.apply(row))));
  }

  private Outcome withinLimit(List<RelationKey> keys, UnaryOperator<Relation> wish) {
    for (int attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) {
      try {
        return database.transact(
            handle ->
                new ImportTransaction(handle, outbox, config.followingLimit(), Micros.now(clock))
                    .run(keys, wish));
      } catch (ImportTransaction.LimitMovedException e) {
        // Another transaction took the room that was counted on: count again.
        continue;
      }
    }
    throw ApiException.tryAgain(
        "the followers' other follows got in between: try again", Duration.ofSeconds(1), null);
  }
}
