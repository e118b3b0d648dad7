package tintype.testkit;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import tintype.platform.changelog.ChangeBatch;
import tintype.platform.changelog.ChangeConsumer;
import tintype.platform.changelog.PositionLostException;
import tintype.platform.changelog.StreamId;

/**
 * Puts a consumer's streams out of step. One server commits in one order, so streams that share it
 * seem ordered against each other; in a cluster they are not, and a consumer must not count on it.
 */
public final class HeldStreams implements ChangeConsumer {
  private final ChangeConsumer consumer;
  private final Random random;
  private final int maxDelayMicros;
  private final Set<StreamId> held = new HashSet<>();

  private HeldStreams(ChangeConsumer consumer, long seed, int maxDelayMicros) {
    this.consumer = consumer;
    this.random = new Random(seed);
    this.maxDelayMicros = maxDelayMicros;
  }

  /** Streams wait only while they are held by hand. */
  public static HeldStreams byHand(ChangeConsumer consumer) {
    return new HeldStreams(consumer, 0, 0);
  }

  /** Each batch also waits for a random time. */
  public static HeldStreams atRandom(ChangeConsumer consumer, long seed, int maxDelayMicros) {
    return new HeldStreams(consumer, seed, maxDelayMicros);
  }

  /** From now on batches of this stream wait. */
  public synchronized void hold(StreamId stream) {
    held.add(stream);
  }

  public synchronized void release(StreamId stream) {
    held.remove(stream);
    notifyAll();
  }

  @Override
  public void apply(ChangeBatch batch) throws Exception {
    awaitRelease(batch.stream());
    if (maxDelayMicros > 0) {
      LockSupport.parkNanos(random.nextInt(maxDelayMicros) * 1000L);
    }
    consumer.apply(batch);
  }

  @Override
  public void positionLost(StreamId stream, PositionLostException lost) {
    consumer.positionLost(stream, lost);
  }

  private synchronized void awaitRelease(StreamId stream) throws InterruptedException {
    while (held.contains(stream)) {
      wait();
    }
  }
}
