package tintype.benchmarks;

import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tintype.benchmarks.HomeFeedServer.Use;
import tintype.feed.v1.FeedServiceGrpc;

/**
 * GetHomeFeed over TCP beside an echo of the same messages through the same stack, and one with
 * gRPC alone, by turns. The server has a core and this client the other. First as many calls as the
 * server takes, which says its rate, its CPU and its garbage a call; then both at one rate, for
 * latency.
 */
@Command(name = "home-feed", description = "GetHomeFeed over gRPC beside an echo, by turns.")
public final class HomeFeedCommand implements Callable<Integer> {
  private static final int CLIENT_CORE = 0;
  private static final int SERVER_CORE = 1;
  private static final int CHECKED = 200;

  @Mixin private HomeFeedNetwork drawn = new HomeFeedNetwork();

  @Option(names = "--rounds", description = "Of each (default: ${DEFAULT-VALUE}).")
  private int rounds = 5;

  @Option(names = "--seconds", description = "Of a measurement (default: ${DEFAULT-VALUE}).")
  private int seconds = 5;

  @Option(names = "--warm-up", description = "Seconds of each (default: ${DEFAULT-VALUE}).")
  private int warmUp = 15;

  @Option(names = "--connections", description = "To each (default: ${DEFAULT-VALUE}).")
  private int connections = 8;

  @Option(names = "--at-once", description = "Calls a connection (default: ${DEFAULT-VALUE}).")
  private int atOnce = 4;

  @Option(
      names = "--load",
      description = "Of the feed's highest rate, for latency (default: ${DEFAULT-VALUE}).")
  private double load = 0.5;

  @Option(names = "--heap", description = "Of the server (default: ${DEFAULT-VALUE}).")
  private String heap = "1500m";

  @Option(names = "--server-flag", description = "More flags of the server's JVM.")
  private List<String> flags = new ArrayList<>();

  /** One of the two servers, and what was measured of it round by round. */
  private static final class Side {
    private final String name;
    private final RawCalls calls;
    private final List<Sample> saturated = new ArrayList<>();
    private final List<Times> steady = new ArrayList<>();

    Side(String name, RawCalls calls) {
      this.name = name;
      this.calls = calls;
    }

    double median(ToDoubleFunction<Sample> value) {
      return HomeFeedCommand.median(saturated.stream().mapToDouble(value).toArray());
    }

    double percentile(double percentile) {
      return HomeFeedCommand.median(
          steady.stream().mapToDouble(times -> times.percentile(percentile) / 1e3).toArray());
    }
  }

  private record Sample(double rate, double cpuMicros, double bytes, double gatherMicros) {}

  @Override
  public Integer call() throws Exception {
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of(drawn.arguments()));
    List<String> heapAndMore = new ArrayList<>(flags);
    heapAndMore.add("-Xms" + heap);
    heapAndMore.add("-Xmx" + heap);
    try (PinnedServer server = PinnedServer.start(SERVER_CORE, heapAndMore, arguments)) {
      PinnedServer.pinSelf(CLIENT_CORE);
      String[] where = server.line().split(" ");
      int feedPort = Integer.parseInt(where[0]);
      int echoPort = Integer.parseInt(where[1]);
      int barePort = Integer.parseInt(where[2]);
      String token = where[3];
      check(feedPort, echoPort, token);
      try (RawCalls feed = calls(feedPort, token);
          RawCalls echo = calls(echoPort, token);
          RawCalls bare = calls(barePort, token)) {
        measure(
            server,
            List.of(
                new Side("gRPC alone", bare),
                new Side("echo", echo),
                new Side("GetHomeFeed", feed)));
      }
    }
    return 0;
  }

  private void measure(PinnedServer server, List<Side> sides) throws IOException {
    Side echo = sides.get(1);
    Side feed = sides.get(2);
    for (Side side : sides) {
      side.calls.closedLoop(atOnce, Duration.ofSeconds(warmUp));
    }
    Stall stall = Stall.start();
    for (int round = 0; round < rounds; round++) {
      for (Side side : sides) {
        side.saturated.add(saturate(server, side));
      }
    }
    int rate = (int) (load * feed.median(Sample::rate));
    for (int round = 0; round < rounds; round++) {
      for (Side side : sides) {
        side.steady.add(side.calls.openLoop(side.name, rate, Duration.ofSeconds(seconds)));
      }
    }
    print(sides, rate);
    compare(feed, echo);
    stall.print();
  }

  private Sample saturate(PinnedServer server, Side side) throws IOException {
    Use before = Use.parse(server.ask("use"));
    long start = System.nanoTime();
    long calls = side.calls.closedLoop(atOnce, Duration.ofSeconds(seconds));
    double took = (System.nanoTime() - start) / 1e9;
    Use used = Use.parse(server.ask("use")).since(before);
    return new Sample(
        calls / took,
        used.cpuNanos() / 1e3 / calls,
        (double) used.bytes() / calls,
        used.gathers() == 0 ? 0 : used.gatherNanos() / 1e3 / used.gathers());
  }

  private static void print(List<Side> sides, int rate) {
    System.out.printf(
        Locale.ROOT,
        "%n%-12s %9s %12s %9s %9s   at %,d/s: %8s %8s %9s%n",
        "medians",
        "calls/s",
        "CPU us/call",
        "bytes",
        "gather us",
        rate,
        "p50 us",
        "p99 us",
        "p99.9 us");
    for (Side side : sides) {
      System.out.printf(
          Locale.ROOT,
          "%-12s %,9.0f %12.1f %,9.0f %9.1f   %12s %8.0f %8.0f %9.0f%s%n",
          side.name,
          side.median(Sample::rate),
          side.median(Sample::cpuMicros),
          side.median(Sample::bytes),
          side.median(Sample::gatherMicros),
          "",
          side.percentile(50),
          side.percentile(99),
          side.percentile(99.9),
          side.calls.failures() == 0 ? "" : "   FAILED " + side.calls.failures());
    }
  }

  private static void compare(Side feed, Side echo) {
    System.out.printf(
        Locale.ROOT,
        "the feed to the echo: rate %.2fx (by CPU %.2fx), p50 %.2fx, p99 %.2fx, p99.9 %.2fx;"
            + " bytes %+,.0f a call%n",
        feed.median(Sample::rate) / echo.median(Sample::rate),
        echo.median(Sample::cpuMicros) / feed.median(Sample::cpuMicros),
        feed.percentile(50) / echo.percentile(50),
        feed.percentile(99) / echo.percentile(99),
        feed.percentile(99.9) / echo.percentile(99.9),
        feed.median(Sample::bytes) - echo.median(Sample::bytes));
  }

  /** Nothing is measured that does not answer the same. */
  private void check(int feedPort, int echoPort, String token) {
    ManagedChannel feed = plain(feedPort);
    ManagedChannel echo = plain(echoPort);
    try {
      for (int i = 0; i < CHECKED; i++) {
        var request = drawn.request((int) ((long) i * drawn.readers() / CHECKED));
        var expected = FeedServiceGrpc.newBlockingStub(Target.as(feed, token)).getHomeFeed(request);
        var found = FeedServiceGrpc.newBlockingStub(Target.as(echo, token)).getHomeFeed(request);
        if (expected.getPostIdsCount() == 0 || !expected.equals(found)) {
          throw new IllegalStateException("the feed and the echo differ: " + request);
        }
      }
    } finally {
      feed.shutdownNow();
      echo.shutdownNow();
    }
  }

  private RawCalls calls(int port, String token) {
    byte[][] requests =
        IntStream.range(0, drawn.readers())
            .mapToObj(reader -> drawn.request(reader).toByteArray())
            .toArray(byte[][]::new);
    return new RawCalls(port, token, connections, requests);
  }

  private static ManagedChannel plain(int port) {
    return NettyChannelBuilder.forAddress("127.0.0.1", port).usePlaintext().build();
  }

  private static double median(double[] values) {
    double[] sorted = java.util.Arrays.stream(values).sorted().toArray();
    int half = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
  }
}
