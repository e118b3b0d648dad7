package tintype.allinone;

import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import me.tongfei.progressbar.ProgressBar;
import tintype.feed.v1.FeedServiceGrpc;
import tintype.feed.v1.FeedServiceGrpc.FeedServiceBlockingStub;
import tintype.platform.config.Config;

/**
 * {@code verify}: compares every account's whole home feed with a brute-force answer from the rows,
 * the counters with the rows that they count, the mirrored follows and saves with the follows and
 * saves, and posts with their media. What is derived follows the rows by a moment, so where
 * something differs it looks again until that no longer changes. Meant for a system to which nobody
 * writes.
 */
final class Verify implements Command {
  private static final int CALLS_AT_ONCE = 8;
  private static final int MAX_LOOKS = 20;
  private static final Duration PAUSE = Duration.ofSeconds(2);

  @Override
  public int run(List<String> operands, Config config, PrintStream out) {
    if (!operands.isEmpty()) {
      throw new StartException("verify takes no operands.");
    }
    try (Backend backend = Backend.of(config, out)) {
      var stub = FeedServiceGrpc.newBlockingStub(backend.channel("feed"));
      Differences differences = settled(() -> look(backend, stub, out), PAUSE, out);
      differences.print(out);
      return differences.count() == 0 ? 0 : 1;
    }
  }

  /** What still differs once two looks in a row find as much, or after the last look. */
  static Differences settled(Supplier<Differences> look, Duration pause, PrintStream out) {
    Differences found = look.get();
    boolean settled = found.count() == 0;
    for (int looks = 1; !settled && looks < MAX_LOOKS; looks++) {
      out.printf("%,d differences, which may be on their way: looking again%n", found.count());
      LockSupport.parkNanos(pause.toNanos());
      Differences again = look.get();
      settled = again.count() == 0 || again.count() == found.count();
      found = again;
    }
    return found;
  }

  private static Differences look(Backend backend, FeedServiceBlockingStub stub, PrintStream out) {
    Differences differences = new Differences();
    Stopwatch time = Stopwatch.start();
    new RowChecks(backend).run(differences);
    new CrossChecks(backend, differences).run();
    new SaveChecks(backend, differences).run();
    FeedOracle oracle = FeedOracle.read(backend);
    long[] accounts = oracle.accounts();
    try (ProgressBar bar = Progress.bar("feeds", accounts.length);
        Concurrently calls = new Concurrently(CALLS_AT_ONCE)) {
      for (long account : accounts) {
        calls.run(
            () -> {
              new FeedComparison(stub, oracle).compare(account, differences);
              bar.step();
            });
      }
      calls.await();
    }
    out.printf("%,d feeds compared in %s%n", accounts.length, time.per(accounts.length, "feeds"));
    return differences;
  }
}
