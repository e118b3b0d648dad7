package tintype.platform.sql;

import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.Message;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * Creates that happen once: the request's id is stored in the transaction that it guards, and a
 * repeat gets the first result.
 *
 * <p>Use: {@link #find} first; where nothing is found, create and {@link #remember} in one
 * transaction. Of two at once, one commits and the other gets {@link DuplicateKeyException}, upon
 * which it calls {@link #find} again. Rows are kept for 48 hours.
 */
public final class RequestIds {
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
   * The result of an earlier request with this id and content.
   *
   * @throws RequestIdReusedException if the id came with another content
   */
  public Optional<Long> find(Handle handle, long ownerId, String requestId, byte[] fingerprint) {
    return handle
        .createQuery(
            "SELECT fingerprint, result_id FROM request WHERE user_id = ? AND request_id = ?")
        .bind(0, ownerId)
        .bind(1, requestId)
        .map((row, context) -> new Remembered(row.getBytes(1), row.getLong(2)))
        .findOne()
        .map(found -> found.resultFor(requestId, fingerprint));
  }

  /** Stores the result in the handle's transaction; fails with 1062 where the id is there already. */
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

  private record Remembered(byte[] fingerprint, long resultId) {
    long resultFor(String requestId, byte[] asked) {
      if (!MessageDigest.isEqual(fingerprint, asked)) {
        throw new RequestIdReusedException(requestId);
      }
      return resultId;
    }
  }
}
