package tintype.platform.sql;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tintype.platform.concurrent.Lanes;

/**
 * Transactions on rows of many accounts: each takes accounts of one shard, since none may cross
 * shards. A plain database is one shard.
 */
public final class ShardBatches {
  private static final Logger log = LoggerFactory.getLogger(ShardBatches.class);

  private final ShardMap shards;
  private final Lanes lanes;

  /**
   * Batches of a keyspace.
   *
   * @param atOnce transactions side by side, of all callers together
   */
  public ShardBatches(Database database, int atOnce) {
    this(new ShardMap(database), atOnce);
  }

  ShardBatches(ShardMap shards, int atOnce) {
    this.shards = shards;
    this.lanes = new Lanes(atOnce);
  }

  /**
   * Runs a transaction for each batch of items and waits for all. A batch that turns out to cross
   * shards, as one may that was cut while a shard was split, is run again an account at a time; so
   * a transaction that fails must have had no effect.
   *
   * @param account whose rows an item is about
   * @param maxWeight of a batch; a single item may weigh more
   * @param transaction gets items in the order given
   * @return what the transactions returned
   * @throws RuntimeException the first one's failure, once all have ended
   */
  public <T, R> List<R> transact(
      Collection<T> items,
      ToLongFunction<T> account,
      ToIntFunction<T> weight,
      int maxWeight,
      Function<List<T>, R> transaction) {
    if (items.isEmpty()) {
      return List.of();
    }
    ShardMap.Shards now = shards.now();
    List<Callable<List<R>>> batches = new ArrayList<>();
    Batches.of(items, item -> now.of(account.applyAsLong(item)), weight, maxWeight)
        .forEach(batch -> batches.add(() -> transact(batch, account, transaction)));
    return lanes.run(batches).stream().flatMap(List::stream).toList();
  }

  private <T, R> List<R> transact(
      List<T> batch, ToLongFunction<T> account, Function<List<T>, R> transaction) {
    try {
      return List.of(transaction.apply(batch));
    } catch (RuntimeException e) {
      List<List<T>> apart = Batches.of(batch, account, item -> 1, batch.size());
      if (!FailureWords.crossesShards(e) || apart.size() == 1) {
        throw e;
      }
      log.atInfo().addKeyValue("items", batch.size()).log("A batch crossed shards: taken apart");
      shards.forget();
      return apart.stream().map(transaction).toList();
    }
  }
}
