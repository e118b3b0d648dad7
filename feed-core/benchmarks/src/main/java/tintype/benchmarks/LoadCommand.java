package tintype.benchmarks;

import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthGrpc;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tintype.feed.v1.FeedServiceGrpc;
import tintype.feed.v1.GetHomeFeedRequest;

/**
 * Reads feeds of a running all-in-one at fixed rates while posts are written, each kind of call
 * beside a bare echo over the same transport. Times count from when a call was due, so a stall is
 * not hidden.
 */
@Command(name = "load", description = "Feed reads of a running system, over gRPC and the edge.")
public final class LoadCommand implements Callable<Integer> {
  @Option(names = "--data-dir", description = "Of the running system (default: ${DEFAULT-VALUE}).")
  private Path dataDir = Path.of("var");

  @Option(names = "--seconds", description = "How long (default: ${DEFAULT-VALUE}).")
  private int seconds = 30;

  @Option(
      names = "--warm-up",
      description = "Seconds before anything counts (default: ${DEFAULT-VALUE}).")
  private int warmUp = 10;

  @Option(
      names = "--edge-rate",
      description = "Hydrated feeds a second (default: ${DEFAULT-VALUE}).")
  private int edgeRate = 50;

  @Option(names = "--grpc-rate", description = "Feeds as ids a second (default: ${DEFAULT-VALUE}).")
  private int grpcRate = 200;

  @Option(names = "--post-rate", description = "Posts a second (default: ${DEFAULT-VALUE}).")
  private int postRate = 5;

  @Option(
      names = "--after-rate",
      description =
          "Follows a second of each kind that are read at once (default: ${DEFAULT-VALUE}).")
  private int afterRate = 10;

  @Option(names = "--readers", description = "Accounts that read (default: ${DEFAULT-VALUE}).")
  private int readers = 50;

  @Option(
      names = "--follows",
      description = "Whom each reader follows (default: ${DEFAULT-VALUE}).")
  private int follows = 100;

  @Option(names = "--loaded", description = "Loaded accounts u0..uN (default: ${DEFAULT-VALUE}).")
  private int loaded = 81_306;

  @Override
  public Integer call() throws Exception {
    try (Target target = Target.of(dataDir)) {
      Cast cast = Cast.prepare(target, readers, follows, loaded);
      measure(target, cast, Duration.ofSeconds(warmUp), false);
      measure(target, cast, Duration.ofSeconds(seconds), true);
    }
    return 0;
  }

  private void measure(Target target, Cast cast, Duration time, boolean print) throws Exception {
    var feed = FeedServiceGrpc.newBlockingStub(target.asTools("feed"));
    var health = HealthGrpc.newBlockingStub(target.channel("feed"));
    Freshness freshness = new Freshness(target, cast);
    AfterWrites after = new AfterWrites(target, cast);
    DerivedWaits feedBefore = DerivedWaits.now(target, "feed");
    DerivedWaits graphBefore = DerivedWaits.now(target, "graph");
    List<OpenLoop> loops =
        List.of(
            new OpenLoop("feed as ids, gRPC", grpcRate, () -> feed.getHomeFeed(someFeed(cast))),
            new OpenLoop(
                "echo, gRPC",
                grpcRate,
                () -> health.check(HealthCheckRequest.getDefaultInstance())),
            new OpenLoop(
                "hydrated feed, edge",
                edgeRate,
                () -> target.get("/v1/feed", cast.someReader().token(), 200)),
            new OpenLoop("echo, edge", edgeRate, () -> target.get("/none", "", 404)),
            new OpenLoop("upload and post", postRate, freshness::post),
            new OpenLoop("follow, feed: gRPC", afterRate, after::overGrpc),
            new OpenLoop("follow, list: gRPC", afterRate, after::followersOverGrpc),
            new OpenLoop("follow, feed: edge", afterRate, after::overEdge));
    Stall stall = Stall.start();
    loops.forEach(loop -> loop.start(time));
    for (OpenLoop loop : loops) {
      loop.await();
    }
    if (print) {
      loops.forEach(OpenLoop::print);
      freshness.print();
      after.print();
      DerivedWaits.now(target, "feed").printSince(feedBefore);
      DerivedWaits.now(target, "graph").printSince(graphBefore);
      stall.print();
    }
  }

  private static GetHomeFeedRequest someFeed(Cast cast) {
    long[] people = cast.loaded();
    long reader = people[ThreadLocalRandom.current().nextInt(people.length)];
    return GetHomeFeedRequest.newBuilder().setAccountId(reader).setPageSize(20).build();
  }
}
