package tintype.feed;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tintype.platform.changelog.ChangeBatch;
import tintype.platform.changelog.ChangeConsumer;
import tintype.platform.changelog.Position;
import tintype.platform.changelog.PositionLostException;
import tintype.platform.changelog.StreamId;
import tintype.platform.changelog.Subscription;

/** A consumer of a {@link FakeChangeLog}: a thread for each stream. The log is its monitor. */
final class FakeTail implements Subscription {
  private final FakeChangeLog log;
  private final List<StreamId> ids;
  private final ChangeConsumer consumer;
  private final int[] next;
  private final List<Thread> threads = new ArrayList<>();
  private boolean lost;
  private boolean closed;

  FakeTail(FakeChangeLog log, Map<StreamId, Position> from, ChangeConsumer consumer) {
    this.log = log;
    this.ids = log.streams();
    this.consumer = consumer;
    this.next = ids.stream().mapToInt(id -> FakeChangeLog.index(from.get(id))).toArray();
    for (int shard = 0; shard < ids.size(); shard++) {
      int mine = shard;
      threads.add(Thread.ofVirtual().unstarted(() -> run(mine)));
    }
  }

  void start() {
    threads.forEach(Thread::start);
  }

  boolean isAtEnd() {
    synchronized (log) {
      for (int shard = 0; shard < next.length; shard++) {
        if (!closed && !lost && next[shard] < log.events(shard).size()) {
          return false;
        }
      }
      return true;
    }
  }

  void lose() {
    synchronized (log) {
      if (closed || lost) {
        return;
      }
      lost = true;
    }
    ids.forEach(
        id ->
            consumer.positionLost(
                id, new PositionLostException(id, new Position("1"), "later ones")));
  }

  private void run(int shard) {
    for (ChangeBatch batch = take(shard); batch != null; batch = take(shard)) {
      try {
        consumer.apply(batch);
        advance(shard, batch);
      } catch (Exception e) {
        // The same batch again, as the real log does after a pause.
        Thread.onSpinWait();
      }
    }
  }

  /** Null at the end. */
  private ChangeBatch take(int shard) {
    synchronized (log) {
      while (!closed && !lost) {
        ChangeBatch batch = log.next(shard, next[shard]);
        if (batch != null) {
          return batch;
        }
        pause();
      }
      return null;
    }
  }

  private void advance(int shard, ChangeBatch batch) {
    synchronized (log) {
      next[shard] = FakeChangeLog.index(batch.after());
      log.notifyAll();
    }
  }

  private void pause() {
    try {
      log.wait();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public Duration lag() {
    return Duration.ZERO;
  }

  @Override
  public String trouble() {
    return "";
  }

  @Override
  public Position position(StreamId stream) {
    synchronized (log) {
      return new Position(Integer.toString(next[ids.indexOf(stream)]));
    }
  }

  @Override
  public boolean awaitPosition(StreamId stream, Position position, Duration timeout)
      throws InterruptedException {
    long deadline = System.nanoTime() + timeout.toNanos();
    synchronized (log) {
      while (next[ids.indexOf(stream)] < FakeChangeLog.index(position)) {
        long millis = (deadline - System.nanoTime()) / 1_000_000;
        if (millis <= 0) {
          return false;
        }
        log.wait(millis);
      }
      return true;
    }
  }

  @Override
  public boolean isLost(StreamId stream) {
    synchronized (log) {
      return lost;
    }
  }

  @Override
  public void close() {
    synchronized (log) {
      closed = true;
      log.notifyAll();
    }
    threads.forEach(FakeTail::join);
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
