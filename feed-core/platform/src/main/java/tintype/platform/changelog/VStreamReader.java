package tintype.platform.changelog;

import binlogdata.Binlogdata.VEventType;
import binlogdata.Binlogdata.VGtid;
import io.grpc.Channel;
import io.grpc.StatusRuntimeException;
import io.vitess.proto.Vtgate.VStreamResponse;
import java.time.Duration;
import java.util.Map;

/**
 * Reads a keyspace's log through vtgate, all shards in one call: only then does vtgate lead the
 * call over to the new shards when the keyspace is resharded.
 */
final class VStreamReader implements LogReader {
  /**
   * How long a shard's log may go on without the stream. Where vtgate finds no primary, it looks
   * again after 30 s only; a new stream makes it look at once.
   */
  private static final Duration STANDSTILL = Duration.ofSeconds(6);

  private final StreamId stream;
  private final Channel vtgate;
  private final VStreamStart start;
  private final ShardLags lags;
  private volatile boolean cut;
  private volatile VStreamCall call;

  VStreamReader(StreamId stream, Channel vtgate, VStreamStart start, ShardLags lags) {
    this.stream = stream;
    this.vtgate = vtgate;
    this.start = start;
    this.lags = lags;
  }

  @Override
  public void read(Position from, LogTail tail) throws InterruptedException {
    VGtid begin =
        start.from(from, tail.progress().delivered()).toVgtid(stream.keyspace().lowerName());
    VStreamTransactions transactions = new VStreamTransactions(stream, begin);
    try (VStreamCall opened =
        VStreamCall.open(vtgate, begin, VStreamTransactions.TABLE, VStreamTransactions.QUERY)) {
      call = opened;
      long since = System.nanoTime();
      while (!cut) {
        VStreamResponse response = opened.next();
        response.getEventsList().forEach(transactions::accept);
        boolean news = transactions.committedEvents() > 0 || !isHeartbeat(response);
        if (!news && !opened.hasMore()) {
          requireMotion(since);
        }
        if (news && !tail.advance(transactions, opened::hasMore)) {
          return;
        }
      }
    } catch (StatusRuntimeException e) {
      if (!cut) {
        start.requireRetriable(from, e);
        throw e;
      }
    }
  }

  private void requireMotion(long since) {
    lags.standingStill(since, STANDSTILL)
        .ifPresent(
            shard -> {
              throw new IllegalStateException("the stream of shard " + shard + " stands still");
            });
  }

  /** It comes from vtgate alone and says nothing of the shards. */
  private static boolean isHeartbeat(VStreamResponse response) {
    return response.getEventsList().stream().allMatch(e -> e.getType() == VEventType.HEARTBEAT);
  }

  @Override
  public void cut() {
    cut = true;
    VStreamCall open = call;
    if (open != null) {
      open.close();
    }
  }

  @Override
  public boolean isBroken() {
    return call.isEnded();
  }

  @Override
  public Map<String, Duration> lags() {
    return lags.byStream();
  }
}
