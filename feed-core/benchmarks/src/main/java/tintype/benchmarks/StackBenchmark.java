package tintype.benchmarks;

import io.grpc.Channel;
import io.grpc.ManagedChannel;
import io.grpc.inprocess.InProcessChannelBuilder;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import tintype.feed.v1.FeedServiceGrpc;
import tintype.feed.v1.FeedServiceGrpc.FeedServiceBlockingStub;
import tintype.feed.v1.GetHomeFeedRequest;
import tintype.feed.v1.GetHomeFeedResponse;

/**
 * One call in process, client and server on the calling thread, through more and more of what
 * stands around a handler that answers a constant.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class StackBenchmark {
  private static final GetHomeFeedRequest REQUEST =
      GetHomeFeedRequest.newBuilder().setAccountId(7).setPageSize(20).build();

  /** The outermost layer around the handler; all before it in this list are inside of it. */
  @Param({
    "bare",
    "validation",
    "callHeaders",
    "auth",
    "deadline",
    "rawMessages",
    "messageSize",
    "errors",
    "callLog",
    "runningService"
  })
  String outermost;

  private EchoServer server;
  private ManagedChannel channel;
  private FeedServiceBlockingStub stub;

  @Setup
  public void start() throws Exception {
    server = EchoServer.start(outermost);
    channel = InProcessChannelBuilder.forName(EchoServer.NAME).directExecutor().build();
    Channel asTools = server.asTools(channel);
    stub = FeedServiceGrpc.newBlockingStub(asTools);
  }

  @TearDown
  public void stop() throws Exception {
    channel.shutdownNow();
    server.close();
  }

  @Benchmark
  public GetHomeFeedResponse call() {
    return stub.getHomeFeed(REQUEST);
  }
}
