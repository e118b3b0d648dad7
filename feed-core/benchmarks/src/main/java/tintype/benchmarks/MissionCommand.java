package tintype.benchmarks;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tintype.engine.Applier;
import tintype.engine.FeedPage;
import tintype.engine.FeedStore;
import tintype.engine.FeedStoreConfig;
import tintype.engine.Usage;

/**
 * The feed side of a whole network on one machine: its accounts, a month of its posts, and the
 * readers of a day with what they follow. Builds it, then reads at the rate of that day.
 */
@Command(
    name = "mission",
    description = "500 M accounts, 60 M posts and 1 M readers on one machine")
public final class MissionCommand implements Callable<Integer> {
  private static final int LIMIT = 50;
  private static final int AT_ONCE = 200_000;
  private static final double ZIPF = 0.8;
  private static final double POSTS_SIGMA = 1;

  /** Odd and large: scatters neighbours in rank over all accounts. */
  private static final long STEP = 1_000_003;

  @Option(names = "--accounts", defaultValue = "500000000")
  private int accounts;

  @Option(names = "--authors", defaultValue = "30000000", description = "Who posted in the month")
  private int authors;

  @Option(names = "--posts", defaultValue = "60000000")
  private int posts;

  @Option(names = "--readers", defaultValue = "1000000")
  private int readers;

  @Option(names = "--follows", defaultValue = "500")
  private int follows;

  @Option(names = "--rate", defaultValue = "579", description = "Reads a second")
  private int rate;

  @Option(names = "--seconds", defaultValue = "60")
  private int seconds;

  @Option(names = "--seed", defaultValue = "1")
  private long seed;

  @Option(names = "--memory", defaultValue = "18", description = "Most of the store, in GiB")
  private int gibibytes;

  @Option(names = "--ranking", description = "With room for affinities and engagements")
  private boolean ranking;

  private final FeedPage page = new FeedPage();
  private SplittableRandom random = new SplittableRandom();

  @Override
  public Integer call() throws IOException {
    random = new SplittableRandom(seed);
    long bytes = (long) gibibytes << 30;
    FeedStoreConfig config = new FeedStoreConfig(bytes, accounts);
    try (FeedStore store = FeedStore.create(ranking ? config.withRanking() : config)) {
      build(store);
      print(store.usage());
      readAtOnce(store, new Histogram(3));
      Stall stall = Stall.start();
      Histogram atRate = new Histogram(TimeUnit.SECONDS.toNanos(10), 3);
      double share = read(store, seconds * rate, atRate);
      report(rate + " a second", atRate);
      System.out.printf(
          Locale.ROOT, "the thread took %.2f %% of a core, waking up included%n", 100 * share);
      Histogram atOnce = new Histogram(TimeUnit.SECONDS.toNanos(10), 3);
      readAtOnce(store, atOnce);
      report("one after another", atOnce);
      stall.print();
    }
    return 0;
  }

  private void build(FeedStore store) {
    Applier applier = store.applier();
    long start = System.nanoTime();
    try (Steps steps = new Steps("accounts", accounts)) {
      for (int account = 0; account < accounts; account++) {
        applier.register(accountId(account));
        steps.done(1);
      }
    }
    try (Steps steps = new Steps("posts", posts)) {
      double mean = (double) posts / authors;
      for (int author = 0; author < authors; author++) {
        double drawn = mean * Math.exp(POSTS_SIGMA * random.nextGaussian() - POSTS_SIGMA / 2);
        int count = (int) (drawn + random.nextDouble());
        for (int i = 0; i < count; i++) {
          applier.post(accountId(scattered(author)), 1 + random.nextLong(1L << 55));
        }
        steps.done(count);
      }
    }
    try (Steps steps = new Steps("readers", readers)) {
      long[] followees = new long[follows];
      for (int reader = 0; reader < readers; reader++) {
        for (int i = 0; i < follows; i++) {
          followees[i] = accountId(scattered(popular()));
        }
        applier.replaceFollowees(readerId(reader), followees, follows);
        steps.done(1);
      }
    }
    System.out.printf(Locale.ROOT, "built in %.0f s%n", (System.nanoTime() - start) / 1e9);
  }

  /** The share of a core that the reading thread took; each call's time goes to the histogram. */
  private double read(FeedStore store, int reads, Histogram nanos) {
    var threads = ManagementFactory.getThreadMXBean();
    long period = TimeUnit.SECONDS.toNanos(1) / rate;
    long begin = System.nanoTime();
    long cpu = threads.getCurrentThreadCpuTime();
    for (int i = 0; i < reads; i++) {
      long due = begin + i * period;
      for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
        LockSupport.parkNanos(left);
      }
      readOne(store, nanos);
    }
    return (double) (threads.getCurrentThreadCpuTime() - cpu) / (System.nanoTime() - begin);
  }

  /** What a processor is worth that is never idle between reads. */
  private void readAtOnce(FeedStore store, Histogram nanos) {
    for (int i = 0; i < AT_ONCE; i++) {
      readOne(store, nanos);
    }
  }

  private void readOne(FeedStore store, Histogram nanos) {
    long reader = readerId(random.nextInt(readers));
    long start = System.nanoTime();
    store.reader().gather(reader, Long.MAX_VALUE, LIMIT, page);
    nanos.recordValue(System.nanoTime() - start);
  }

  private void print(Usage usage) throws IOException {
    System.out.println(usage);
    System.out.printf(
        Locale.ROOT,
        "%.2f GiB in use of %.2f in pages; %.2f B an account, %.2f B an edge; process %s%n",
        usage.bytesUsed() / (double) (1 << 30),
        usage.bytesReserved() / (double) (1 << 30),
        (double) usage.columnBytes() / usage.accounts(),
        (double) usage.adjacencyBytes() / usage.edges(),
        residentMemory());
  }

  private static String residentMemory() throws IOException {
    return Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(line -> line.startsWith("VmRSS"))
        .findFirst()
        .map(line -> line.replaceAll("\\s+", " "))
        .orElse("");
  }

  private static void report(String name, Histogram nanos) {
    System.out.printf(
        Locale.ROOT,
        "%,d reads, %s: p50 %.1f us, p99 %.1f us, p99.9 %.1f us, most %.1f us%n",
        nanos.getTotalCount(),
        name,
        nanos.getValueAtPercentile(50) / 1e3,
        nanos.getValueAtPercentile(99) / 1e3,
        nanos.getValueAtPercentile(99.9) / 1e3,
        nanos.getMaxValue() / 1e3);
  }

  /** Ascending, with gaps that differ: a minute with many registrations, one with few. */
  private static long accountId(long account) {
    return 1 + 4_096 * account + (account * 0x9E37_79B9_7F4A_7C15L >>> 53);
  }

  private long readerId(int reader) {
    return accountId((reader * 499L + 7) % accounts);
  }

  private int scattered(int rank) {
    return (int) (rank * STEP % accounts);
  }

  /** Among those who post, by the inverse of the continuous form of Zipf's law. */
  private int popular() {
    double top = Math.pow(authors + 1.0, 1 - ZIPF);
    double rank = Math.pow(1 + random.nextDouble() * (top - 1), 1 / (1 - ZIPF)) - 1;
    return (int) Math.min(rank, authors - 1);
  }

  /** Tells every five seconds how far a phase has come, and at its end what it took. */
  private static final class Steps implements AutoCloseable {
    private static final long EVERY = TimeUnit.SECONDS.toNanos(5);

    private final String what;
    private final long expected;
    private final long start = System.nanoTime();
    private long count;
    private long told = start;

    Steps(String what, long expected) {
      this.what = what;
      this.expected = expected;
    }

    void done(int more) {
      count += more;
      if ((count & 1023) < more && System.nanoTime() - told > EVERY) {
        told = System.nanoTime();
        print("so far");
      }
    }

    @Override
    public void close() {
      print("all");
    }

    private void print(String state) {
      double taken = (System.nanoTime() - start) / 1e9;
      System.out.printf(
          Locale.ROOT,
          "%-9s %-6s %,13d of about %,d in %.0f s, %,.0f a second%n",
          what,
          state,
          count,
          expected,
          taken,
          count / taken);
    }
  }
}
