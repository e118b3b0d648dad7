package tintype.benchmarks;

import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.IntConsumer;
import org.HdrHistogram.Histogram;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tintype.engine.Applier;
import tintype.engine.FeedPage;
import tintype.engine.FeedStore;
import tintype.engine.FeedStoreConfig;
import tintype.engine.ListsAlone;
import tintype.engine.Usage;

/** What lists of followees take, hot and cold, and what reading them takes. */
@Command(
    name = "memory",
    description = "Bytes an edge, and reads, of readers who are hot, cold and absent.")
public final class MemoryCommand implements Callable<Integer> {
  private static final long SEED = 1;

  @Option(names = "--accounts", description = "In the store (default: ${DEFAULT-VALUE}).")
  private int accounts = 10_000_000;

  @Option(names = "--readers", description = "Those who follow (default: ${DEFAULT-VALUE}).")
  private int readers = 200_000;

  @Option(names = "--follows", description = "On average (default: ${DEFAULT-VALUE}).")
  private int follows = 500;

  @Option(names = "--exactly", description = "Every reader has just so many followees.")
  private boolean exactly;

  @Option(names = "--posts", description = "Posts in all (default: ${DEFAULT-VALUE}).")
  private int posts = 20_000_000;

  @Option(
      names = "--many-accounts",
      description = "For lists without the accounts behind them (default: ${DEFAULT-VALUE}).")
  private int manyAccounts = 500_000_000;

  @Option(names = "--reads", description = "Of each kind (default: ${DEFAULT-VALUE}).")
  private int reads = 200_000;

  @Option(names = "--gib", description = "Memory of the store (default: ${DEFAULT-VALUE}).")
  private int gib = 4;

  private final FeedPage page = new FeedPage();

  @Override
  public Integer call() {
    Network network = new GraphDraw(accounts, readers, follows, exactly, posts, SEED).draw();
    print("network", "%,d accounts, %,d edges", accounts, network.edges());
    try (FeedStore store = store(network, config(Long.MAX_VALUE).withRanking())) {
      size("hot, ranked", store.usage());
      time("hot, ranked", reader -> {}, reader -> read(store, reader));
    }
    try (FeedStore store = store(network, config(Long.MAX_VALUE))) {
      size("hot", store.usage());
      time("hot", reader -> {}, reader -> read(store, reader));
      time(
          "absent, but for the database",
          reader -> store.applier().evict(Network.accountId(reader)),
          reader -> load(store, network, reader));
    }
    try (FeedStore store = store(network, config(0))) {
      size("cold", store.usage());
      time("cold", reader -> {}, reader -> read(store, reader));
    }
    Network many = new GraphDraw(manyAccounts, readers, follows, exactly, 0, SEED).draw();
    alone("hot of many accounts", many, false, false);
    alone("hot of many accounts, ranked", many, false, true);
    alone("cold of many accounts", many, true, false);
    return 0;
  }

  private FeedStoreConfig config(long hotBytes) {
    return new FeedStoreConfig((long) gib << 30, accounts).withLists(hotBytes, Long.MAX_VALUE);
  }

  private FeedStore store(Network network, FeedStoreConfig config) {
    FeedStore store = FeedStore.create(config);
    long start = System.nanoTime();
    network.registerAll(store.applier());
    network.postAll(store.applier());
    for (int reader = 0; reader < readers; reader++) {
      long[] ids = accountIds(network.followees(reader));
      store.applier().offerFollowees(Network.accountId(reader), ids, ids.length);
    }
    print("loaded", "%.1f s", (System.nanoTime() - start) / 1e9);
    return store;
  }

  private static void size(String name, Usage usage) {
    long lists = usage.adjacencyBytes() + usage.coldPageBytes();
    print(
        name,
        "%.3f bytes an edge (lists %.3f, table of readers %.3f)",
        (double) (lists + usage.dictionaryBytes()) / usage.edges(),
        (double) lists / usage.edges(),
        (double) usage.dictionaryBytes() / usage.edges());
    print(
        "posts",
        "%.2f bytes of rings each, %,d posts",
        (double) usage.ringBytes() / usage.posts(),
        usage.posts());
    print(
        "pages",
        "%,d, %.2f %% of them unused, and %.2f %% between them",
        usage.pagesUsed(),
        100.0 * (usage.bytesReserved() - usage.bytesUsed()) / usage.bytesReserved(),
        100.0 * 64 / 65_536);
  }

  private void alone(String name, Network many, boolean cold, boolean ranking) {
    try (ListsAlone lists = new ListsAlone((long) gib << 30, ranking)) {
      for (int reader = 0; reader < readers; reader++) {
        lists.put(reader, many.followees(reader), cold);
      }
      print(name, "%.3f bytes an edge", (double) lists.bytes() / many.edges());
    }
  }

  private void read(FeedStore store, int reader) {
    store.reader().gather(Network.accountId(reader), Long.MAX_VALUE, 50, page);
    if (page.isAbsent()) {
      throw new IllegalStateException("reader " + reader + " is absent");
    }
  }

  /** As the service does it, with the list at hand. */
  private void load(FeedStore store, Network network, int reader) {
    store.reader().gather(Network.accountId(reader), Long.MAX_VALUE, 50, page);
    Applier applier = store.applier();
    if (page.isAbsent()) {
      long[] ids = accountIds(network.followees(reader));
      applier.replaceFollowees(Network.accountId(reader), ids, ids.length);
    }
    read(store, reader);
  }

  /** Twice: the first time warms up. Readers come in no order of their lists. */
  private void time(String name, IntConsumer prepare, IntConsumer read) {
    Histogram times = new Histogram(3);
    for (int round = 0; round < 2; round++) {
      times.reset();
      for (int i = 0; i < reads; i++) {
        int reader = (int) ((i + (long) round * reads) * 1_000_003L % readers);
        prepare.accept(reader);
        long start = System.nanoTime();
        read.accept(reader);
        times.recordValue(System.nanoTime() - start);
      }
    }
    print(
        "a read, " + name,
        "p50 %.2f us, p99 %.2f us, p99.9 %.2f us, mean %.2f us",
        times.getValueAtPercentile(50) / 1e3,
        times.getValueAtPercentile(99) / 1e3,
        times.getValueAtPercentile(99.9) / 1e3,
        times.getMean() / 1e3);
  }

  private static long[] accountIds(int[] numbers) {
    long[] ids = new long[numbers.length];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = Network.accountId(numbers[i]);
    }
    return ids;
  }

  private static void print(String name, String format, Object... values) {
    System.out.printf("%-32s %s%n", name, String.format(Locale.ROOT, format, values));
  }
}
