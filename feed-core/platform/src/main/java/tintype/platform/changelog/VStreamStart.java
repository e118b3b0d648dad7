package tintype.platform.changelog;

import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import tintype.platform.changelog.VitessShards.LogRange;

/** Where a stream may begin again, and whether the shards still have what comes next. */
final class VStreamStart {
  /**
   * How long a primary may not know transactions that were read of it: those that still wait for a
   * replica's answer. Later it is another one, which never had them.
   */
  private static final Duration MAX_AHEAD = Duration.ofSeconds(15);

  private final StreamId stream;
  private final VitessShards shards;
  private long aheadSince;

  VStreamStart(StreamId stream, VitessShards shards) {
    this.stream = stream;
    this.shards = shards;
  }

  /**
   * The place to read from. It is the one after the latest news instead of the wanted one where a
   * primary that died took with it what was read of it in between: it had no news.
   *
   * @throws PositionLostException if a shard's log begins later or is another log
   * @throws IllegalStateException if that may yet change
   */
  ShardPositions from(Position wanted, Position afterLatestNews) {
    ShardPositions from = ShardPositions.of(wanted);
    List<String> serving = shards.serving();
    Map<String, LogRange> logs =
        shards.reachable(serving.stream().filter(from.gtids()::containsKey).toList());
    requireKept(from, wanted, logs);
    if (isKnown(from, logs)) {
      aheadSince = 0;
      return from;
    }
    ShardPositions before = ShardPositions.of(afterLatestNews);
    if (isKnown(before, logs)) {
      return before;
    }
    long now = System.nanoTime();
    aheadSince = aheadSince == 0 ? now : aheadSince;
    if (now - aheadSince > MAX_AHEAD.toNanos()) {
      throw new PositionLostException(stream, wanted, executed(logs));
    }
    throw new IllegalStateException("position " + wanted + " is ahead of " + executed(logs));
  }

  /** What vtgate says of a shard that is gone, and a server of a log that is. */
  void requireRetriable(Position from, StatusRuntimeException e) {
    String words = String.valueOf(e.getStatus().getDescription());
    boolean shardGone =
        words.contains("not found in the " + stream.keyspace().lowerName() + " keyspace");
    if (shardGone || words.contains("purged required")) {
      throw new PositionLostException(stream, from, words);
    }
  }

  private void requireKept(ShardPositions from, Position wanted, Map<String, LogRange> logs) {
    logs.forEach(
        (shard, log) -> {
          GtidSet passed = GtidSet.of(from.gtids().get(shard));
          GtidSet executed = GtidSet.of(log.executed());
          if (!passed.contains(GtidSet.of(log.purged())) || !executed.knowsServersOf(passed)) {
            throw new PositionLostException(
                stream,
                wanted,
                "those of " + shard + " after [" + log.purged() + "] to " + log.executed());
          }
        });
  }

  private static boolean isKnown(ShardPositions from, Map<String, LogRange> logs) {
    return logs.entrySet().stream()
        .filter(
            log -> from.gtids().containsKey(log.getKey())) // A later place may be of other shards.
        .allMatch(
            log ->
                GtidSet.of(log.getValue().executed())
                    .contains(GtidSet.of(from.gtids().get(log.getKey()))));
  }

  private static String executed(Map<String, LogRange> logs) {
    return logs.entrySet().stream()
        .map(log -> log.getKey() + "=" + log.getValue().executed())
        .toList()
        .toString();
  }
}
