package tintype.platform.changelog;

import com.google.common.util.concurrent.ListenableFuture;
import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import io.vitess.proto.Query.BoundQuery;
import io.vitess.proto.Query.Row;
import io.vitess.proto.Vtgate.ExecuteRequest;
import io.vitess.proto.Vtgate.ExecuteResponse;
import io.vitess.proto.Vtgate.Session;
import io.vitess.proto.grpc.VitessGrpc;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tintype.platform.sql.DatabaseUnavailableException;
import tintype.platform.sql.Keyspace;

/** The shards of a keyspace, and what their primaries say about their logs, asked of vtgate. */
final class VitessShards {
  /**
   * A primary's log.
   *
   * @param executed GTIDs of all that was committed
   * @param purged GTIDs of what the log no longer tells
   */
  record LogRange(String executed, String purged) {
    /**
     * Before everything that the log still tells. Where it tells all, after the very first
     * transaction, which made the database or its sidecar: VStream takes an empty set for no
     * position.
     */
    String earliest() {
      return purged.isEmpty() ? executed.replaceFirst(":(\\d+).*", ":$1") : purged;
    }
  }

  private static final Logger log = LoggerFactory.getLogger(VitessShards.class);
  private static final long DEADLINE_SECONDS = 10;

  private final ManagedChannel channel;
  private final VitessGrpc.VitessFutureStub vtgate;
  private final Keyspace keyspace;

  VitessShards(ManagedChannel vtgate, Keyspace keyspace) {
    this.channel = vtgate;
    this.vtgate = VitessGrpc.newFutureStub(vtgate).withWaitForReady();
    this.keyspace = keyspace;
  }

  /**
   * The names of the shards that take writes now.
   *
   * @throws DatabaseUnavailableException if vtgate does not say
   */
  List<String> serving() {
    String prefix = keyspace.lowerName() + "/";
    return get(ask(keyspace.lowerName(), "SHOW VITESS_SHARDS LIKE '" + prefix + "%'")).stream()
        .map(row -> column(row, 0))
        .filter(name -> name.startsWith(prefix))
        .map(name -> name.substring(prefix.length()))
        .toList();
  }

  /**
   * What one thing is in each shard.
   *
   * @throws DatabaseUnavailableException if a shard's primary does not say
   */
  ShardPositions positions(Function<LogRange, String> what) {
    Map<String, String> gtids = new LinkedHashMap<>();
    askEach(serving()).forEach((shard, rows) -> gtids.put(shard, what.apply(range(get(rows)))));
    return ShardPositions.of(gtids);
  }

  /** The logs of those shards whose primaries say. */
  Map<String, LogRange> reachable(List<String> shards) {
    Map<String, LogRange> ranges = new LinkedHashMap<>();
    askEach(shards)
        .forEach(
            (shard, rows) -> {
              try {
                ranges.put(shard, range(get(rows)));
              } catch (DatabaseUnavailableException e) {
                log.atDebug().addKeyValue("shard", shard).setCause(e).log("A shard is away");
              }
            });
    return ranges;
  }

  private Map<String, ListenableFuture<ExecuteResponse>> askEach(List<String> shards) {
    Map<String, ListenableFuture<ExecuteResponse>> answers = new LinkedHashMap<>();
    for (String shard : shards) {
      answers.put(
          shard,
          ask(
              keyspace.lowerName() + ":" + shard + "@primary",
              "SELECT @@global.gtid_executed, @@global.gtid_purged"));
    }
    return answers;
  }

  private static LogRange range(List<Row> rows) {
    Row row = rows.getFirst();
    return new LogRange(ShardPositions.plain(column(row, 0)), ShardPositions.plain(column(row, 1)));
  }

  private ListenableFuture<ExecuteResponse> ask(String target, String sql) {
    // A channel would try again after up to two minutes; who asks here paces itself.
    channel.resetConnectBackoff();
    return vtgate
        .withDeadlineAfter(DEADLINE_SECONDS, TimeUnit.SECONDS)
        .execute(
            ExecuteRequest.newBuilder()
                .setSession(Session.newBuilder().setTargetString(target).setAutocommit(true))
                .setQuery(BoundQuery.newBuilder().setSql(sql))
                .build());
  }

  private List<Row> get(ListenableFuture<ExecuteResponse> answer) {
    try {
      ExecuteResponse response = answer.get();
      if (response.hasError()) {
        throw unavailable(new IllegalStateException(response.getError().getMessage()));
      }
      return response.getResult().getRowsList();
    } catch (ExecutionException e) {
      throw unavailable(e.getCause() instanceof StatusRuntimeException status ? status : e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unavailable(e);
    }
  }

  private DatabaseUnavailableException unavailable(Exception cause) {
    return new DatabaseUnavailableException(
        "the shards of keyspace " + keyspace + " cannot be asked", cause);
  }

  private static String column(Row row, int column) {
    return new VitessRow(row).stringAt(column);
  }
}
