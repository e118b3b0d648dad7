package tintype.platform.changelog;

import com.github.shyiko.mysql.binlog.event.Event;
import com.github.shyiko.mysql.binlog.event.EventHeaderV4;
import com.github.shyiko.mysql.binlog.event.MariadbGtidEventData;
import com.github.shyiko.mysql.binlog.event.QueryEventData;
import com.github.shyiko.mysql.binlog.event.RotateEventData;
import java.io.Serializable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes transactions of a binary log's events.
 *
 * <p>XA transactions are not understood; nothing here makes any.
 */
final class TransactionReader implements LogTransactions {
  private static final int MARIADB_STANDALONE = 1;

  private final StreamId stream;
  private String file;
  private long offset;
  private long lastCommitMillis;

  /** Inside a transaction, or what may become one. */
  private boolean open;

  /** Inside one that only a commit ends; otherwise its first statement does. */
  private boolean explicit;

  private final List<ChangeEvent> uncommitted = new ArrayList<>();
  private final List<ChangeEvent> committed = new ArrayList<>();

  TransactionReader(StreamId stream, BinlogPosition from) {
    this.stream = stream;
    this.file = from.file();
    this.offset = from.offset();
  }

  /** Takes an event. */
  void accept(Event event) {
    EventHeaderV4 header = event.getHeader();
    switch (header.getEventType()) {
      case ROTATE -> rotate(event.getData());
      case MARIADB_GTID -> {
        MariadbGtidEventData gtid = event.getData();
        begin((gtid.getFlags() & MARIADB_STANDALONE) == 0);
      }
      case GTID, ANONYMOUS_GTID -> begin(false);
      case QUERY -> statement(((QueryEventData) event.getData()).getSql(), header);
      case WRITE_ROWS, EXT_WRITE_ROWS -> rows(event.getData(), header);
      case XID -> commit(header);
      default -> {
        if (!open) {
          moveTo(header.getNextPosition());
        }
      }
    }
  }

  @Override
  public boolean isBetweenTransactions() {
    return !open;
  }

  @Override
  public Position position() {
    return new BinlogPosition(file, offset).toPosition();
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
    return committed.isEmpty() ? List.of() : List.of(committed.getLast());
  }

  @Override
  public List<ChangeEvent> takeCommitted() {
    List<ChangeEvent> taken = List.copyOf(committed);
    committed.clear();
    return taken;
  }

  private void begin(boolean explicitly) {
    open = true;
    explicit = explicitly;
    uncommitted.clear();
  }

  private void rows(OutboxRows rows, EventHeaderV4 header) {
    if (rows == null) {
      return;
    }
    Instant commitTime = Instant.ofEpochMilli(header.getTimestamp());
    for (Serializable[] row : rows.rows()) {
      uncommitted.add(
          new ChangeEvent(
              stream,
              (Long) row[OutboxRows.ID],
              (Long) row[OutboxRows.USER_ID],
              (String) row[OutboxRows.KIND],
              (byte[]) row[OutboxRows.PAYLOAD],
              commitTime,
              row.length > OutboxRows.REQUEST_ID ? (String) row[OutboxRows.REQUEST_ID] : ""));
    }
  }

  private void statement(String sql, EventHeaderV4 header) {
    switch (sql) {
      case "BEGIN" -> begin(true);
      case "COMMIT" -> commit(header);
      case "ROLLBACK" -> {
        uncommitted.clear();
        commit(header);
      }
      default -> {
        if (!explicit) {
          commit(header);
        }
      }
    }
  }

  private void commit(EventHeaderV4 header) {
    committed.addAll(uncommitted);
    uncommitted.clear();
    open = false;
    explicit = false;
    lastCommitMillis = header.getTimestamp();
    moveTo(header.getNextPosition());
  }

  /** The file's first event, made up at connection, repeats where we are. */
  private void rotate(RotateEventData next) {
    open = false;
    file = next.getBinlogFilename();
    offset = next.getBinlogPosition();
  }

  /** Made-up events carry position 0. */
  private void moveTo(long next) {
    offset = Math.max(offset, next);
  }
}
