package tintype.benchmarks;

import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.HdrHistogram.Histogram;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tintype.engine.FeedPage;
import tintype.engine.FeedStore;
import tintype.engine.FeedStoreConfig;
import tintype.engine.Usage;

/** Rebuilds a store from a whole network, and reads everybody's feed. */
@Command(
    name = "graph",
    description = "Rebuild time, bytes an edge, and feed reads over all readers of a network.")
public final class GraphCommand implements Callable<Integer> {
  private static final long SEED = 1;
  private static final int WARM_UP_READS = 200_000;

  @Parameters(
      arity = "0..1",
      description =
          "Lines of follower<TAB>followee, numbers from 0, may be gzipped; if absent, drawn.")
  private Path file;

  @Option(names = "--posts", description = "Posts in all (default: ${DEFAULT-VALUE}).")
  private int posts = 200_000;

  @Option(names = "--accounts", description = "Accounts, if drawn (default: ${DEFAULT-VALUE}).")
  private int accounts = 1_000_000;

  @Option(names = "--readers", description = "Those who follow (default: ${DEFAULT-VALUE}).")
  private int readers = 100_000;

  @Option(
      names = "--follows",
      description = "Followees of each, on average (default: ${DEFAULT-VALUE}).")
  private int follows = 500;

  @Option(names = "--exactly", description = "Every reader has just so many followees, if drawn.")
  private boolean exactly;

  @Option(names = "--limit", description = "Posts a page (default: ${DEFAULT-VALUE}).")
  private int limit = 50;

  @Option(names = "--gib", description = "Memory of the store (default: ${DEFAULT-VALUE}).")
  private int gib = 2;

  @Override
  public Integer call() throws Exception {
    Network network =
        file == null
            ? new GraphDraw(accounts, readers, follows, exactly, posts, SEED).draw()
            : Network.read(file, posts, SEED);
    print(
        "network",
        "%,d accounts, %,d readers, %,d edges, %,d posts",
        network.accounts(),
        network.readers(),
        network.edges(),
        network.posts());
    try (FeedStore store = FeedStore.create(FeedStoreConfig.ofBytes((long) gib << 30))) {
      rebuild(network, store);
      size(store.usage());
      reads(network, store);
    }
    return 0;
  }

  private static void rebuild(Network network, FeedStore store) {
    long start = System.nanoTime();
    network.registerAll(store.applier());
    long registered = System.nanoTime();
    network.postAll(store.applier());
    long posted = System.nanoTime();
    network.followAll(store.applier());
    long followed = System.nanoTime();
    print(
        "rebuild",
        "%.2f s (accounts %.2f, posts %.2f, edges %.2f)",
        (followed - start) / 1e9,
        (registered - start) / 1e9,
        (posted - registered) / 1e9,
        (followed - posted) / 1e9);
  }

  private static void size(Usage usage) {
    double edges = usage.edges();
    print(
        "bytes an edge",
        "%.2f (blocks %.2f, table of readers %.2f)",
        (usage.adjacencyBytes() + usage.dictionaryBytes()) / edges,
        usage.adjacencyBytes() / edges,
        usage.dictionaryBytes() / edges);
    print("columns", "%.1f bytes an account", (double) usage.columnBytes() / usage.accounts());
    print("rings", "%.1f bytes a post held", (double) usage.ringBytes() / usage.posts());
    print(
        "pages",
        "%,d of %,d, %.1f MiB, %.1f %% of it in use",
        usage.pagesUsed(),
        usage.pagesMax(),
        usage.bytesReserved() / 1048576.0,
        100.0 * usage.bytesUsed() / usage.bytesReserved());
  }

  private void reads(Network network, FeedStore store) {
    FeedPage page = new FeedPage();
    Histogram times = new Histogram(3);
    long timer = timerNanos();
    int warmUp = 0;
    while (warmUp < WARM_UP_READS) {
      for (int reader = 0; reader < network.readers(); reader++, warmUp++) {
        store.reader().gather(Network.accountId(reader), Long.MAX_VALUE, limit, page);
      }
    }
    long found = 0;
    long begin = System.nanoTime();
    for (int i = 0; i < network.readers(); i++) {
      // Not in the order of loading, in which lists lie side by side.
      int reader = (int) (i * 1_000_003L % network.readers());
      long start = System.nanoTime();
      store.reader().gather(Network.accountId(reader), Long.MAX_VALUE, limit, page);
      times.recordValue(Math.max(0, System.nanoTime() - start - timer));
      found += page.size();
    }
    double mean = (double) (System.nanoTime() - begin) / network.readers() / 1e3;
    print(
        "feed reads",
        "%,d of %d posts at most, %.1f on average",
        network.readers(),
        limit,
        (double) found / network.readers());
    print(
        "a read",
        "p50 %.2f us, p99 %.2f us, p99.9 %.2f us, mean %.2f us (timer %d ns taken off)",
        times.getValueAtPercentile(50) / 1e3,
        times.getValueAtPercentile(99) / 1e3,
        times.getValueAtPercentile(99.9) / 1e3,
        mean,
        timer);
  }

  /** What two calls of the clock cost by themselves: the least that they are apart. */
  private static long timerNanos() {
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 1_000_000; i++) {
      long start = System.nanoTime();
      least = Math.min(least, System.nanoTime() - start);
    }
    return least;
  }

  private static void print(String name, String format, Object... values) {
    System.out.println(String.format(Locale.ROOT, "%-14s " + format, prepend(name, values)));
  }

  private static Object[] prepend(String name, Object... values) {
    Object[] all = new Object[values.length + 1];
    all[0] = name;
    System.arraycopy(values, 0, all, 1, values.length);
    return all;
  }
}
