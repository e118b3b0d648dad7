package tintype.platform.changelog;

import io.grpc.Context;
import java.time.Instant;
import tintype.platform.rpc.RequestId;

/**
 * One row of an outbox.
 *
 * @param id the row's id; ids do not become visible in their own order
 * @param ownerId the account whose shard the transaction wrote to
 * @param kind the payload's simple message name
 * @param payload the message's bytes; not to be changed
 * @param commitTime when the transaction was committed, as exact as the log says it: MySQL's and
 *     MariaDB's log count whole seconds
 * @param requestId of the request that wrote it; empty where there was none
 */
public record ChangeEvent(
    StreamId stream,
    long id,
    long ownerId,
    String kind,
    byte[] payload,
    Instant commitTime,
    String requestId) {

  /** One that no request wrote. */
  public ChangeEvent(
      StreamId stream, long id, long ownerId, String kind, byte[] payload, Instant commitTime) {
    this(stream, id, ownerId, kind, payload, commitTime, "");
  }

  /** A context in which what is logged is the request's that wrote the event. */
  public Context context() {
    Context current = Context.current();
    return requestId.isEmpty() ? current : RequestId.in(current, requestId);
  }
}
