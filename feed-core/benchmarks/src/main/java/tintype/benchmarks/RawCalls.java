package tintype.benchmarks;

import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.netty.NettyChannelBuilder;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Phaser;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import tintype.feed.v1.FeedServiceGrpc;

/**
 * Calls of GetHomeFeed over some connections, with requests made before and answers left unread: as
 * little work as a client can have, so that the server is what a core is measured with.
 */
final class RawCalls implements AutoCloseable {
  private static final Metadata.Key<String> AUTHORIZATION =
      Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);
  private static final MethodDescriptor<byte[], Integer> METHOD =
      FeedServiceGrpc.getGetHomeFeedMethod().toBuilder(new Given(), new Unread()).build();

  private final byte[][] requests;
  private final String authorization;
  private final List<ManagedChannel> connections = new ArrayList<>();
  private final AtomicLong next = new AtomicLong();
  private final AtomicLong answered = new AtomicLong();
  private final AtomicLong failures = new AtomicLong();
  private volatile boolean stopped;

  RawCalls(int port, String token, int connections, byte[][] requests) {
    this.requests = requests;
    this.authorization = "Bearer " + token;
    for (int i = 0; i < connections; i++) {
      this.connections.add(
          NettyChannelBuilder.forAddress("127.0.0.1", port)
              .usePlaintext()
              .directExecutor()
              .build());
    }
  }

  /**
   * The next call of each begins when the one before has ended.
   *
   * @param atOnce of each connection
   * @return how many were answered
   */
  long closedLoop(int atOnce, Duration time) {
    stopped = false;
    answered.set(0);
    Phaser running = new Phaser(1);
    for (ManagedChannel connection : connections) {
      for (int i = 0; i < atOnce; i++) {
        running.register();
        begin(connection, again(connection, running));
      }
    }
    LockSupport.parkNanos(time.toNanos());
    long count = answered.get();
    stopped = true;
    running.awaitAdvance(running.arriveAndDeregister());
    return count;
  }

  /** So many a second whatever became of those before, timed from when each was due. */
  Times openLoop(String name, int rate, Duration time) {
    Times times = new Times(name);
    Phaser running = new Phaser(1);
    long period = TimeUnit.SECONDS.toNanos(1) / rate;
    long begin = System.nanoTime();
    for (long i = 0; i < time.toNanos() / period; i++) {
      long due = begin + i * period;
      for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
        LockSupport.parkNanos(left);
      }
      running.register();
      begin(
          connections.get((int) (i % connections.size())),
          () -> {
            times.record(System.nanoTime() - due);
            running.arriveAndDeregister();
          });
    }
    running.awaitAdvance(running.arriveAndDeregister());
    return times;
  }

  private Runnable again(ManagedChannel connection, Phaser running) {
    return new Runnable() {
      @Override
      public void run() {
        answered.incrementAndGet();
        if (stopped) {
          running.arriveAndDeregister();
        } else {
          begin(connection, this);
        }
      }
    };
  }

  private void begin(ManagedChannel connection, Runnable ended) {
    ClientCall<byte[], Integer> call = connection.newCall(METHOD, CallOptions.DEFAULT);
    Metadata headers = new Metadata();
    headers.put(AUTHORIZATION, authorization);
    call.start(
        new ClientCall.Listener<>() {
          @Override
          public void onClose(Status status, Metadata trailers) {
            if (!status.isOk()) {
              if (failures.getAndIncrement() == 0) {
                System.err.println("first failure: " + status);
              }
            }
            ended.run();
          }
        },
        headers);
    call.request(2);
    // A large odd step, so that neighbours in memory are not asked for one after the other.
    int place = (int) (next.getAndIncrement() * 1_000_003L % requests.length);
    call.sendMessage(requests[place]);
    call.halfClose();
  }

  /** Calls that failed so far, in time or not. */
  long failures() {
    return failures.get();
  }

  @Override
  public void close() {
    connections.forEach(ManagedChannel::shutdownNow);
  }

  private record Given() implements MethodDescriptor.Marshaller<byte[]> {
    @Override
    public InputStream stream(byte[] message) {
      return new ByteArrayInputStream(message);
    }

    @Override
    public byte[] parse(InputStream message) {
      throw new UnsupportedOperationException("requests are sent only");
    }
  }

  /** Answers how long the message is. */
  private record Unread() implements MethodDescriptor.Marshaller<Integer> {
    @Override
    public InputStream stream(Integer message) {
      throw new UnsupportedOperationException("answers are received only");
    }

    @Override
    public Integer parse(InputStream message) {
      try {
        return message.available();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
