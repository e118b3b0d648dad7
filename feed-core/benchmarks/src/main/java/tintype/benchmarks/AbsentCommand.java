package tintype.benchmarks;

import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthGrpc;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tintype.feed.v1.FeedServiceGrpc;
import tintype.feed.v1.FeedServiceGrpc.FeedServiceBlockingStub;
import tintype.feed.v1.GetHomeFeedRequest;

/**
 * The first feed of readers whose lists of followees are not in memory and come from the database,
 * and the second feed of the same readers, which must be equal. Budgets are so small that hardly
 * anybody's list is held after the start.
 */
@Command(
    name = "absent",
    description = "The first feed of readers whose followees are not in memory.")
public final class AbsentCommand implements Callable<Integer> {
  @Option(
      names = "--data-dir",
      description = "Loaded; nothing may run on it (default: ${DEFAULT-VALUE}).")
  private Path dataDir = Path.of("var");

  @Option(names = "--loaded", description = "Loaded accounts u0..uN (default: ${DEFAULT-VALUE}).")
  private int loaded = 81_306;

  @Option(names = "--readers", description = "Accounts that read (default: ${DEFAULT-VALUE}).")
  private int readers = 6_000;

  @Option(names = "--rate", description = "Reads a second (default: ${DEFAULT-VALUE}).")
  private int rate = 100;

  private final Map<Long, List<Long>> pages = new ConcurrentHashMap<>();
  private final AtomicInteger compared = new AtomicInteger();
  private final AtomicInteger differing = new AtomicInteger();

  @Override
  public Integer call() throws Exception {
    try (OwnSystem own =
        OwnSystem.start(
            dataDir,
            "--feed-engine-hot-lists=64KiB",
            "--feed-engine-cold-lists=64KiB",
            "--feed-snapshot-folder=")) {
      Target target = own.target();
      FeedServiceBlockingStub feed = FeedServiceGrpc.newBlockingStub(target.asTools("feed"));
      long[] accounts = Cast.someLoaded(target, loaded, readers);
      int warm = accounts.length / 3;
      measure(target, feed, accounts, 0, warm, false);
      measure(target, feed, accounts, warm, accounts.length, true);
    }
    System.out.printf("%d second feeds of %d differ%n", differing.get(), compared.get());
    return differing.get() == 0 && compared.get() > 0 ? 0 : 1;
  }

  private void measure(
      Target target, FeedServiceBlockingStub feed, long[] accounts, int from, int to, boolean print)
      throws Exception {
    AtomicInteger next = new AtomicInteger(from);
    AtomicInteger again = new AtomicInteger(from);
    var health = HealthGrpc.newBlockingStub(target.channel("feed"));
    OpenLoop first =
        new OpenLoop(
            "first feed, absent", rate, () -> read(feed, accounts[next.getAndIncrement()]));
    OpenLoop second =
        new OpenLoop("second feed", rate, () -> read(feed, accounts[again.getAndIncrement()]));
    OpenLoop echo =
        new OpenLoop(
            "echo, gRPC", rate, () -> health.check(HealthCheckRequest.getDefaultInstance()));
    Duration time = Duration.ofMillis(1_000L * (to - from) / rate);
    double loadsBefore = loads(target);
    Stall stall = Stall.start();
    echo.start(time);
    first.start(time);
    // Each reader's second read is due half a second after the first.
    Thread.sleep(500);
    second.start(time);
    first.await();
    second.await();
    echo.await();
    if (print) {
      first.print();
      second.print();
      echo.print();
      System.out.printf("%.0f lists were loaded%n", loads(target) - loadsBefore);
      stall.print();
    }
  }

  private void read(FeedServiceBlockingStub feed, long reader) {
    List<Long> page =
        feed.getHomeFeed(
                GetHomeFeedRequest.newBuilder().setAccountId(reader).setPageSize(50).build())
            .getPostIdsList();
    List<Long> before = pages.putIfAbsent(reader, page);
    if (before != null) {
      compared.incrementAndGet();
      differing.addAndGet(before.equals(page) ? 0 : 1);
    }
  }

  private static double loads(Target target) throws Exception {
    return target
        .metrics()
        .lines()
        .filter(line -> line.startsWith("feed_load_seconds_count"))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }
}
