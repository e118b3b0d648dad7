package tintype.benchmarks;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import tintype.engine.FeedPage;
import tintype.engine.FeedStore;
import tintype.engine.FeedStoreConfig;

/**
 * The newest 50 posts of 500 followees. Readers take turns, so that their lists and their
 * followees' posts are seldom in a cache.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class FeedGatherBenchmark {
  private static final int READERS = 4_096;
  private static final int FOLLOWEES = 500;
  private static final int POSTS_AN_AUTHOR = 4;
  private static final int LIMIT = 50;

  @Param("1000000")
  int accounts;

  private final FeedPage page = new FeedPage();
  private Network network;
  private FeedStore store;
  private long[] latest;
  private HeapFeed heapFeed;
  private int turn;

  /** The same network, in all three. */
  @Setup
  public void load() {
    network = Network.generate(accounts, READERS, FOLLOWEES, POSTS_AN_AUTHOR * accounts, 1);
    store = FeedStore.create(FeedStoreConfig.ofBytes(2L << 30));
    network.registerAll(store.applier());
    network.postAll(store.applier());
    network.followAll(store.applier());
    latest = new long[accounts];
    heapFeed = new HeapFeed();
    network.forEachPost(
        (author, post) -> {
          latest[author] = Math.max(latest[author], post);
          heapFeed.post(author, post);
        });
  }

  @TearDown
  public void close() {
    store.close();
  }

  /** The engine. */
  @Benchmark
  public int engine() {
    store.reader().gather(Network.accountId(next()), Long.MAX_VALUE, LIMIT, page);
    return page.size();
  }

  /** The floor: nothing but reading the newest id of every followee, from a plain array. */
  @Benchmark
  public long bareLatest() {
    long newest = 0;
    for (int followee : network.followees(next())) {
      newest = Math.max(newest, latest[followee]);
    }
    return newest;
  }

  /** What one would write first: ConcurrentHashMap and PriorityQueue. */
  @Benchmark
  public int hashMapAndQueue() {
    return heapFeed.newest(network.followees(next()), LIMIT).size();
  }

  private int next() {
    turn = turn + 1 == READERS ? 0 : turn + 1;
    return turn;
  }
}
