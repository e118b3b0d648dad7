package tintype.benchmarks;

import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthGrpc;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tintype.feed.v1.FeedServiceGrpc;
import tintype.feed.v1.GetHomeFeedRequest;
import tintype.graph.v1.FollowRequest;
import tintype.graph.v1.GraphServiceGrpc;
import tintype.media.v1.ImportPostsRequest;
import tintype.media.v1.ImportServiceGrpc;

/**
 * From the commit of a post until a follower's feed has it, in an all-in-one with its own database
 * in this process. The commit lies between the call that posts and its answer, so both are counted
 * from; an echo and the machine's stall stand beside.
 */
@Command(name = "visible", description = "From a post's commit until a follower's feed has it.")
public final class VisibleCommand implements Callable<Integer> {
  private static final int AUTHORS = 50;
  private static final Duration WARM_UP = Duration.ofSeconds(15);

  @Option(names = "--rates", split = ",", description = "Posts a second, one after the other.")
  private List<Integer> rates = List.of(50, 200);

  @Option(names = "--seconds", description = "Of each rate (default: ${DEFAULT-VALUE}).")
  private int seconds = 30;

  @Override
  public Integer call() throws Exception {
    try (TemporaryFolder folder = TemporaryFolder.create("visible");
        OwnSystem own = OwnSystem.start(folder.path())) {
      Target target = own.target();
      Posting posting = new Posting(target);
      posting.measure(rates.getFirst(), WARM_UP);
      for (int rate : rates) {
        posting.measure(rate, Duration.ofSeconds(seconds)).print();
      }
    }
    return 0;
  }

  /** Authors with a picture each, and one who follows them all. */
  private static final class Posting {
    private final Target target;
    private final List<Cast.Person> authors;
    private final Cast.Person reader;
    private final String picture;
    private final AtomicInteger next = new AtomicInteger();

    Posting(Target target) throws Exception {
      this.target = target;
      this.authors = Cast.register(target, AUTHORS);
      this.reader = Cast.register(target, 1).getFirst();
      this.picture =
          Picture.upload(target.as("media", authors.getFirst().token()), Picture.drawn());
      var graph = GraphServiceGrpc.newBlockingStub(target.as("graph", reader.token()));
      for (Cast.Person author : authors) {
        graph.follow(FollowRequest.newBuilder().setAccountId(Long.toString(author.id())).build());
      }
    }

    Measured measure(int rate, Duration time) throws Exception {
      var health = HealthGrpc.newBlockingStub(target.channel("feed"));
      var feed = FeedServiceGrpc.newBlockingStub(target.asTools(target.inProcess()));
      GetHomeFeedRequest top =
          GetHomeFeedRequest.newBuilder().setAccountId(reader.id()).setPageSize(100).build();
      Sightings sightings = Sightings.start(() -> feed.getHomeFeed(top).getPostIdsList());
      OpenLoop posts = new OpenLoop("post, a second " + rate, rate, () -> post(sightings));
      OpenLoop echo =
          new OpenLoop(
              "echo, gRPC", rate, () -> health.check(HealthCheckRequest.getDefaultInstance()));
      Stall stall = Stall.start();
      posts.start(time);
      echo.start(time);
      posts.await();
      echo.await();
      sightings.stop();
      return new Measured(posts, sightings, echo, stall);
    }

    private void post(Sightings sightings) {
      Cast.Person author = authors.get(next.getAndIncrement() % authors.size());
      var imports = ImportServiceGrpc.newBlockingStub(target.asTools("media"));
      ImportPostsRequest request =
          ImportPostsRequest.newBuilder()
              .addPosts(
                  ImportPostsRequest.NewPost.newBuilder()
                      .setAuthorId(author.id())
                      .setSourceMediaId(picture)
                      .setRequestId(UUID.randomUUID().toString()))
              .build();
      long began = System.nanoTime();
      long post = imports.importPosts(request).getPostIds(0);
      sightings.await(post, began, System.nanoTime());
    }
  }

  private record Measured(OpenLoop posts, Sightings sightings, OpenLoop echo, Stall stall) {
    void print() {
      posts.print();
      sightings.print();
      echo.print();
      stall.print();
    }
  }
}
