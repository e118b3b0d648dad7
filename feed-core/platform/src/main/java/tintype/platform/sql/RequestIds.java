package tintype.platform.sql;

import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.Message;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import tintype.platform.ids.IdClock;
import tintype.platform.rpc.CallWrites;
import tintype.platform.rpc.WritePosition;
import tintype.platform.rpc.WritePositions;

/**
 * Creates that happen once: the request's id is stored in the transaction that it guards, and a
 * repeat gets the first result.
 *
 * <p>Use: {@link #find} first; where nothing is found, create and {@link #remember} in one
 * transaction. Of two at once, one commits and the other gets {@link DuplicateKeyException}, upon
 * which it calls {@link #find} again. Rows are kept for 48 hours.
 */
public final class RequestIds {
  /** Longer lists of pairs cost the optimizer more than they save in round trips. */
  private static final int KEYS_A_STATEMENT = 50;

  /** How far a transaction's outbox row and its request id can be apart. */
  private static final Duration NEARBY = Duration.ofSeconds(1);

  /** News that is older has long been applied, or its readers are too far behind to wait for. */
  private static final Duration RECENT = Duration.ofSeconds(30);

  private final Keyspace keyspace;

  public RequestIds(Keyspace keyspace) {
    this.keyspace = keyspace;
  }

  /** SHA-256 of a request: its message's name and its bytes. */
  public static byte[] fingerprint(Message request) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      String name = request.getDescriptorForType().getFullName();
      digest.update(name.getBytes(StandardCharsets.UTF_8));
      digest.update((byte) 0);
      byte[] bytes = new byte[request.getSerializedSize()];
      CodedOutputStream out = CodedOutputStream.newInstance(bytes);
      // Maps have no order of their own: without this a repeat could look like another request.
      out.useDeterministicSerialization();
      request.writeTo(out);
      return digest.digest(bytes);
    } catch (NoSuchAlgorithmException | IOException e) {
      throw new IllegalStateException("every JDK has SHA-256, and an array takes every byte", e);
    }
  }

  /**
   * The result of an earlier request with this id and content. Where that was a moment ago, its
   * answer may have been lost and its news be on its way, so the current call is told the news'
   * position as if it had written it.
   *
   * @throws RequestIdReusedException if the id came with another content
   */
  public Optional<Long> find(Handle handle, long ownerId, String requestId, byte[] fingerprint) {
    Optional<Remembered> found =
        handle
            .createQuery(
                """
                SELECT fingerprint, result_id, create_micros FROM request
                WHERE user_id = ? AND request_id = ?
                """)
            .bind(0, ownerId)
            .bind(1, requestId)
            .map(
                (row, context) ->
                    new Remembered(row.getBytes(1), row.getLong(2), row.getLong(3) / 1000))
            .findOne();
    Optional<Long> result = found.map(earlier -> earlier.resultFor(requestId, fingerprint));
    found.filter(Remembered::isRecent).ifPresent(it -> noteNews(handle, ownerId, it.millis()));
    return result;
  }

  /** All that the owner's shard told of the owner at about that time; too much does no harm. */
  private void noteNews(Handle handle, long ownerId, long millis) {
    Instant time = Instant.ofEpochMilli(millis);
    handle
        .createQuery(
            """
            SELECT id FROM outbox WHERE id >= ? AND id < ? AND user_id = ? ORDER BY id DESC LIMIT ?
            """)
        .bind(0, IdClock.floorFor(time.minus(NEARBY)))
        .bind(1, IdClock.floorFor(time.plus(NEARBY)))
        .bind(2, ownerId)
        .bind(3, WritePositions.MAX)
        .mapTo(Long.class)
        .forEach(id -> CallWrites.note(new WritePosition(keyspace.lowerName(), id)));
  }

  /**
   * Stores the result in the handle's transaction; fails with 1062 where the id is there already.
   */
  public void remember(
      Handle handle, long ownerId, String requestId, byte[] fingerprint, long resultId) {
    handle.execute(
        """
        INSERT INTO request (user_id, request_id, fingerprint, result_id, create_micros)
        VALUES (?, ?, ?, ?, ?)
        """,
        ownerId,
        requestId,
        fingerprint,
        resultId,
        System.currentTimeMillis() * 1000);
  }

  /** {@link #find} for many, some at a time: those that were answered before. */
  public Map<Key, Answered> findAll(Handle handle, Collection<Key> keys) {
    Map<Key, Answered> found = new HashMap<>();
    List<Key> all = List.copyOf(keys);
    for (int from = 0; from < all.size(); from += KEYS_A_STATEMENT) {
      List<Key> some = all.subList(from, Math.min(from + KEYS_A_STATEMENT, all.size()));
      handle
          .createQuery(
              """
              SELECT user_id, request_id, fingerprint, result_id FROM request
              WHERE (user_id, request_id) IN (<keys>)
              """)
          .bindMethodsList("keys", some, List.of("ownerId", "requestId"))
          .map(
              (row, context) ->
                  new Answered(
                      new Key(row.getLong(1), row.getString(2)), row.getBytes(3), row.getLong(4)))
          .forEach(answered -> found.put(answered.key(), answered));
    }
    return found;
  }

  /** {@link #remember} for many owners of one shard, in one statement. */
  public void rememberAll(Handle handle, Collection<Answered> requests) {
    long micros = System.currentTimeMillis() * 1000;
    PreparedBatch batch =
        handle.prepareBatch(
            """
            INSERT INTO request (user_id, request_id, fingerprint, result_id, create_micros)
            VALUES (?, ?, ?, ?, ?)
            """);
    for (Answered request : requests) {
      Key key = request.key();
      batch.add(key.ownerId(), key.requestId(), request.fingerprint(), request.resultId(), micros);
    }
    batch.execute();
  }

  /** Whose request, and the id that its client gave it. */
  public record Key(long ownerId, String requestId) {}

  /** A request that has its result. */
  public record Answered(Key key, byte[] fingerprint, long resultId) {
    /**
     * The result, for a repeat with this content.
     *
     * @throws RequestIdReusedException if the content is another
     */
    public long resultFor(byte[] asked) {
      return new Remembered(fingerprint, resultId, 0).resultFor(key.requestId(), asked);
    }
  }

  private record Remembered(byte[] fingerprint, long resultId, long millis) {
    boolean isRecent() {
      return System.currentTimeMillis() - millis < RECENT.toMillis();
    }

    long resultFor(String requestId, byte[] asked) {
      if (!MessageDigest.isEqual(fingerprint, asked)) {
        throw new RequestIdReusedException(requestId);
      }
      return resultId;
    }
  }
}
