package tintype.benchmarks.compare;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
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

/**
 * The newest 50 posts of a reader. A measured call reads the feeds of all readers once, so that the
 * clock costs nothing and a reader's list is seldom in a cache when its turn comes again.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class ReadBenchmark {
  static final int READERS = 4_096;
  static final int LIMIT = 50;
  static final int POSTS_AN_AUTHOR = 4;

  private static final int CHECKED = 256;

  @Param("ENGINE")
  InProcess peer;

  @Param("1000000")
  int accounts;

  @Param("true")
  boolean exactly;

  @Param("1")
  long seed;

  private Peer loaded;

  /** The same network for every peer, and none is measured that answers wrongly. */
  @Setup
  public void load() {
    Network network = draw(accounts, exactly, seed).draw();
    loaded = peer.load(network);
    new BruteForce(network).check(loaded, CHECKED, LIMIT);
  }

  /** People of whom {@value #READERS} have a list of 500 followees, exactly or on average. */
  static GraphDraw draw(int accounts, boolean exactly, long seed) {
    return new GraphDraw(accounts, READERS, 500, exactly, POSTS_AN_AUTHOR * accounts, seed);
  }

  @TearDown
  public void close() {
    loaded.close();
  }

  @Benchmark
  @OperationsPerInvocation(READERS)
  public long feeds(ThreadTime time) {
    time.begin();
    long found = 0;
    for (int reader = 0; reader < READERS; reader++) {
      int size = loaded.feed(reader, LIMIT);
      found += size == 0 ? 0 : loaded.id(size - 1);
    }
    time.end(READERS);
    return found;
  }
}
