package tintype.benchmarks;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tintype.benchmarks.CrashWorld.Change;
import tintype.engine.FeedStore;
import tintype.engine.FeedStoreConfig;
import tintype.engine.Snapshot;
import tintype.engine.SnapshotFile;

/**
 * The process that is killed: goes on from the last snapshot and the log, writes every account's
 * feed to its output, and then makes changes and snapshots until its end.
 */
@Command(name = "crash-child")
final class CrashChildCommand implements Callable<Integer> {
  private static final int BATCH = 500;
  private static final long BATCH_NANOS = 10_000_000;
  private static final int MOST_MILLIS_BETWEEN = 800;

  @Option(names = "--folder", required = true)
  private Path folder;

  @Option(names = "--accounts", required = true)
  private int accounts;

  @Option(names = "--followees", required = true)
  private int followees;

  @Option(names = "--memory-mb", required = true)
  private long memoryMb;

  /** A store to go on with: how long its file was, and which change is the next. */
  private record Begun(FeedStore store, long bytes, long next) {}

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new CrashChildCommand()).execute(arguments));
  }

  @Override
  public Integer call() throws Exception {
    CrashWorld world = new CrashWorld(accounts, followees);
    Path file = folder.resolve("feed.snapshot");
    try (CrashLog log = new CrashLog(folder.resolve("log"))) {
      long started = System.nanoTime();
      // The first store of a JVM loads Chronicle's classes: a second or so, however large it is.
      FeedStore.create(config()).close();
      long empty = System.nanoTime();
      Begun begun = Files.exists(file) ? load(file) : fill(world);
      long loaded = System.nanoTime();
      long next = log.size();
      log.replay(begun.next(), next, change -> change.apply(begun.store().applier()));
      long ready = System.nanoTime();
      print(
          begun.bytes(),
          next - begun.next(),
          next,
          empty - started,
          loaded - empty,
          ready - loaded);
      print(CrashFeeds.of(begun.store().reader(), accounts));
      goOn(world, begun.store(), log, next, file);
    }
    return 0;
  }

  private Begun load(Path file) {
    try (SnapshotFile snapshot = new SnapshotFile(file)) {
      FeedStore store = FeedStore.load(config(), snapshot, bytes -> {});
      return new Begun(store, snapshot.bytes(), ByteBuffer.wrap(snapshot.note()).getLong());
    }
  }

  private Begun fill(CrashWorld world) {
    FeedStore store = FeedStore.create(config());
    world.fill(store.applier());
    return new Begun(store, 0, 0);
  }

  private FeedStoreConfig config() {
    return FeedStoreConfig.ofBytes(memoryMb << 20);
  }

  private static void print(long... numbers) {
    ByteBuffer bytes = ByteBuffer.allocate(Long.BYTES * numbers.length);
    bytes.asLongBuffer().put(numbers);
    System.out.write(bytes.array(), 0, bytes.capacity());
    System.out.flush();
  }

  private void goOn(CrashWorld world, FeedStore store, CrashLog log, long first, Path file)
      throws IOException {
    SplittableRandom random = new SplittableRandom();
    Snapshot snapshot = null;
    long next = first;
    long due = System.nanoTime();
    ProcessHandle parent = ProcessHandle.current().parent().orElseThrow();
    while (parent.isAlive()) {
      long batchEnd = System.nanoTime() + BATCH_NANOS;
      Change[] changes = new Change[BATCH];
      for (int i = 0; i < BATCH; i++) {
        changes[i] = world.change(next + i);
      }
      log.append(next, changes);
      for (Change change : changes) {
        change.apply(store.applier());
      }
      next += BATCH;
      if (System.nanoTime() - due > 0 && (snapshot == null || snapshot.done().isDone())) {
        byte[] note = ByteBuffer.allocate(Long.BYTES).putLong(next).array();
        snapshot = store.snapshot(file, "crash", note);
        due = System.nanoTime() + random.nextInt(MOST_MILLIS_BETWEEN) * 1_000_000L;
      }
      LockSupport.parkNanos(Math.max(0, batchEnd - System.nanoTime()));
    }
  }
}
