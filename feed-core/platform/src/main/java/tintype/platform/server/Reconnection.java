package tintype.platform.server;

import io.grpc.ConnectivityState;
import io.grpc.ManagedChannel;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Finds a service that has come back within half a second. After failures a channel by itself waits
 * longer and longer, up to two minutes, and meanwhile fails every call although the service is
 * there again. There is no setting for that in gRPC's Java.
 */
final class Reconnection implements AutoCloseable {
  private static final Duration PERIOD = Duration.ofMillis(500);

  private final List<ManagedChannel> channels = new CopyOnWriteArrayList<>();
  private final CountDownLatch closed = new CountDownLatch(1);

  /** Looks after a channel from now on. */
  ManagedChannel of(ManagedChannel channel) {
    synchronized (channels) {
      if (channels.isEmpty()) {
        Thread.ofVirtual().name("reconnection").start(this::watch);
      }
      channels.add(channel);
    }
    return channel;
  }

  @Override
  public void close() {
    closed.countDown();
  }

  private void watch() {
    try {
      while (!closed.await(PERIOD.toMillis(), TimeUnit.MILLISECONDS)) {
        for (ManagedChannel channel : channels) {
          if (channel.getState(false) == ConnectivityState.TRANSIENT_FAILURE) {
            channel.resetConnectBackoff();
          }
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
