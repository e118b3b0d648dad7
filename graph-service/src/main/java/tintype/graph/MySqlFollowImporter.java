package tintype.graph;

import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import tintype.platform.rpc.ApiException;
import tintype.platform.sql.Database;
import tintype.platform.sql.Outbox;

/**
 * Imports into keyspace graph: a few transactions side by side, so that they share the forced
 * writes of the log, each of several followers of one shard.
 */
final class MySqlFollowImporter implements FollowImporter {
  /** Rows that a transaction locks; one follower's rows stay together even where they are more. */
  private static final int MAX_EDGES = 2_000;

  /** Transactions at once in all of the process: they leave connections of the pool to others. */
  private static final int MAX_TRANSACTIONS = 4;

  /** Tries of a transaction whose followers' counts moved past the limit meanwhile. */
  private static final int MAX_ATTEMPTS = 5;

  private final Lanes lanes = new Lanes(MAX_TRANSACTIONS);
  private final Database database;
  private final Outbox outbox;
  private final Shards shards;
  private final GraphConfig config;
  private final Clock clock;

  @Inject
  MySqlFollowImporter(
      Database database, Outbox outbox, Shards shards, GraphConfig config, Clock clock) {
    this.database = database;
    this.outbox = outbox;
    this.shards = shards;
    this.config = config;
    this.clock = clock;
  }

  @Override
  public Outcome add(Collection<Wish> wishes) {
    ShardKey shard = shards.key();
    var batches = Batches.of(wishes, w -> shard.of(w.follower()), Wish::size, MAX_EDGES);
    List<Callable<Outcome>> transactions = new ArrayList<>();
    batches.forEach(batch -> transactions.add(() -> add(batch)));
    return lanes.run(transactions).stream().reduce(Outcome.NONE, Outcome::plus);
  }

  private Outcome add(List<Wish> batch) {
    for (int attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) {
      try {
        return database.transact(
            handle ->
                new ImportTransaction(handle, outbox, config.followingLimit(), Micros.now(clock))
                    .run(batch));
      } catch (ImportTransaction.LimitMovedException e) {
        // Another transaction took the room that was counted on: count again.
        continue;
      }
    }
    throw ApiException.tryAgain(
        "the followers' other follows got in between: try again", Duration.ofSeconds(1), null);
  }
}
