package tintype.benchmarks;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tintype.engine.FeedPage;
import tintype.engine.FeedStore;
import tintype.engine.FeedStoreConfig;

/**
 * A thread that reads feeds half of its time, on one core, while another applies events on the
 * other and the store grows. Every read over a millisecond is looked into: was the JVM in a
 * safepoint, had the thread no core, or is it the engine? Between two reads the thread spins, where
 * the engine has no part: what it misses there is what the machine does by itself.
 */
@Command(name = "pauses", description = "Minutes of reads at half load, and what held each up.")
public final class PausesCommand implements Callable<Integer> {
  private static final long BOUND_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
  private static final long CALIBRATION_NANOS = TimeUnit.SECONDS.toNanos(2);

  @Option(names = "--seconds", description = "How long (default: ${DEFAULT-VALUE}, ten minutes).")
  private int seconds = 600;

  @Option(names = "--events", description = "Applied a second (default: ${DEFAULT-VALUE}).")
  private int events = 5_000;

  @Option(names = "--accounts", description = "At the start (default: ${DEFAULT-VALUE}).")
  private int accounts = 1_000_000;

  @Option(names = "--readers", description = "Who read (default: ${DEFAULT-VALUE}).")
  private int readers = 20_000;

  @Option(names = "--follows", description = "Followees of each (default: ${DEFAULT-VALUE}).")
  private int follows = 500;

  @Option(names = "--posts", description = "At the start (default: ${DEFAULT-VALUE}).")
  private int posts = 4_000_000;

  @Option(names = "--limit", description = "Posts a page (default: ${DEFAULT-VALUE}).")
  private int limit = 50;

  @Option(names = "--gib", description = "Memory of the store (default: ${DEFAULT-VALUE}).")
  private int gib = 4;

  @Override
  public Integer call() throws Exception {
    Network network = new GraphDraw(accounts, readers, follows, true, posts, 1).draw();
    try (FeedStore store = FeedStore.create(FeedStoreConfig.ofBytes((long) gib << 30));
        Safepoints safepoints = Safepoints.start();
        ExecutorService threads = Executors.newFixedThreadPool(2)) {
      network.registerAll(store.applier());
      network.postAll(store.applier());
      network.followAll(store.applier());
      long mean = meanNanos(store);
      System.gc();
      long collections = collections();
      long begin = System.nanoTime();
      long end = begin + TimeUnit.SECONDS.toNanos(seconds);
      Future<Reads> reading = threads.submit(() -> read(store, 2 * mean, end));
      Future<Changes> changing = threads.submit(() -> change(network, store, end));
      Reads reads = reading.get();
      Changes changes = changing.get();
      safepoints.stop();
      print(reads, changes, safepoints, store, collections() - collections);
    }
    return 0;
  }

  private record Reads(
      Times times, Times late, Pauses slow, Pauses spins, double busy, double micros) {}

  private record Changes(Times times, Pauses slow, long count, int accounts) {}

  /** Times each read from its beginning, and from when it was due. */
  private Reads read(FeedStore store, long period, long end) throws Exception {
    OwnThread thread = OwnThread.pinnedTo(0);
    FeedPage page = new FeedPage();
    SplittableRandom random = new SplittableRandom(3);
    Times times = new Times("reads");
    Times late = new Times("reads, from when due");
    Pauses slow = new Pauses("reads", BOUND_NANOS, thread);
    Pauses spins = new Pauses("spins between reads", BOUND_NANOS, thread);
    long busy = 0;
    long begin = System.nanoTime();
    long lastLook = begin;
    long now = begin;
    for (long due = begin; due < end; due += period) {
      for (long next = System.nanoTime(); ; now = next, next = System.nanoTime()) {
        spins.check(next - now, "spin");
        if (next >= due) {
          now = next;
          break;
        }
        Thread.onSpinWait();
      }
      if (now - lastLook > LOOK_NANOS) {
        slow.look();
        spins.look();
        lastLook = now;
        now = System.nanoTime();
      }
      long start = now;
      store.reader().gather(someReader(random), Long.MAX_VALUE, limit, page);
      now = System.nanoTime();
      times.record(now - start);
      late.record(now - due);
      slow.check(now - start, "read");
      busy += now - start;
    }
    return new Reads(
        times, late, slow, spins, (double) busy / (System.nanoTime() - begin), period / 2e3);
  }

  /** Of a read in the last of three rounds, when all is compiled. */
  private long meanNanos(FeedStore store) {
    FeedPage page = new FeedPage();
    SplittableRandom random = new SplittableRandom(2);
    long mean = 0;
    for (int round = 0; round < 3; round++) {
      long start = System.nanoTime();
      long reads = 0;
      for (; System.nanoTime() - start < CALIBRATION_NANOS; reads++) {
        store.reader().gather(someReader(random), Long.MAX_VALUE, limit, page);
      }
      mean = (System.nanoTime() - start) / reads;
    }
    return mean;
  }

  private Changes change(Network network, FeedStore store, long end) throws Exception {
    OwnThread thread = OwnThread.pinnedTo(1);
    EngineEvents source = new EngineEvents(network, store.applier());
    Times times = new Times("events applied");
    Pauses slow = new Pauses("events applied", BOUND_NANOS, thread);
    long period = TimeUnit.SECONDS.toNanos(1) / events;
    long count = 0;
    long lastLook = System.nanoTime();
    for (long due = System.nanoTime(); due < end; due += period, count++) {
      for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
        LockSupport.parkNanos(left);
      }
      long start = System.nanoTime();
      if (start - lastLook > LOOK_NANOS) {
        slow.look();
        lastLook = start;
        start = System.nanoTime();
      }
      String what = source.next();
      long nanos = System.nanoTime() - start;
      times.record(nanos);
      slow.check(nanos, what);
    }
    return new Changes(times, slow, count, source.accounts());
  }

  private long someReader(SplittableRandom random) {
    return Network.accountId(random.nextInt(readers));
  }

  private void print(
      Reads reads, Changes changes, Safepoints safepoints, FeedStore store, long collections) {
    System.out.printf(
        Locale.ROOT,
        "%s; busy %.0f %% (a read took %.1f us before); %,d events; accounts %,d to %,d; %,d MiB in"
            + " pages; %d collections, %d safepoints over 0.2 ms%n",
        Duration.ofSeconds(seconds),
        100 * reads.busy(),
        reads.micros(),
        changes.count(),
        accounts,
        changes.accounts(),
        store.usage().bytesReserved() >> 20,
        collections,
        safepoints.count());
    reads.times().print("");
    reads.late().print("");
    changes.times().print("");
    reads.slow().print(safepoints);
    reads.spins().print(safepoints);
    changes.slow().print(safepoints);
  }

  private static long collections() {
    return ManagementFactory.getGarbageCollectorMXBeans().stream()
        .mapToLong(GarbageCollectorMXBean::getCollectionCount)
        .sum();
  }
}
