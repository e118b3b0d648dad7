package tintype.feed;

import io.grpc.Channel;
import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.StreamObserver;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongFunction;
import java.util.stream.LongStream;
import tintype.feed.v1.FeedServiceGrpc;
import tintype.feed.v1.FeedServiceGrpc.FeedServiceStub;
import tintype.feed.v1.GetHomeFeedRequest;
import tintype.feed.v1.GetHomeFeedResponse;
import tintype.platform.sql.Keyspace;

/**
 * Measures roughly what a call of GetHomeFeed and a rebuild take, client and server in this one
 * process: {@code FeedLoad [followees of a reader]}. The tables come from memory, so the rebuild is
 * the engine's share alone.
 */
final class FeedLoad {
  private static final int ACCOUNTS = 81_306;
  private static final int READERS = 3_500;
  private static final int POSTS = 200_000;
  private static final int CALLS = 300_000;
  private static final int PAGE = 20;

  private final FakeChangeLog account = new FakeChangeLog(Keyspace.ACCOUNT, 1);
  private final FakeChangeLog graph = new FakeChangeLog(Keyspace.GRAPH, 1);
  private final FakeChangeLog media = new FakeChangeLog(Keyspace.MEDIA, 1);
  private final int followees;

  private FeedLoad(int followees) {
    this.followees = followees;
    account.table("account", List.of("user_id", "state"), "", this::accounts);
    graph.table("relation", World.FOLLOW_COLUMNS, "following = 1", this::follows);
    media.table("post", List.of("user_id", "post_id"), "state = 0", this::posts);
  }

  public static void main(String[] arguments) throws Exception {
    new FeedLoad(arguments.length == 0 ? 500 : Integer.parseInt(arguments[0])).run();
    System.exit(0);
  }

  private void run() throws Exception {
    FeedServer server = new FeedServer(new FeedLogs(account, graph, media), "512MiB");
    server.beforeAll(null);
    server.awaitReady();
    System.out.printf(
        "rebuild of %,d accounts, %,d follows, %,d posts: %.2f s%n",
        server.index().current().usage().accounts(),
        server.index().current().usage().edges(),
        server.index().current().usage().posts(),
        server.installation.metrics().get("feed.rebuild").timer().totalTime(TimeUnit.SECONDS));
    ManagedChannel tcp =
        NettyChannelBuilder.forAddress("127.0.0.1", server.service().port()).usePlaintext().build();
    for (int round = 0; round < 3; round++) {
      measure("in process", server, server.installation.channel("feed"), 8);
      measure("TCP, 1 at a time", server, tcp, 1);
      measure("TCP, 64 at a time", server, tcp, 64);
    }
    tcp.shutdownNow();
    server.afterAll(null);
  }

  private void measure(String name, FeedServer server, Channel channel, int atOnce)
      throws InterruptedException {
    FeedServiceStub stub = server.installation.asService(FeedServiceGrpc.newStub(channel), "tools");
    int calls = atOnce == 1 ? CALLS / 10 : CALLS;
    long[] micros = new long[calls];
    AtomicLong posts = new AtomicLong();
    Semaphore free = new Semaphore(atOnce);
    CountDownLatch done = new CountDownLatch(calls);
    SplittableRandom random = new SplittableRandom(1);
    long begin = System.nanoTime();
    for (int i = 0; i < calls; i++) {
      free.acquire();
      int call = i;
      long start = System.nanoTime();
      GetHomeFeedRequest request =
          GetHomeFeedRequest.newBuilder()
              .setAccountId(1 + random.nextInt(READERS))
              .setPageSize(PAGE)
              .build();
      stub.getHomeFeed(
          request,
          new StreamObserver<>() {
            @Override
            public void onNext(GetHomeFeedResponse answer) {
              posts.addAndGet(answer.getPostIdsCount());
            }

            @Override
            public void onError(Throwable failure) {
              failure.printStackTrace();
            }

            @Override
            public void onCompleted() {
              micros[call] = (System.nanoTime() - start) / 1_000;
              free.release();
              done.countDown();
            }
          });
    }
    done.await();
    double seconds = (System.nanoTime() - begin) / 1e9;
    Arrays.sort(micros);
    System.out.printf(
        "%-18s %,9.0f calls/s, p50 %d us, p99 %d us, %.1f posts a page; gather %.1f us%n",
        name,
        calls / seconds,
        micros[calls / 2],
        micros[calls * 99 / 100],
        (double) posts.get() / calls,
        server.installation.metrics().get("feed.gather").timer().mean(TimeUnit.MICROSECONDS));
  }

  private List<long[]> accounts() {
    return rows(ACCOUNTS, n -> new long[] {n, 0});
  }

  private List<long[]> follows() {
    SplittableRandom random = new SplittableRandom(2);
    return rows(
        READERS * followees,
        n -> new long[] {1 + (n - 1) / followees, 1 + random.nextInt(ACCOUNTS), 0, 0});
  }

  private List<long[]> posts() {
    SplittableRandom random = new SplittableRandom(3);
    return rows(POSTS, n -> new long[] {1 + random.nextInt(ACCOUNTS), n << 22});
  }

  private static List<long[]> rows(int count, LongFunction<long[]> row) {
    return LongStream.rangeClosed(1, count).mapToObj(row).toList();
  }
}
