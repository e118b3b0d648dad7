package tintype.platform.changelog;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Map;
import tintype.platform.sql.Database;

/**
 * The row-based binary log of one MySQL or MariaDB server, as far as it tells of one database's
 * outbox. There is one stream.
 *
 * <p>The database's user needs REPLICATION SLAVE and REPLICATION CLIENT (in MariaDB's words REPLICA
 * MONITOR and BINLOG MONITOR), and on MySQL RELOAD for snapshots.
 */
public final class BinlogChangeLog implements ChangeLog {
  private final Database database;
  private final MeterRegistry meters;
  private final BinlogServer server;
  private final StreamId stream;

  public BinlogChangeLog(Database database, MeterRegistry meters) {
    this.database = database;
    this.meters = meters;
    this.server = new BinlogServer(database);
    this.stream = new StreamId(database.keyspace(), "0");
  }

  @Override
  public String identity() {
    return server.identity();
  }

  @Override
  public List<StreamId> streams() {
    return List.of(stream);
  }

  @Override
  public Map<StreamId, Position> end() {
    return Map.of(stream, server.end().toPosition());
  }

  @Override
  public Map<StreamId, Position> earliest() {
    return Map.of(stream, server.earliest().toPosition());
  }

  @Override
  public boolean isAtOrAfter(Position position, Position other) {
    return BinlogPosition.of(position).compareTo(BinlogPosition.of(other)) >= 0;
  }

  @Override
  public Map<StreamId, Position> snapshot(List<TableCopy> copies) {
    return Map.of(stream, new BinlogSnapshot(database).copy(copies).toPosition());
  }

  @Override
  public Subscription tail(
      String consumerName, Map<StreamId, Position> from, ChangeConsumer consumer) {
    VisibilityBarrier barrier = new VisibilityBarrier(database);
    return LogSubscription.start(
        consumerName,
        streams(),
        from,
        meters,
        (id, position) -> {
          StreamProgress progress =
              new StreamProgress(BinlogPosition.of(position).toPosition(), this::isAtOrAfter);
          BinlogReader reader = new BinlogReader(id, database, progress);
          return new LogTail(consumerName, id, progress, reader, barrier, consumer);
        });
  }
}
