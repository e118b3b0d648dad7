package tintype.platform.changelog;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import tintype.platform.sql.Database;

/**
 * Runs a consumer whose effects are SQL: in one process at a time for each stream, from the saved
 * position on, saving it after the effects of each batch (every 100 ms at most).
 *
 * <p>One holder at a time is a matter of leases in the table {@code changelog_position}, so for a
 * moment a holder that was cut off may still finish a batch. Effects bear that, as they bear
 * repeats: each is guarded by its own row.
 */
public final class SqlConsumer implements AutoCloseable {
  private final ChangeLog changeLog;
  private final Map<StreamId, SqlConsumerStream> streams;

  private SqlConsumer(ChangeLog changeLog, Map<StreamId, SqlConsumerStream> streams) {
    this.changeLog = changeLog;
    this.streams = streams;
  }

  /**
   * Starts in the background.
   *
   * @param name of the consumer; the same in every process that may run it
   * @param log what to tail
   * @param positions the consumer's own database, which has the table {@code changelog_position}
   */
  public static SqlConsumer start(
      String name, ChangeLog log, Database positions, SqlEffects effects) {
    return start(name, UUID.randomUUID().toString(), log, positions, effects);
  }

  /**
   * Starts in the background under a holder's name that stays the same over restarts, so that a
   * process that was killed does not wait for its own lease to lapse.
   *
   * @param holder up to 64 characters; two processes at a time must not share it
   */
  public static SqlConsumer start(
      String name, String holder, ChangeLog log, Database positions, SqlEffects effects) {
    PositionStore store = new PositionStore(positions);
    Map<StreamId, SqlConsumerStream> streams = new LinkedHashMap<>();
    for (StreamId stream : log.streams()) {
      streams.put(stream, new SqlConsumerStream(name, holder, log, stream, store, effects));
    }
    streams.values().forEach(SqlConsumerStream::start);
    return new SqlConsumer(log, streams);
  }

  /**
   * Waits until this process, or another one that holds the lease, has put into effect what was
   * committed before the call. Where another one holds it, that is seen once it saves its position.
   *
   * @return whether it has, within the timeout
   */
  public boolean awaitCaughtUp(Duration timeout) throws InterruptedException {
    long deadline = System.nanoTime() + timeout.toNanos();
    for (Map.Entry<StreamId, Position> end : changeLog.end().entrySet()) {
      Duration left = Duration.ofNanos(deadline - System.nanoTime());
      if (!awaitPosition(end.getKey(), end.getValue(), left)) {
        return false;
      }
    }
    return true;
  }

  /** The same for one stream and a known position. */
  public boolean awaitPosition(StreamId stream, Position position, Duration timeout)
      throws InterruptedException {
    SqlConsumerStream tailed = streams.get(stream);
    if (tailed == null) {
      throw new IllegalArgumentException(
          "stream: " + stream + " (expected: one of " + streams.keySet() + ")");
    }
    return tailed.awaitPosition(position, timeout);
  }

  /**
   * Why its effects are not to be relied on: a stream that cannot go on or has fallen far behind,
   * as {@link FallBehind} says; empty when they are. What another process holds, it answers for.
   */
  public String notReady() {
    return streams.values().stream()
        .map(SqlConsumerStream::notReady)
        .filter(reason -> !reason.isEmpty())
        .findFirst()
        .orElse("");
  }

  /** Whether all of its streams are held here. */
  public boolean isHeld() {
    return streams.values().stream().allMatch(SqlConsumerStream::isHeld);
  }

  /** Stops, saves the positions and gives the leases away. */
  @Override
  public void close() {
    streams.values().forEach(SqlConsumerStream::stop);
    try {
      for (SqlConsumerStream stream : streams.values()) {
        stream.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
