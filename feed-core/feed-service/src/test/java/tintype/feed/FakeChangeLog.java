package tintype.feed;

import com.google.protobuf.Message;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import tintype.platform.changelog.ChangeBatch;
import tintype.platform.changelog.ChangeConsumer;
import tintype.platform.changelog.ChangeEvent;
import tintype.platform.changelog.ChangeLog;
import tintype.platform.changelog.Position;
import tintype.platform.changelog.PositionLostException;
import tintype.platform.changelog.StreamId;
import tintype.platform.changelog.Subscription;
import tintype.platform.changelog.TableCopy;
import tintype.platform.sql.Keyspace;

/**
 * A log in memory whose streams can be held back, let go and lost, and whose snapshots can be made to
 * wait or fail. An owner's events are in stream {@code owner % shards}.
 */
final class FakeChangeLog implements ChangeLog {
  private record Table(List<String> columns, String where, Supplier<List<long[]>> rows) {}

  private final List<StreamId> ids = new ArrayList<>();
  private final List<List<ChangeEvent>> streams = new ArrayList<>();
  private final List<Tail> tails = new ArrayList<>();
  private final Map<String, Table> tables = new HashMap<>();
  private int released = Integer.MAX_VALUE;
  private int maxBatch = 3;
  private boolean snapshotHeld;
  private RuntimeException snapshotFailure;
  private long lastId;

  FakeChangeLog(Keyspace keyspace, int shards) {
    for (int shard = 0; shard < shards; shard++) {
      ids.add(new StreamId(keyspace, Integer.toString(shard)));
      streams.add(new ArrayList<>());
    }
  }

  /** The rows come from the supplier, which is asked inside {@link #commit}'s lock. */
  void table(String name, List<String> columns, String where, Supplier<List<long[]>> rows) {
    tables.put(name, new Table(columns, where, rows));
  }

  /** Changes the tables and says so, in one transaction. */
  synchronized void commit(long owner, Message payload, Runnable change) {
    change.run();
    int shard = (int) (owner % streams.size());
    String kind = payload.getDescriptorForType().getName();
    streams
        .get(shard)
        .add(
            new ChangeEvent(
                ids.get(shard), ++lastId, owner, kind, payload.toByteArray(), Instant.EPOCH));
    notifyAll();
  }

  /** Hands on no event of a stream beyond its first {@code count}. */
  synchronized void release(int count) {
    released = count;
    notifyAll();
  }

  synchronized void releaseAll() {
    release(Integer.MAX_VALUE);
  }

  /** Makes the next snapshots wait. */
  synchronized void holdSnapshots(boolean hold) {
    snapshotHeld = hold;
    notifyAll();
  }

  /** Makes snapshots fail; null lets them be. */
  synchronized void failSnapshots(RuntimeException failure) {
    snapshotFailure = failure;
  }

  /** Tells all who are tailing that the log they need is gone. */
  synchronized void lose() {
    tails.forEach(Tail::lose);
    notifyAll();
  }

  synchronized List<ChangeEvent> events(int shard) {
    return List.copyOf(streams.get(shard));
  }

  /** Waits until every consumer has put every event into effect. */
  synchronized void awaitApplied() {
    try {
      while (!tails.stream().allMatch(Tail::isAtEnd)) {
        wait(1_000);
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public List<StreamId> streams() {
    return ids;
  }

  @Override
  public synchronized Map<StreamId, Position> end() {
    Map<StreamId, Position> end = new HashMap<>();
    for (int shard = 0; shard < streams.size(); shard++) {
      end.put(ids.get(shard), new Position(Integer.toString(streams.get(shard).size())));
    }
    return end;
  }

  @Override
  public Map<StreamId, Position> earliest() {
    Map<StreamId, Position> earliest = new HashMap<>();
    ids.forEach(id -> earliest.put(id, new Position("0")));
    return earliest;
  }

  @Override
  public boolean isAtOrAfter(Position position, Position other) {
    return index(position) >= index(other);
  }

  @Override
  public Map<StreamId, Position> snapshot(List<TableCopy> copies) {
    Map<StreamId, Position> positions;
    List<List<long[]>> rows = new ArrayList<>();
    synchronized (this) {
      positions = end();
      copies.forEach(copy -> rows.add(rowsOf(copy)));
    }
    for (int i = 0; i < copies.size(); i++) {
      hand(copies.get(i), rows.get(i));
    }
    awaitSnapshotRelease();
    return positions;
  }

  @Override
  public synchronized Subscription tail(
      String consumerName, Map<StreamId, Position> from, ChangeConsumer consumer) {
    Tail tail = new Tail(from, consumer);
    tails.add(tail);
    tail.threads.forEach(Thread::start);
    return tail;
  }

  private List<long[]> rowsOf(TableCopy copy) {
    Table table = tables.get(copy.table());
    if (!table.columns().equals(copy.columns()) || !table.where().equals(copy.whereOrEmpty())) {
      throw new AssertionError("not the rows that this table has: " + copy);
    }
    return List.copyOf(table.rows().get());
  }

  private static void hand(TableCopy copy, List<long[]> rows) {
    try {
      for (long[] row : rows) {
        copy.handler().accept(new FakeRow(row));
      }
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private synchronized void awaitSnapshotRelease() {
    try {
      while (snapshotHeld) {
        wait();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
    if (snapshotFailure != null) {
      throw snapshotFailure;
    }
  }

  private static int index(Position position) {
    return Integer.parseInt(position.token());
  }

  private record FakeRow(long[] values) implements TableCopy.Row {
    @Override
    public long longAt(int column) {
      return values[column];
    }

    @Override
    public String stringAt(int column) {
      throw new UnsupportedOperationException();
    }

    @Override
    public byte[] bytesAt(int column) {
      throw new UnsupportedOperationException();
    }

    @Override
    public boolean isNull(int column) {
      return false;
    }
  }

  /** A consumer's threads, one a stream. */
  private final class Tail implements Subscription {
    private final ChangeConsumer consumer;
    private final int[] next;
    private final Set<StreamId> lost = new HashSet<>();
    private final List<Thread> threads = new ArrayList<>();
    private boolean closed;

    Tail(Map<StreamId, Position> from, ChangeConsumer consumer) {
      this.consumer = consumer;
      this.next = ids.stream().mapToInt(id -> index(from.get(id))).toArray();
      for (int shard = 0; shard < ids.size(); shard++) {
        int mine = shard;
        threads.add(Thread.ofVirtual().unstarted(() -> run(mine)));
      }
    }

    private void run(int shard) {
      AtomicReference<ChangeBatch> batch = new AtomicReference<>();
      while (take(shard, batch)) {
        try {
          consumer.apply(batch.get());
          advance(shard, batch.get());
        } catch (Exception e) {
          // The same batch again, as the real log does after a pause.
          Thread.onSpinWait();
        }
      }
    }

    private boolean take(int shard, AtomicReference<ChangeBatch> batch) {
      synchronized (FakeChangeLog.this) {
        List<ChangeEvent> events = streams.get(shard);
        while (!closed && lost.isEmpty() && next[shard] >= Math.min(released, events.size())) {
          pause(1_000);
        }
        if (closed || !lost.isEmpty()) {
          return false;
        }
        int end = Math.min(Math.min(released, events.size()), next[shard] + maxBatch);
        batch.set(
            new ChangeBatch(
                ids.get(shard),
                List.copyOf(events.subList(next[shard], end)),
                new Position(Integer.toString(end))));
        return true;
      }
    }

    private void advance(int shard, ChangeBatch batch) {
      synchronized (FakeChangeLog.this) {
        next[shard] = index(batch.after());
        FakeChangeLog.this.notifyAll();
      }
    }

    boolean isAtEnd() {
      for (int shard = 0; shard < next.length; shard++) {
        if (!closed && lost.isEmpty() && next[shard] < streams.get(shard).size()) {
          return false;
        }
      }
      return true;
    }

    void lose() {
      if (!closed && lost.isEmpty()) {
        lost.addAll(ids);
        ids.forEach(
            id ->
                consumer.positionLost(
                    id, new PositionLostException(id, new Position("1"), "later ones")));
      }
    }

    private void pause(long millis) {
      try {
        FakeChangeLog.this.wait(millis);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public Duration lag() {
      return Duration.ZERO;
    }

    @Override
    public Position position(StreamId stream) {
      synchronized (FakeChangeLog.this) {
        return new Position(Integer.toString(next[ids.indexOf(stream)]));
      }
    }

    @Override
    public boolean awaitPosition(StreamId stream, Position position, Duration timeout)
        throws InterruptedException {
      long deadline = System.nanoTime() + timeout.toNanos();
      synchronized (FakeChangeLog.this) {
        while (next[ids.indexOf(stream)] < index(position)) {
          long millis = (deadline - System.nanoTime()) / 1_000_000;
          if (millis <= 0) {
            return false;
          }
          FakeChangeLog.this.wait(millis);
        }
        return true;
      }
    }

    @Override
    public boolean isLost(StreamId stream) {
      synchronized (FakeChangeLog.this) {
        return lost.contains(stream);
      }
    }

    @Override
    public void close() {
      synchronized (FakeChangeLog.this) {
        closed = true;
        FakeChangeLog.this.notifyAll();
      }
      threads.forEach(Tail::join);
    }

    private static void join(Thread thread) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    @Override
    public String toString() {
      return Arrays.toString(next);
    }
  }
}
