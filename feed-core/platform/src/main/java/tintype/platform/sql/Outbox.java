package tintype.platform.sql;

import com.google.protobuf.Message;
import java.util.Collection;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import tintype.platform.ids.IdGenerator;
import tintype.platform.rpc.CallWrites;
import tintype.platform.rpc.RequestId;
import tintype.platform.rpc.WritePosition;

/**
 * News for those who tail the change log: one row, in the transaction that it tells of. Once that
 * is committed, the call that it was made for knows its position ({@link CallWrites}). The row has
 * the request's id, so that what comes of it can be found in the logs with the request.
 */
public final class Outbox {
  private static final String INSERT =
      "INSERT INTO outbox (id, user_id, kind, payload, request_id) VALUES (?, ?, ?, ?, ?)";

  /** Who hears of rows that this process has committed, before the log tells of them. */
  @FunctionalInterface
  public interface Listener {
    /**
     * A transaction was committed with this row; its caller does not know yet. Must not throw.
     *
     * @param id the row's
     */
    void committed(long id, Message payload);
  }

  private final Keyspace keyspace;
  private final IdGenerator ids;
  private final Listener listener;

  public Outbox(Keyspace keyspace, IdGenerator ids) {
    this(keyspace, ids, (id, payload) -> {});
  }

  public Outbox(Keyspace keyspace, IdGenerator ids, Listener listener) {
    this.keyspace = keyspace;
    this.ids = ids;
    this.listener = listener;
  }

  /**
   * Adds a row to the handle's transaction; its kind is the payload's simple message name.
   *
   * @param ownerId the account whose shard the transaction writes to
   * @return the row's id
   */
  public long append(Handle handle, long ownerId, Message payload) {
    long id = ids.next();
    handle.execute(
        INSERT,
        id,
        ownerId,
        payload.getDescriptorForType().getName(),
        payload.toByteArray(),
        RequestId.current());
    noteOnceCommitted(handle, id);
    tellOnceCommitted(handle, id, payload);
    return id;
  }

  /** Adds a row for each owner of one shard, in one statement. */
  public void appendAll(Handle handle, Map<Long, ? extends Message> payloads) {
    appendAll(handle, payloads.entrySet());
  }

  /** The same of pairs of an owner and what is told; of one owner there may be several. */
  public void appendAll(
      Handle handle, Collection<? extends Map.Entry<Long, ? extends Message>> payloads) {
    PreparedBatch batch = handle.prepareBatch(INSERT);
    long last = 0;
    for (Map.Entry<Long, ? extends Message> row : payloads) {
      last = ids.next();
      Message payload = row.getValue();
      batch.add(
          last,
          row.getKey(),
          payload.getDescriptorForType().getName(),
          payload.toByteArray(),
          RequestId.current());
      tellOnceCommitted(handle, last, payload);
    }
    if (last != 0) {
      batch.execute();
      noteOnceCommitted(handle, last);
    }
  }

  /** A transaction that is rolled back, to be tried again or not, leaves nothing noted. */
  private void noteOnceCommitted(Handle handle, long id) {
    WritePosition position = new WritePosition(keyspace.lowerName(), id);
    handle.afterCommit(() -> CallWrites.note(position));
  }

  private void tellOnceCommitted(Handle handle, long id, Message payload) {
    handle.afterCommit(() -> listener.committed(id, payload));
  }
}
