package tintype.benchmarks;

import io.grpc.Channel;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthGrpc;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tintype.feed.v1.FeedServiceGrpc;
import tintype.feed.v1.GetHomeFeedRequest;
import tintype.feed.v1.ListHomePostsRequest;

/**
 * The same reads in process and over TCP (loopback, Netty), of one system in this very process,
 * each beside a bare echo over the same transport. All run at once, so that a stall hits all alike.
 */
@Command(name = "transports", description = "Feed reads in process beside the same over TCP.")
public final class TransportsCommand implements Callable<Integer> {
  private static final Duration WARM_UP = Duration.ofSeconds(10);

  @Option(
      names = "--data-dir",
      description = "Loaded; nothing may run on it (default: ${DEFAULT-VALUE}).")
  private Path dataDir = Path.of("var");

  @Option(names = "--seconds", description = "How long (default: ${DEFAULT-VALUE}).")
  private int seconds = 30;

  @Option(names = "--rate", description = "Of each kind, a second (default: ${DEFAULT-VALUE}).")
  private int rate = 50;

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
    try (OwnSystem own = OwnSystem.start(dataDir)) {
      Target target = own.target();
      Cast cast = Cast.prepare(target, readers, follows, loaded);
      measure(target, cast, WARM_UP, false);
      measure(target, cast, Duration.ofSeconds(seconds), true);
    }
    return 0;
  }

  private void measure(Target target, Cast cast, Duration time, boolean print) throws Exception {
    List<OpenLoop> inProcess = reads("in process", target, target.inProcess(), cast);
    List<OpenLoop> tcp = reads("TCP", target, target.channel("feed"), cast);
    OpenLoop edge =
        new OpenLoop(
            "hydrated, edge", rate, () -> target.get("/v1/feed", cast.someReader().token(), 200));
    List<OpenLoop> all = new ArrayList<>(inProcess);
    all.addAll(tcp);
    all.add(edge);
    Stall stall = Stall.start();
    all.forEach(loop -> loop.start(time));
    for (OpenLoop loop : all) {
      loop.await();
    }
    if (print) {
      all.forEach(OpenLoop::print);
      stall.print();
      for (int i = 0; i < tcp.size(); i++) {
        ratio(tcp.get(i), inProcess.get(i));
      }
      ratio(edge, inProcess.getLast());
      ratio(edge, tcp.getLast());
    }
  }

  /** Echo, ids, hydrated. */
  private List<OpenLoop> reads(String over, Target target, Channel channel, Cast cast) {
    var health = HealthGrpc.newBlockingStub(channel);
    var asTools = FeedServiceGrpc.newBlockingStub(target.asTools(channel));
    return List.of(
        new OpenLoop(
            "echo, " + over, rate, () -> health.check(HealthCheckRequest.getDefaultInstance())),
        new OpenLoop("ids, " + over, rate, () -> asTools.getHomeFeed(someFeed(cast))),
        new OpenLoop(
            "hydrated, " + over,
            rate,
            () ->
                FeedServiceGrpc.newBlockingStub(Target.as(channel, cast.someReader().token()))
                    .listHomePosts(ListHomePostsRequest.newBuilder().setPageSize(20).build())));
  }

  private static void ratio(OpenLoop one, OpenLoop other) {
    System.out.printf(
        Locale.ROOT,
        "%s to %s: p50 %.2fx, p99 %.2fx%n",
        one.name(),
        other.name(),
        one.percentile(50) / other.percentile(50),
        one.percentile(99) / other.percentile(99));
  }

  private static GetHomeFeedRequest someFeed(Cast cast) {
    long[] people = cast.loaded();
    long reader = people[ThreadLocalRandom.current().nextInt(people.length)];
    return GetHomeFeedRequest.newBuilder().setAccountId(reader).setPageSize(20).build();
  }
}
