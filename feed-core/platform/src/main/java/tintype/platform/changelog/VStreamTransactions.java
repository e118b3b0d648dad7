package tintype.platform.changelog;

import binlogdata.Binlogdata.RowChange;
import binlogdata.Binlogdata.VEvent;
import binlogdata.Binlogdata.VGtid;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Makes transactions of VStream's events, of all shards of a keyspace. */
final class VStreamTransactions implements LogTransactions {
  /** What is streamed; its columns' order is the one of the numbers below. */
  static final String TABLE = "outbox";

  static final String QUERY = "select id, user_id, kind, payload, request_id from outbox";

  private static final int ID = 0;
  private static final int USER_ID = 1;
  private static final int KIND = 2;
  private static final int PAYLOAD = 3;
  private static final int REQUEST_ID = 4;

  private final StreamId stream;
  private VGtid position;
  private VGtid next;
  private long lastCommitMillis;

  /** Events of transactions that were begun and not ended, by shard. */
  private final Map<String, List<ChangeEvent>> open = new HashMap<>();

  private final List<ChangeEvent> committed = new ArrayList<>();
  private final Map<String, ChangeEvent> lastCommitted = new LinkedHashMap<>();

  VStreamTransactions(StreamId stream, VGtid from) {
    this.stream = stream;
    this.position = from;
    this.next = from;
  }

  /** Takes an event. */
  void accept(VEvent event) {
    switch (event.getType()) {
      case BEGIN -> open.put(event.getShard(), new ArrayList<>());
      case ROW -> event.getRowEvent().getRowChangesList().forEach(row -> row(row, event));
      case VGTID -> next = event.getVgtid();
      case COMMIT, OTHER, DDL -> commit(event);
      case ROLLBACK -> {
        open.remove(event.getShard());
        commit(event);
      }
      default -> {
        // Names of fields, which are known here, and heartbeats.
      }
    }
  }

  /** Only inserts are news: rows that are old enough are swept. */
  private void row(RowChange change, VEvent event) {
    if (!change.hasAfter() || change.hasBefore()) {
      return;
    }
    VitessRow row = new VitessRow(change.getAfter());
    open.computeIfAbsent(event.getShard(), shard -> new ArrayList<>())
        .add(
            new ChangeEvent(
                stream,
                row.longAt(ID),
                row.longAt(USER_ID),
                row.stringAt(KIND),
                row.bytesAt(PAYLOAD),
                Instant.ofEpochSecond(event.getTimestamp()),
                row.stringAt(REQUEST_ID)));
  }

  private void commit(VEvent event) {
    List<ChangeEvent> events = open.remove(event.getShard());
    if (events != null && !events.isEmpty()) {
      committed.addAll(events);
      lastCommitted.put(event.getShard(), events.getLast());
    }
    lastCommitMillis = event.getTimestamp() * 1000;
    position = next;
  }

  @Override
  public boolean isBetweenTransactions() {
    return open.isEmpty();
  }

  @Override
  public Position position() {
    return ShardPositions.of(position).toPosition();
  }

  @Override
  public long lastCommitMillis() {
    return lastCommitMillis;
  }

  @Override
  public int committedEvents() {
    return committed.size();
  }

  @Override
  public List<ChangeEvent> lastCommitted() {
    return List.copyOf(lastCommitted.values());
  }

  @Override
  public List<ChangeEvent> takeCommitted() {
    List<ChangeEvent> taken = List.copyOf(committed);
    committed.clear();
    lastCommitted.clear();
    return taken;
  }
}
