package tintype.benchmarks.social;

import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthGrpc;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.atomic.LongAdder;
import tintype.benchmarks.OpenLoop;
import tintype.benchmarks.Target;
import tintype.feed.v1.FeedServiceGrpc;
import tintype.feed.v1.ListHomePostsRequest;
import tintype.graph.v1.BatchGetRelationshipsRequest;
import tintype.graph.v1.GraphServiceGrpc;

/** What people see: relationships, grids, home feeds. Each is read before it is measured. */
final class Reads {
  private static final int SLOW_RATE = 100;
  private static final int BATCH = 100;
  private static final int PAGE = 20;
  private static final int GRID_PAGE = 30;
  private static final int LOOKED_AT = 100;

  /** Parts of the highest rate, so that one sees where it ends. */
  private static final double[] LADDER = {0.2, 0.4, 0.6, 1};

  private final Target target;
  private final World world;
  private final Readers readers;
  private final Plan plan;
  private final Figures figures;

  Reads(Target target, World world, Readers readers, Plan plan, Figures figures) {
    this.target = target;
    this.world = world;
    this.readers = readers;
    this.plan = plan;
    this.figures = figures;
  }

  /**
   * Makes all these calls for a while, the feeds at their highest rate: to be done once in a new
   * JVM, or the first size would be measured in colder code than the last.
   */
  void warmUp() throws InterruptedException, IOException {
    Duration longer = plan.time().multipliedBy(2);
    Paced.measure("warm-up", SLOW_RATE, longer, this::batch, grpcEcho());
    try (EdgeClient edge = new EdgeClient(target.port("http"))) {
      Paced.measure("warm-up", SLOW_RATE, longer, () -> gridPage(edge), echo(edge));
      Paced.measure("warm-up", plan.rate(), longer, () -> feedPage(edge), echo(edge));
    }
  }

  void relationships() throws InterruptedException {
    OpenLoop.Call echo = grpcEcho();
    Paced.measure("warm-up", SLOW_RATE, plan.time(), this::batch, echo);

    Paced measured = Paced.measure("relationships", SLOW_RATE, plan.time(), this::batch, echo);

    add("relationships of " + BATCH + ", gRPC", measured, Limit.atMost(5));
  }

  private int gridPage(EdgeClient edge) throws IOException, InterruptedException {
    String path = "/v1/accounts/" + world.anyAuthor() + "/posts?pageSize=" + GRID_PAGE;
    return edge.get(path, readers.next().token(), 200);
  }

  private int feedPage(EdgeClient edge) throws IOException, InterruptedException {
    return edge.get("/v1/feed?pageSize=" + PAGE, readers.next().token(), 200);
  }

  private OpenLoop.Call grpcEcho() {
    var health = HealthGrpc.newBlockingStub(target.channel("graph"));
    return () -> health.check(HealthCheckRequest.getDefaultInstance());
  }

  private void batch() {
    var request = BatchGetRelationshipsRequest.newBuilder();
    world.anyAccounts(BATCH).forEach(id -> request.addAccountIds(Long.toString(id)));
    GraphServiceGrpc.newBlockingStub(target.actingFor("graph", world.anyAccount()))
        .batchGetRelationships(request.build());
  }

  void grid() throws InterruptedException, IOException {
    try (EdgeClient edge = new EdgeClient(target.port("http"))) {
      OpenLoop.Call page = () -> gridPage(edge);
      Paced.measure("warm-up", SLOW_RATE, plan.time(), page, echo(edge));

      Paced measured = Paced.measure("grid page", SLOW_RATE, plan.time(), page, echo(edge));

      add("grid page of " + GRID_PAGE + ", edge", measured, Limit.atMost(10));
    }
  }

  void feed() throws InterruptedException, IOException {
    lookAtPages();
    try (EdgeClient edge = new EdgeClient(target.port("http"))) {
      LongAdder bytes = new LongAdder();
      LongAdder pages = new LongAdder();
      OpenLoop.Call page =
          () -> {
            bytes.add(feedPage(edge));
            pages.increment();
          };
      // Everybody's list of followees is in memory then, and everybody's token is known.
      int warmRate = Math.max(1, plan.rate() / 4);
      int warmSeconds = Math.max(plan.seconds(), readers.count() / warmRate + 1);
      System.out.printf("%d s of feeds to warm up%n", warmSeconds);
      Paced.measure("warm-up", warmRate, Duration.ofSeconds(warmSeconds), page, echo(edge));

      for (double part : LADDER) {
        int rate = Math.max(1, (int) (part * plan.rate()));
        Paced measured =
            Paced.measure("feed, " + rate + " a second", rate, plan.time(), page, echo(edge));
        String name = "feed page of " + PAGE + ", edge, " + rate + "/s";
        add(name, measured, part == 1 ? Limit.atMost(10) : Limit.NONE);
        figures.add(name + ", answered a second", measured.calls().answeredPerSecond());
      }
      System.out.printf(
          Locale.ROOT, "a page had %,d bytes%n", bytes.sum() / Math.max(1, pages.sum()));
    }
  }

  /** Nothing is measured that answers nothing. */
  private void lookAtPages() {
    ListHomePostsRequest request = ListHomePostsRequest.newBuilder().setPageSize(PAGE).build();
    int posts = 0;
    for (int i = 0; i < LOOKED_AT; i++) {
      posts +=
          FeedServiceGrpc.newBlockingStub(target.actingFor("feed", readers.next().account()))
              .listHomePosts(request)
              .getPostsCount();
    }
    System.out.printf(
        Locale.ROOT, "a feed page has %.1f posts on average%n", (double) posts / LOOKED_AT);
    if (posts == 0) {
      throw new IllegalStateException("no feed has a post");
    }
  }

  private static OpenLoop.Call echo(EdgeClient edge) {
    return () -> edge.get("/none", "", 404);
  }

  private void add(String name, Paced measured, Limit limit) {
    measured.print();
    figures.add(name + ", p50 ms", measured.millis(50));
    figures.add(name + ", p99 ms", measured.millis(99), limit);
    figures.add(name + ", echo p50 ms", measured.echoMillis(50));
    figures.add(name + ", echo p99 ms", measured.echoMillis(99));
    figures.add(name + ", stall p99 ms", measured.stallMillis(99));
    if (measured.calls().failures() > 0) {
      figures.add(name + ", FAILED", measured.calls().failures());
    }
  }
}
