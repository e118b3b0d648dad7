package tintype.benchmarks.compare;

import com.google.protobuf.InvalidProtocolBufferException;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import tintype.benchmarks.GraphDraw;
import tintype.benchmarks.Network;
import tintype.engine.Applier;
import tintype.engine.BareAppend;
import tintype.engine.FeedStore;
import tintype.engine.FeedStoreConfig;
import tintype.media.v1.PostsChanged;

/**
 * A post of an author who is drawn evenly: into the author's ring alone, and as its event comes
 * from the change log. Among a million authors each finds its memory outside of the caches; among a
 * thousand, in them. Authors have four posts on average when it begins, and more as it goes on.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class PostBenchmark {
  private static final int BATCH = 10_000;
  private static final FeedStoreConfig CONFIG = FeedStoreConfig.ofBytes(6L << 30);

  @Param("1000000")
  int accounts;

  @Param("1000000")
  int posting;

  @Param("1")
  long seed;

  private final int[] authors = new int[BATCH];
  private final byte[][] events = new byte[BATCH][];
  private SplittableRandom random;
  private FeedStore store;
  private Applier applier;
  private BareAppend rings;
  private long post;

  @Setup
  public void load() {
    Network network =
        new GraphDraw(accounts, 0, 0, true, ReadBenchmark.POSTS_AN_AUTHOR * accounts, seed).draw();
    store = FeedStore.create(CONFIG);
    applier = store.applier();
    network.registerAll(applier);
    network.postAll(applier);
    rings = new BareAppend(CONFIG, accounts);
    network.forEachPost(rings::append);
    random = new SplittableRandom(seed);
    post = Network.postId(network.posts());
  }

  /** Other authors every time, and newer posts. */
  @Setup(Level.Invocation)
  public void draw() {
    for (int i = 0; i < BATCH; i++) {
      authors[i] = random.nextInt(posting);
      PostsChanged.Change change =
          PostsChanged.Change.newBuilder().setPostId(post + i).setVisible(true).build();
      events[i] =
          PostsChanged.newBuilder()
              .setAuthorId(Network.accountId(authors[i]))
              .addChanges(change)
              .build()
              .toByteArray();
    }
  }

  @TearDown
  public void close() {
    store.close();
    rings.close();
  }

  /** The ring alone: the author's dense id is known. */
  @Benchmark
  @OperationsPerInvocation(BATCH)
  public long append(ThreadTime time) {
    time.begin();
    for (int author : authors) {
      rings.append(author, post++);
    }
    time.end(BATCH);
    return post;
  }

  /** The event is decoded, its author looked up in the dictionary, and the post applied. */
  @Benchmark
  @OperationsPerInvocation(BATCH)
  public long apply(ThreadTime time) throws InvalidProtocolBufferException {
    time.begin();
    for (byte[] bytes : events) {
      PostsChanged event = PostsChanged.parseFrom(bytes);
      for (PostsChanged.Change change : event.getChangesList()) {
        applier.post(event.getAuthorId(), change.getPostId());
      }
    }
    time.end(BATCH);
    post += BATCH;
    return post;
  }
}
