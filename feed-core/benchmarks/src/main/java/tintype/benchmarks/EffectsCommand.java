package tintype.benchmarks;

import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthGrpc;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tintype.feed.v1.FeedServiceGrpc;
import tintype.feed.v1.ListHomePostsRequest;
import tintype.media.v1.Post;

/**
 * From an act until a reader's hydrated home feed follows it, in an all-in-one with its own
 * database in this process: what takes a post out of the feed, and what brings it back. The commit
 * lies between the act's call and its answer, so both are counted from, until the end of the read
 * that follows it; reads that wait for nothing, an echo and the machine's stall stand beside.
 */
@Command(name = "effects", description = "From an act until a reader's home feed follows it.")
public final class EffectsCommand implements Callable<Integer> {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  @Option(names = "--rounds", description = "Each makes all acts (default: ${DEFAULT-VALUE}).")
  private int rounds = 200;

  @Option(names = "--warm-up", description = "Rounds before (default: ${DEFAULT-VALUE}).")
  private int warmUp = 60;

  @Option(names = "--pause-millis", description = "After an act (default: ${DEFAULT-VALUE}).")
  private int pauseMillis = 20;

  /** What was measured of one act. */
  private static final class Effect {
    private final FeedActs.Act act;
    private final Times fromCall;
    private final Times fromAnswer;
    private int first;

    Effect(FeedActs.Act act) {
      this.act = act;
      this.fromCall = new Times(act.name());
      this.fromAnswer = new Times("  from its answer");
    }

    void measure(Reader reader) throws Exception {
      long began = System.nanoTime();
      act.call().run();
      long answered = System.nanoTime();
      boolean sees = reader.sees(act.post());
      first += sees == act.shows() ? 1 : 0;
      while (sees != act.shows()) {
        if (System.nanoTime() - answered > PATIENCE.toNanos()) {
          throw new IllegalStateException("the feed does not follow: " + act.name());
        }
        sees = reader.sees(act.post());
      }
      long seen = System.nanoTime();
      fromCall.record(seen - began);
      fromAnswer.record(seen - answered);
    }

    void print() {
      fromCall.print("");
      fromAnswer.print(
          String.format(
              Locale.ROOT, "   %.1f %% by the first read", 100.0 * first / fromAnswer.count()));
    }
  }

  /** Whoever reads the feed, over TCP. */
  private record Reader(FeedServiceGrpc.FeedServiceBlockingStub feed) {
    boolean sees(String post) {
      return feed.listHomePosts(ListHomePostsRequest.getDefaultInstance()).getPostsList().stream()
          .map(Post::getId)
          .anyMatch(post::equals);
    }
  }

  @Override
  public Integer call() throws Exception {
    try (TemporaryFolder folder = TemporaryFolder.create("effects");
        OwnSystem own = OwnSystem.start(folder.path())) {
      FeedActs acts = FeedActs.prepare(own.target());
      Reader reader =
          new Reader(
              FeedServiceGrpc.newBlockingStub(own.target().as("feed", acts.reader().token())));
      measure(own.target(), reader, acts.all(), warmUp);
      measure(own.target(), reader, acts.all(), rounds).run();
    }
    return 0;
  }

  /** Answers what prints it. */
  private Runnable measure(Target target, Reader reader, List<FeedActs.Act> acts, int times)
      throws Exception {
    var health = HealthGrpc.newBlockingStub(target.channel("feed"));
    List<Effect> effects = acts.stream().map(Effect::new).toList();
    Times reads = new Times("a read");
    Times echo = new Times("echo, gRPC");
    Stall stall = Stall.start();
    for (int round = 0; round < times; round++) {
      for (Effect effect : effects) {
        effect.measure(reader);
        TimeUnit.MILLISECONDS.sleep(pauseMillis);
        time(reads, () -> reader.sees(""));
        time(echo, () -> health.check(HealthCheckRequest.getDefaultInstance()));
      }
    }
    Times stalls = stall.stop();
    return () -> {
      effects.forEach(Effect::print);
      List.of(reads, echo, stalls).forEach(one -> one.print(""));
    };
  }

  private static void time(Times times, Runnable call) {
    long began = System.nanoTime();
    call.run();
    times.record(System.nanoTime() - began);
  }
}
