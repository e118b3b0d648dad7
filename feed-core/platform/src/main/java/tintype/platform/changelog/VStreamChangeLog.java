package tintype.platform.changelog;

import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import tintype.platform.changelog.VitessShards.LogRange;
import tintype.platform.sql.Database;

/**
 * The log of a keyspace of Vitess, by vtgate's VStream: the outboxes of all shards.
 *
 * <p>There is one stream, in which each shard's transactions are in commit order and no order is
 * between shards. Its positions say how far it has come in each shard; after a shard was split they
 * name the new shards. A shard that was merged into another ends the comparison only: positions
 * from before and after it are not ordered, and tailing goes on.
 */
public final class VStreamChangeLog implements ChangeLog {
  /** A payload may have 16 MiB, and its transaction's other values come with it. */
  private static final int MAX_INBOUND_BYTES = 64 << 20;

  private static final int KEEP_ALIVE_SECONDS = 20;

  private final Database database;
  private final MeterRegistry meters;
  private final ManagedChannel vtgate;
  private final VitessShards shards;
  private final ShardWatch watch;
  private final StreamId stream;

  /**
   * @param database a keyspace of Vitess; closed by whoever opened it, after this
   */
  public VStreamChangeLog(Database database, MeterRegistry meters) {
    this.database = database;
    this.meters = meters;
    this.vtgate =
        NettyChannelBuilder.forTarget(database.config().vtgate())
            .usePlaintext()
            .maxInboundMessageSize(MAX_INBOUND_BYTES)
            .keepAliveTime(KEEP_ALIVE_SECONDS, TimeUnit.SECONDS)
            .build();
    this.shards = new VitessShards(vtgate, database.keyspace());
    this.watch = new ShardWatch(shards);
    this.stream = new StreamId(database.keyspace(), "all");
  }

  /** No more than the keyspace's name: the positions name the servers. */
  @Override
  public String identity() {
    return "vitess " + database.keyspace().lowerName();
  }

  @Override
  public List<StreamId> streams() {
    return List.of(stream);
  }

  @Override
  public Map<StreamId, Position> end() {
    return Map.of(stream, shards.positions(LogRange::executed).toPosition());
  }

  @Override
  public Map<StreamId, Position> earliest() {
    return Map.of(stream, shards.positions(LogRange::earliest).toPosition());
  }

  @Override
  public boolean isAtOrAfter(Position position, Position other) {
    return position.equals(other)
        || ShardPositions.of(position).isAtOrAfter(ShardPositions.of(other));
  }

  @Override
  public Map<StreamId, Position> snapshot(List<TableCopy> copies) {
    VStreamSnapshot snapshot = new VStreamSnapshot(vtgate, database.keyspace(), shards);
    return Map.of(stream, snapshot.copy(copies).toPosition());
  }

  @Override
  public Subscription tail(
      String consumerName, Map<StreamId, Position> from, ChangeConsumer consumer) {
    VisibilityBarrier barrier = new VisibilityBarrier(database);
    List<ShardLags> lags = new ArrayList<>();
    LogSubscription subscription =
        LogSubscription.start(
            consumerName,
            streams(),
            from,
            meters,
            (id, position) -> {
              StreamProgress progress = new StreamProgress(position, this::isAtOrAfter);
              lags.add(new ShardLags(id, progress, System::nanoTime));
              VStreamReader reader =
                  new VStreamReader(id, vtgate, new VStreamStart(id, shards), lags.getLast());
              return new LogTail(consumerName, id, progress, reader, barrier, consumer);
            });
    Consumer<ShardWatch.Ends> listener =
        ends -> {
          lags.forEach(lag -> lag.note(ends));
          subscription.refreshLags();
        };
    watch.add(listener);
    subscription.onClose(() -> watch.remove(listener));
    return subscription;
  }

  /** Ends its connection to vtgate, with all that is tailed over it. */
  @Override
  public void close() {
    watch.close();
    vtgate.shutdownNow();
  }
}
