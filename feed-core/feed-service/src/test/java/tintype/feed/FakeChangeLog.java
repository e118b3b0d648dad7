package tintype.feed;

import com.google.protobuf.Message;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import tintype.platform.changelog.ChangeBatch;
import tintype.platform.changelog.ChangeConsumer;
import tintype.platform.changelog.ChangeEvent;
import tintype.platform.changelog.ChangeLog;
import tintype.platform.changelog.Position;
import tintype.platform.changelog.StreamId;
import tintype.platform.changelog.Subscription;
import tintype.platform.changelog.TableCopy;
import tintype.platform.ids.IdClock;
import tintype.platform.rpc.WritePosition;
import tintype.platform.sql.Keyspace;

/**
 * A log in memory whose streams can be held back, let go and lost, and whose snapshots can be made
 * to wait or fail. An owner's events are in stream {@code owner % shards}.
 */
final class FakeChangeLog implements ChangeLog {
  private static final int MAX_BATCH = 3;

  /** Unique among all logs, as an installation's ids are. */
  private static final AtomicLong IDS = new AtomicLong();

  private record Table(List<String> columns, String where, Supplier<List<long[]>> rows) {}

  private final List<StreamId> ids = new ArrayList<>();
  private final List<List<ChangeEvent>> streams = new ArrayList<>();
  private final List<FakeTail> tails = new ArrayList<>();
  private final Map<String, Table> tables = new HashMap<>();
  private int released = Integer.MAX_VALUE;
  private boolean snapshotHeld;
  private RuntimeException snapshotFailure;
  private long lastId;
  private String identity = "fake";
  private boolean forgotten;
  private RuntimeException endFailure;

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
    lastId = IDS.updateAndGet(id -> Math.max(id + 1, IdClock.floorFor(Instant.now())));
    int shard = (int) (owner % streams.size());
    String kind = payload.getDescriptorForType().getName();
    streams
        .get(shard)
        .add(
            new ChangeEvent(
                ids.get(shard), lastId, owner, kind, payload.toByteArray(), Instant.EPOCH));
    notifyAll();
  }

  /** Where the last event stands, as its writer's answer would say. */
  synchronized WritePosition last() {
    return new WritePosition(ids.getFirst().keyspace().lowerName(), lastId);
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
    tails.forEach(FakeTail::lose);
    notifyAll();
  }

  /** Keeps nothing of what it has for who begins to tail from here on, but at its end. */
  synchronized void forget() {
    forgotten = true;
  }

  /** Makes asking for the end fail; null lets it be. */
  synchronized void failEnds(RuntimeException failure) {
    endFailure = failure;
  }

  synchronized List<ChangeEvent> events(int shard) {
    return List.copyOf(streams.get(shard));
  }

  /** Waits until every consumer has put every event into effect. */
  synchronized void awaitApplied() {
    try {
      while (!tails.stream().allMatch(FakeTail::isAtEnd)) {
        wait(1_000);
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * The batch that a consumer gets who has had {@code from} events of a stream; null while none
   * waits.
   */
  synchronized ChangeBatch next(int shard, int from) {
    List<ChangeEvent> events = streams.get(shard);
    int end = Math.min(Math.min(released, events.size()), from + MAX_BATCH);
    return end <= from
        ? null
        : new ChangeBatch(
            ids.get(shard),
            List.copyOf(events.subList(from, end)),
            new Position(Integer.toString(end)));
  }

  /** Is another log from now on. */
  synchronized void become(String other) {
    identity = other;
  }

  @Override
  public synchronized String identity() {
    return identity;
  }

  @Override
  public List<StreamId> streams() {
    return ids;
  }

  @Override
  public synchronized Map<StreamId, Position> end() {
    if (endFailure != null) {
      throw endFailure;
    }
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
    FakeTail tail = new FakeTail(this, from, consumer);
    tails.add(tail);
    tail.start();
    if (forgotten && !from.equals(end())) {
      tail.lose();
    }
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
    for (long[] row : rows) {
      copy.handler().accept(new FakeRow(row));
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

  static int index(Position position) {
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
}
