package tintype.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tintype.feed.FeedModule;
import tintype.feed.v1.FeedServiceGrpc;
import tintype.feed.v1.GetHomeFeedRequest;
import tintype.feed.v1.GetHomeFeedResponse;
import tintype.platform.auth.Credentials;
import tintype.platform.config.Config;
import tintype.platform.rpc.UnaryHandler;
import tintype.platform.server.Address;
import tintype.platform.server.Installation;
import tintype.platform.server.RunningService;
import tintype.platform.server.ServerConfig;
import tintype.platform.sql.Keyspace;

/**
 * The feed service over a drawn network, and an echo within the same stack that answers each reader
 * what the feed answered at the start. Says on its standard output where they are, then a line of
 * {@link Use} for each line that it reads, and ends with its input.
 */
@Command(name = "home-feed-server", description = "The server of home-feed.")
final class HomeFeedServer implements Callable<Integer> {
  /**
   * What this process has used up since its start.
   *
   * @param bytes allotted by all threads
   * @param cpuNanos of all threads
   * @param gathers reads of the index
   * @param gatherNanos that they took
   */
  record Use(long bytes, long cpuNanos, long gathers, long gatherNanos) {
    static Use parse(String line) {
      String[] parts = line.split(" ");
      return new Use(
          Long.parseLong(parts[0]),
          Long.parseLong(parts[1]),
          Long.parseLong(parts[2]),
          Long.parseLong(parts[3]));
    }

    Use since(Use before) {
      return new Use(
          bytes - before.bytes,
          cpuNanos - before.cpuNanos,
          gathers - before.gathers,
          gatherNanos - before.gatherNanos);
    }

    String line() {
      return bytes + " " + cpuNanos + " " + gathers + " " + gatherNanos;
    }
  }

  @Mixin private HomeFeedNetwork drawn = new HomeFeedNetwork();

  private final MeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new HomeFeedServer()).execute(arguments));
  }

  @Override
  public Integer call() throws Exception {
    Path folder = Files.createTempDirectory("home-feed");
    Credentials credentials = new Credentials(folder.resolve("credentials"));
    Installation installation =
        new Installation(
            Config.of(Map.of("data-dir", folder.toString())),
            Clock.systemUTC(),
            metrics,
            credentials,
            Map.of("feed", Address.inProcess("feed")),
            new EnumMap<>(Keyspace.class),
            false);
    Network network = drawn.draw();
    FeedModule module =
        new FeedModule(
            installation,
            DrawnLog.accounts(network),
            DrawnLog.follows(network),
            DrawnLog.posts(network));
    try (RunningService feed = RunningService.start(module, ServerConfig.defaults(), 0)) {
      awaitReady(feed);
      GetHomeFeedResponse[] answers = answers(credentials);
      UnaryHandler<GetHomeFeedRequest, GetHomeFeedResponse> held =
          request -> answers[HomeFeedNetwork.reader(request.getAccountId())];
      Server bare = EchoServer.startBare(held);
      try (EchoServer echo = EchoServer.start(credentials, metrics, held)) {
        PinnedServer.answer(
            "%d %d %d %s"
                .formatted(
                    feed.port(), echo.port(), bare.getPort(), EchoServer.token(credentials)));
        tellUse();
      } finally {
        bare.shutdownNow();
      }
    } finally {
      installation.close();
    }
    return 0;
  }

  private static void awaitReady(RunningService feed) {
    long giveUp = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
    while (!feed.notReady().isEmpty()) {
      if (System.nanoTime() - giveUp > 0) {
        throw new IllegalStateException("not ready: " + feed.notReady());
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
  }

  private GetHomeFeedResponse[] answers(Credentials credentials) {
    ManagedChannel channel = InProcessChannelBuilder.forName("feed").directExecutor().build();
    var feed = FeedServiceGrpc.newBlockingStub(EchoServer.asTools(channel, credentials));
    GetHomeFeedResponse[] answers = new GetHomeFeedResponse[drawn.readers()];
    for (int reader = 0; reader < answers.length; reader++) {
      answers[reader] = feed.getHomeFeed(drawn.request(reader));
    }
    channel.shutdownNow();
    return answers;
  }

  private void tellUse() throws Exception {
    var input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
    while (input.readLine() != null) {
      PinnedServer.answer(use().line());
    }
  }

  private Use use() {
    var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    var gathers = metrics.get("feed.gather").timer();
    return new Use(
        threads.getTotalThreadAllocatedBytes(),
        system.getProcessCpuTime(),
        gathers.count(),
        (long) gathers.totalTime(TimeUnit.NANOSECONDS));
  }
}
