package tintype.benchmarks.compare;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;
import tintype.benchmarks.GraphDraw;
import tintype.benchmarks.GrpcFeeds;
import tintype.benchmarks.Network;
import tintype.benchmarks.Times;

/**
 * What Redis takes for reading a ready-made list, next to the feed service, and for a post to five
 * hundred followers.
 */
final class RedisRows {
  static final String READ = "Redis, ZREVRANGE of a ready-made list";
  static final String PING = "Redis, PING";
  static final String GRPC = "GetHomeFeed over gRPC";
  static final String FAN_OUT = "Redis, fan-out of a post to 500";

  private static final int CONNECTIONS = 32;
  private static final int FOLLOWERS = 500;

  private static final Duration WARM_UP = Duration.ofSeconds(15);

  /** Of the fastest rate, for latency: so that a queue is not what is measured. */
  private static final double CALM = 0.3;

  private final Report report;
  private final Effort effort;

  RedisRows(Report report, Effort effort) {
    this.report = report;
    this.effort = effort;
  }

  /**
   * Fills a server from the network, compares its answers, and loads it; our own, which draws the
   * same network, by turns with it.
   */
  void measure(Network network, BruteForce bruteForce, long seed) throws Exception {
    try (RedisServer server = RedisServer.start();
        RedisPeer peer = fill(server, network, bruteForce);
        GrpcFeeds ours = startOurs(bruteForce, seed)) {
      byte[][] feeds = new byte[peer.readers()][];
      for (int reader = 0; reader < feeds.length; reader++) {
        feeds[reader] = RedisPeer.request(reader, ReadBenchmark.LIMIT);
      }
      byte[][] pings = {"PING\r\n".getBytes(StandardCharsets.US_ASCII)};
      for (int round = -1; round < effort.rounds(); round++) {
        List<Row> rows = List.of(load(ours), load(server, READ, feeds), load(server, PING, pings));
        // The first round only warms up.
        if (round >= 0) {
          rows.forEach(report::add);
        }
      }
      fanOut(server, peer, network, seed);
    } finally {
      Cores.takeAll();
    }
  }

  private RedisPeer fill(RedisServer server, Network network, BruteForce bruteForce)
      throws IOException {
    Cores.takeRest();
    report.say("Redis gets the feeds of " + effort.readers() + " readers by fan-out.");
    RedisPeer peer = new RedisPeer(server, network, effort.readers());
    bruteForce.check(peer, effort.readers(), ReadBenchmark.LIMIT);
    return peer;
  }

  private GrpcFeeds startOurs(BruteForce bruteForce, long seed) throws Exception {
    report.say("The feed service starts and gets the same network.");
    GraphDraw draw = ReadBenchmark.draw(1_000_000, true, seed);
    GrpcFeeds ours = GrpcFeeds.start(draw, effort.readers(), CONNECTIONS, ReadBenchmark.LIMIT);
    ours.check(effort.readers(), reader -> bruteForce.feed(reader, ReadBenchmark.LIMIT));
    // Its compiler has the same one core.
    ours.flatOut(WARM_UP);
    return ours;
  }

  private Row load(GrpcFeeds ours) throws IOException {
    double before = ours.cpuMicros();
    long begin = System.nanoTime();
    long answered = ours.flatOut(effort.load());
    double rate = answered / ((System.nanoTime() - begin) / 1e9);
    double cpu = ours.cpuMicros() - before;
    Times calm = ours.atRate(CALM * rate, effort.load());
    return new Row(
        "C",
        GRPC,
        calm.percentile(50) / 1e3,
        calm.percentile(99) / 1e3,
        cpu / answered,
        rate,
        Double.NaN);
  }

  private Row load(RedisServer server, String name, byte[][] requests) throws IOException {
    try (RespLoad load = new RespLoad(server.port(), CONNECTIONS, requests)) {
      double before = server.cpuMicros();
      RespLoad.Result fast = load.flatOut(effort.load());
      double cpu = server.cpuMicros() - before;
      RespLoad.Result calm = load.atRate(CALM * fast.rate(), effort.load());
      return new Row(
          "C",
          name,
          calm.nanos().getValueAtPercentile(50) / 1e3,
          calm.nanos().getValueAtPercentile(99) / 1e3,
          cpu / fast.answered(),
          fast.rate(),
          Double.NaN);
    }
  }

  private void fanOut(RedisServer server, RedisPeer peer, Network network, long seed)
      throws IOException {
    SplittableRandom random = new SplittableRandom(seed);
    int followers = Math.min(FOLLOWERS, peer.readers());
    int post = network.posts();
    for (int round = 0; round < effort.rounds(); round++) {
      double before = server.cpuMicros();
      long begin = System.nanoTime();
      long end = begin + effort.load().toNanos();
      int posts = 0;
      for (; System.nanoTime() < end; posts++) {
        BitSet drawn = new BitSet(peer.readers());
        while (drawn.cardinality() < followers) {
          drawn.set(random.nextInt(peer.readers()));
        }
        long id = Network.postId(post++);
        drawn.stream().forEach(follower -> peer.add(follower, id));
      }
      peer.finish();
      double micros = (System.nanoTime() - begin) / 1e3;
      double cpu = server.cpuMicros() - before;
      report.add(
          new Row(
              "D",
              FAN_OUT,
              micros / posts,
              Double.NaN,
              cpu / posts,
              1e6 * posts / micros,
              Double.NaN));
    }
  }
}
