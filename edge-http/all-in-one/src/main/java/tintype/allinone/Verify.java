package tintype.allinone;

import java.io.PrintStream;
import java.util.List;
import me.tongfei.progressbar.ProgressBar;
import tintype.feed.v1.FeedServiceGrpc;
import tintype.platform.config.Config;

/**
 * {@code verify}: compares every account's whole home feed with a brute-force answer from the rows,
 * every counter with the rows that it counts, every mirrored fact with the fact, and every reference
 * with what it refers to. Meant for a quiet system.
 */
final class Verify implements Command {
  private static final int CALLS_AT_ONCE = 8;

  @Override
  public int run(List<String> operands, Config config, PrintStream out) {
    if (!operands.isEmpty()) {
      throw new StartException("verify takes no operands.");
    }
    try (Backend backend = Backend.of(config, out)) {
      Differences differences = new Differences(out);
      Stopwatch time = Stopwatch.start();
      new RowChecks(backend).run(differences);
      long feeds = compareFeeds(backend, differences);
      out.printf("%,d feeds compared in %s%n", feeds, time.per(feeds, "feeds"));
      out.println(differences.summary());
      return differences.count() == 0 ? 0 : 1;
    }
  }

  private static long compareFeeds(Backend backend, Differences differences) {
    FeedOracle oracle = FeedOracle.read(backend);
    var stub = FeedServiceGrpc.newBlockingStub(backend.channel("feed"));
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
    return accounts.length;
  }
}
