package tintype.benchmarks;

import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import tintype.benchmarks.HomeFeedServer.Use;
import tintype.feed.v1.FeedServiceGrpc;
import tintype.feed.v1.GetHomeFeedRequest;

/** The feed service in a JVM of its own on one core, asked over connections with a call each. */
public final class GrpcFeeds implements AutoCloseable {
  private static final int CORE = 0;
  private static final String HEAP = "1500m";

  private final PinnedServer server;
  private final String token;
  private final int port;
  private final int page;
  private final RawCalls calls;

  private GrpcFeeds(PinnedServer server, int readers, int connections, int page)
      throws IOException {
    this.server = server;
    this.page = page;
    String[] where = server.line().split(" ");
    port = Integer.parseInt(where[0]);
    token = where[where.length - 1];
    byte[][] requests =
        IntStream.range(0, readers)
            .mapToObj(reader -> request(reader).toByteArray())
            .toArray(byte[][]::new);
    calls = new RawCalls(port, token, connections, requests);
  }

  /**
   * Starts one over a network.
   *
   * @param draw what makes the network
   * @param readers how many of its readers are asked for, the first ones
   * @param connections each has one call on its way at most
   * @param page posts of an answer
   */
  public static GrpcFeeds start(GraphDraw draw, int readers, int connections, int page)
      throws Exception {
    List<String> arguments =
        List.of(
            "--accounts=" + draw.accounts(),
            "--readers=" + draw.readers(),
            "--follows=" + draw.follows(),
            "--posts=" + draw.posts(),
            "--page=" + page,
            "--seed=" + draw.seed());
    List<String> heap = List.of("-Xms" + HEAP, "-Xmx" + HEAP);
    PinnedServer server = PinnedServer.start(CORE, heap, arguments);
    try {
      return new GrpcFeeds(server, readers, connections, page);
    } catch (IOException | RuntimeException e) {
      server.close();
      throw e;
    }
  }

  /**
   * Compares the service's answers with those of sorting all posts.
   *
   * @throws IllegalStateException if one differs
   */
  public void check(int readers, IntFunction<long[]> expected) {
    ManagedChannel channel =
        NettyChannelBuilder.forAddress("127.0.0.1", port).usePlaintext().build();
    try {
      var feed = FeedServiceGrpc.newBlockingStub(Target.as(channel, token));
      for (int reader = 0; reader < readers; reader++) {
        List<Long> found = feed.getHomeFeed(request(reader)).getPostIdsList();
        List<Long> wanted = new ArrayList<>();
        for (long id : expected.apply(reader)) {
          wanted.add(id);
        }
        if (!found.equals(wanted)) {
          throw new IllegalStateException("GetHomeFeed answers reader " + reader + " otherwise");
        }
      }
    } finally {
      channel.shutdownNow();
    }
  }

  /** As many as it answers; says how many. */
  public long flatOut(Duration time) {
    return calls.closedLoop(1, time);
  }

  /** So many a second, timed from when each was due. */
  public Times atRate(double perSecond, Duration time) {
    return calls.openLoop("GetHomeFeed", (int) Math.max(1, perSecond), time);
  }

  /** CPU of the server since its start. */
  public double cpuMicros() throws IOException {
    return Use.parse(server.ask("use")).cpuNanos() / 1e3;
  }

  @Override
  public void close() throws InterruptedException {
    calls.close();
    server.close();
  }

  private GetHomeFeedRequest request(int reader) {
    return GetHomeFeedRequest.newBuilder()
        .setAccountId(Network.accountId(reader))
        .setPageSize(page)
        .build();
  }
}
