package tintype.platform.changelog;

import binlogdata.Binlogdata.ShardGtid;
import binlogdata.Binlogdata.VEvent;
import binlogdata.Binlogdata.VEventType;
import binlogdata.Binlogdata.VGtid;
import io.grpc.Channel;
import io.grpc.StatusRuntimeException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tintype.platform.sql.DatabaseUnavailableException;
import tintype.platform.sql.Keyspace;

/**
 * Copies tables by VStream's copy, a table of a shard at a time: that is one consistent read, and
 * vtgate says at which GTIDs. The positions are those of the first table's copies.
 */
final class VStreamSnapshot {
  private final Channel vtgate;
  private final Keyspace keyspace;
  private final VitessShards shards;

  VStreamSnapshot(Channel vtgate, Keyspace keyspace, VitessShards shards) {
    this.vtgate = vtgate;
    this.keyspace = keyspace;
    this.shards = shards;
  }

  ShardPositions copy(List<TableCopy> copies) {
    Map<String, String> first = new HashMap<>();
    List<String> serving = shards.serving();
    try {
      for (TableCopy copy : copies) {
        for (String shard : serving) {
          first.putIfAbsent(shard, copy(copy, shard));
        }
      }
    } catch (StatusRuntimeException e) {
      throw new DatabaseUnavailableException("a copy of keyspace " + keyspace + " ended early", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DatabaseUnavailableException("a copy was interrupted", e);
    }
    return ShardPositions.of(first);
  }

  /** Hands the rows on and answers the GTIDs that they are of. */
  private String copy(TableCopy copy, String shard) throws InterruptedException {
    // Without GTIDs a stream begins with a copy.
    VGtid from =
        VGtid.newBuilder()
            .addShardGtids(ShardGtid.newBuilder().setKeyspace(keyspace.lowerName()).setShard(shard))
            .build();
    String at = "";
    try (VStreamCall call = VStreamCall.open(vtgate, from, copy.table(), query(copy))) {
      while (true) {
        for (VEvent event : call.next().getEventsList()) {
          if (event.getType() == VEventType.COPY_COMPLETED) {
            return at;
          }
          if (event.getType() == VEventType.VGTID) {
            at = requireSame(at, ShardPositions.of(event.getVgtid()).gtids().get(shard));
          }
          event.getRowEvent().getRowChangesList().stream()
              .map(row -> new VitessRow(row.getAfter()))
              .forEach(copy.handler()::accept);
        }
      }
    }
  }

  /**
   * vtgate takes up a copy that was cut off by itself, at another moment and with the changes in
   * between, some of which it tells of twice. Such a copy has to begin anew.
   */
  private String requireSame(String at, String next) {
    if (!at.isEmpty() && !at.equals(next)) {
      throw new DatabaseUnavailableException(
          "a copy of keyspace " + keyspace + " was cut off",
          new IllegalStateException("GTIDs: " + next + " (expected: " + at + ")"));
    }
    return next;
  }

  private static String query(TableCopy copy) {
    String where = copy.whereOrEmpty().isEmpty() ? "" : " where " + copy.whereOrEmpty();
    return "select " + String.join(", ", copy.columns()) + " from " + copy.table() + where;
  }
}
