package tintype.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tintype.engine.FeedPage;
import tintype.engine.FeedStore;
import tintype.engine.FeedStoreConfig;

/** Reads as fast as one thread can, quiet and beside changes at a fixed rate, by turns. */
@Command(
    name = "apply",
    description = "Changes beside full read load, and whether all of them are there afterwards.")
public final class ApplyCommand implements Callable<Integer> {
  private static final long SEED = 7;
  private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  @Option(names = "--accounts", description = "Accounts (default: ${DEFAULT-VALUE}).")
  private int accounts = 1_000_000;

  @Option(names = "--readers", description = "Those who follow (default: ${DEFAULT-VALUE}).")
  private int readers = 20_000;

  @Option(names = "--follows", description = "Followees of each (default: ${DEFAULT-VALUE}).")
  private int follows = 500;

  @Option(names = "--posts", description = "Posts at the start (default: ${DEFAULT-VALUE}).")
  private int posts = 4_000_000;

  @Option(names = "--rate", description = "Changes a second (default: ${DEFAULT-VALUE}).")
  private int rate = 100_000;

  @Option(names = "--changes", description = "Changes in all (default: ${DEFAULT-VALUE}).")
  private int count = 10_000_000;

  @Option(names = "--rounds", description = "Quiet and loaded ones (default: ${DEFAULT-VALUE}).")
  private int rounds = 10;

  @Option(names = "--limit", description = "Posts a page (default: ${DEFAULT-VALUE}).")
  private int limit = 50;

  @Option(names = "--gib", description = "Memory of the store (default: ${DEFAULT-VALUE}).")
  private int gib = 4;

  private final List<Histogram> quiet = new ArrayList<>();
  private final List<Histogram> loaded = new ArrayList<>();
  private final Times late = new Times("changes, late by");
  private final AtomicLong torn = new AtomicLong();
  private volatile boolean stopped;

  @Override
  public Integer call() throws Exception {
    Network network = new GraphDraw(accounts, readers, follows, false, posts, 1).draw();
    Changes changes = new Changes(network, count, SEED);
    try (FeedStore store = FeedStore.create(FeedStoreConfig.ofBytes((long) gib << 30))) {
      network.registerAll(store.applier());
      network.postAll(store.applier());
      network.followAll(store.applier());
      print("network", "%,d accounts, %,d readers, %,d posts", accounts, readers, posts);
      read(store, changes, 10);
      Stall stall = Stall.start();
      int each = count / rounds;
      for (int round = 0; round < rounds; round++) {
        quiet.add(read(store, changes, (double) each / rate));
        loaded.add(readBeside(store, changes, each));
        print("round " + (round + 1), "quiet %s, loaded %s", text(quiet), text(loaded));
      }
      report();
      late.print("");
      stall.print();
      return verify(store, changes.again(SEED), (long) each * rounds) ? 0 : 1;
    }
  }

  /** Beside an applier who makes so many changes at the rate, whatever became of those before. */
  private Histogram readBeside(FeedStore store, Changes changes, int each) throws Exception {
    stopped = false;
    Histogram[] times = new Histogram[1];
    Thread reader =
        Thread.ofPlatform()
            .name("reader")
            .start(() -> times[0] = read(store, changes, Double.MAX_VALUE));
    Changes.Listener applier = changes.into(store.applier());
    int tick = Math.max(1, (int) ((long) rate * TICK_NANOS / TimeUnit.SECONDS.toNanos(1)));
    long begin = System.nanoTime();
    for (int done = 0; done < each; done += tick) {
      long due = begin + done / tick * TICK_NANOS;
      for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
        LockSupport.parkNanos(left);
      }
      for (int i = done; i < Math.min(done + tick, each); i++) {
        changes.next(applier);
      }
      late.record(System.nanoTime() - due);
    }
    stopped = true;
    reader.join();
    return times[0];
  }

  /** One page after the other for a time, or until it is stopped. */
  private Histogram read(FeedStore store, Changes changes, double seconds) {
    Histogram times = new Histogram(3);
    FeedPage page = new FeedPage();
    boolean untilStopped = seconds == Double.MAX_VALUE;
    long begin = System.nanoTime();
    for (long i = 0; untilStopped ? !stopped : System.nanoTime() - begin < seconds * 1e9; i++) {
      int reader = (int) (i * 1_000_003L % readers);
      long start = System.nanoTime();
      store.reader().gather(Network.accountId(reader), Long.MAX_VALUE, limit, page);
      times.recordValue(System.nanoTime() - start);
      if (!isWhole(page, changes)) {
        torn.incrementAndGet();
      }
    }
    return times;
  }

  /** Newest first, none twice, and each its author's. */
  private static boolean isWhole(FeedPage page, Changes changes) {
    long previous = Long.MAX_VALUE;
    for (int i = 0; i < page.size(); i++) {
      long id = page.postId(i);
      int author = changes.author(Changes.number(id));
      if (id >= previous || page.authorId(i) != Network.accountId(author)) {
        return false;
      }
      previous = id;
    }
    return true;
  }

  private boolean verify(FeedStore store, Changes again, long made) {
    ChangesCheck check = new ChangesCheck(again, made);
    long held = check.compareAuthors(store.reader());
    long shown = check.compareFeeds(store, limit);
    print("changes", "%,d made; %,d torn pages", made, torn.get());
    print("compared", "%,d posts held, %,d posts in %,d feeds", held, shown, readers);
    print("of those", "%,d missing, %,d doubled or wrong", check.missing(), check.wrong());
    return check.missing() + check.wrong() + torn.get() == 0;
  }

  private void report() {
    for (double percentile : new double[] {50, 99, 99.9}) {
      double before = median(quiet, percentile);
      double beside = median(loaded, percentile);
      print(
          "reads, p" + percentile,
          "quiet %.2f us, loaded %.2f us, ratio %.2f (medians of %d rounds)",
          before,
          beside,
          beside / before,
          rounds);
    }
  }

  private static double median(List<Histogram> rounds, double percentile) {
    double[] values =
        rounds.stream()
            .mapToDouble(h -> h.getValueAtPercentile(percentile) / 1e3)
            .sorted()
            .toArray();
    return values[values.length / 2];
  }

  private static String text(List<Histogram> rounds) {
    Histogram last = rounds.getLast();
    return String.format(
        Locale.ROOT,
        "%,d reads, p50 %.2f us, p99.9 %.2f us",
        last.getTotalCount(),
        last.getValueAtPercentile(50) / 1e3,
        last.getValueAtPercentile(99.9) / 1e3);
  }

  private static void print(String name, String format, Object... values) {
    System.out.printf(Locale.ROOT, "%-14s %s%n", name, String.format(Locale.ROOT, format, values));
  }
}
