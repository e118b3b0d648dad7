package tintype.platform.sql;

import com.google.protobuf.Message;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import tintype.platform.ids.IdGenerator;

/** News for those who tail the change log: one row, in the transaction that it tells of. */
public final class Outbox {
  private final IdGenerator ids;

  public Outbox(IdGenerator ids) {
    this.ids = ids;
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
        "INSERT INTO outbox (id, user_id, kind, payload) VALUES (?, ?, ?, ?)",
        id,
        ownerId,
        payload.getDescriptorForType().getName(),
        payload.toByteArray());
    return id;
  }

  /** Adds a row for each owner of one shard, in one statement. */
  public void appendAll(Handle handle, Map<Long, ? extends Message> payloads) {
    PreparedBatch batch =
        handle.prepareBatch("INSERT INTO outbox (id, user_id, kind, payload) VALUES (?, ?, ?, ?)");
    payloads.forEach(
        (ownerId, payload) ->
            batch.add(
                ids.next(),
                ownerId,
                payload.getDescriptorForType().getName(),
                payload.toByteArray()));
    batch.execute();
  }
}
