package tintype.graph;

import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
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
