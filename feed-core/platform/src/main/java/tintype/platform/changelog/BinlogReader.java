package tintype.platform.changelog;

import com.github.shyiko.mysql.binlog.event.Event;
import java.time.Duration;
import java.util.Map;
import tintype.platform.sql.Database;

/** Reads one server's binary log. */
final class BinlogReader implements LogReader {
  private final StreamId stream;
  private final Database database;
  private final BinlogServer server;
  private final StreamProgress progress;
  private volatile boolean cut;
  private volatile OutboxClient client;

  BinlogReader(StreamId stream, Database database, StreamProgress progress) {
    this.stream = stream;
    this.database = database;
    this.server = new BinlogServer(database);
    this.progress = progress;
  }

  @Override
  public void read(Position from, LogTail tail) throws Exception {
    BinlogPosition position = BinlogPosition.of(from);
    server.requireReadableRows();
    server.requireKept(stream, position);
    TransactionReader transactions = new TransactionReader(stream, position);
    // Called on this same thread, once connected.
    OutboxClient opened =
        OutboxClient.to(database.config(), position, event -> accept(event, transactions, tail));
    client = opened;
    if (cut) {
      return;
    }
    opened.connect();
    if (opened.failure() != null) {
      throw opened.failure();
    }
  }

  private void accept(Event event, TransactionReader transactions, LogTail tail) {
    // After a stop the batch under way may have been given up, and nothing may move past it.
    if (!tail.isStopped()) {
      transactions.accept(event);
      tail.advance(transactions, client::hasMore);
    }
  }

  @Override
  public void cut() {
    cut = true;
    OutboxClient open = client;
    if (open != null) {
      open.cut();
    }
  }

  /** A batch is never given up: there is no other server that could have another log. */
  @Override
  public boolean isBroken() {
    return false;
  }

  @Override
  public Map<String, Duration> lags() {
    return Map.of(stream.toString(), progress.lag());
  }
}
