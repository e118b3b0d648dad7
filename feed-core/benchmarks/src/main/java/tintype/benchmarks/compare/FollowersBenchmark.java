package tintype.benchmarks.compare;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import tintype.benchmarks.Network;
import tintype.engine.Applier;
import tintype.engine.FeedStore;
import tintype.engine.FeedStoreConfig;

/**
 * Posts of one author with one follower, or with millions: in one store of the same size, so that
 * only the number of followers differs.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class FollowersBenchmark {
  private static final int BATCH = 100_000;

  @Param({"1", "10000000"})
  int followers;

  @Param("10000000")
  int accounts;

  private FeedStore store;
  private long author;
  private long post;

  /** Accounts 0 and 1 are the authors, and every account after them follows one. */
  @Setup
  public void load() {
    store = FeedStore.create(FeedStoreConfig.ofBytes(6L << 30));
    Applier applier = store.applier();
    long many = Network.accountId(0);
    long one = Network.accountId(1);
    author = followers == 1 ? one : many;
    for (int account = 0; account < accounts + 3; account++) {
      applier.register(Network.accountId(account));
    }
    applier.follow(Network.accountId(2), one);
    for (int account = 3; account < accounts + 3; account++) {
      applier.follow(Network.accountId(account), many);
    }
    // Enough to fill the largest ring, so that every measured post takes the oldest one's place.
    for (post = 1; post < 2_000; post++) {
      applier.post(author, post);
    }
  }

  @TearDown
  public void close() {
    store.close();
  }

  @Benchmark
  @OperationsPerInvocation(BATCH)
  public long post(ThreadTime time) {
    Applier applier = store.applier();
    time.begin();
    for (int i = 0; i < BATCH; i++) {
      applier.post(author, post++);
    }
    time.end(BATCH);
    return post;
  }
}
