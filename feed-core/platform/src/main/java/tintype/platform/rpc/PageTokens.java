package tintype.platform.rpc;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import tintype.rpc.v1.ErrorReason;

/**
 * Page tokens: the last key served, as a few longs, sealed with HMAC-SHA-256 (RFC 2104, cut to 16
 * bytes) together with the list, the caller and the filters that they belong to. A token that was
 * altered, or is of another list, caller or filter, is refused with PAGE_TOKEN_INVALID.
 */
public final class PageTokens {
  private static final int SEAL_BYTES = 16;
  private final SecretKeySpec key;

  /**
   * @param key at least 32 secret bytes, the same in all processes of a service
   */
  public PageTokens(byte[] key) {
    this.key = new SecretKeySpec(key, "HmacSHA256");
  }

  /**
   * @param list names the list, such as {@code ListFollowers}
   * @param scope everything that the next page must have in common with this one, such as the
   *     caller and the account listed
   * @param lastKey the key after which the next page begins
   */
  public String seal(String list, String scope, long... lastKey) {
    ByteBuffer payload = ByteBuffer.allocate(lastKey.length * Long.BYTES);
    for (long part : lastKey) {
      payload.putLong(part);
    }
    byte[] body = payload.array();
    byte[] token = Arrays.copyOf(body, body.length + SEAL_BYTES);
    System.arraycopy(sealOf(list, scope, body), 0, token, body.length, SEAL_BYTES);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(token);
  }

  /**
   * The key in a token of this list and scope, with {@code parts} longs; null for an empty token.
   */
  public long @Nullable [] open(String list, String scope, int parts, String token) {
    if (token.isEmpty()) {
      return null;
    }
    byte[] bytes = decode(token);
    if (bytes.length != parts * Long.BYTES + SEAL_BYTES) {
      throw invalid();
    }
    byte[] body = Arrays.copyOf(bytes, parts * Long.BYTES);
    byte[] seal = Arrays.copyOfRange(bytes, body.length, bytes.length);
    if (!MessageDigest.isEqual(seal, sealOf(list, scope, body))) {
      throw invalid();
    }
    long[] lastKey = new long[parts];
    ByteBuffer.wrap(body).asLongBuffer().get(lastKey);
    return lastKey;
  }

  private static byte[] decode(String token) {
    try {
      return Base64.getUrlDecoder().decode(token);
    } catch (IllegalArgumentException e) {
      throw invalid();
    }
  }

  private byte[] sealOf(String list, String scope, byte[] body) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(key);
      mac.update(list.getBytes(StandardCharsets.UTF_8));
      mac.update((byte) 0);
      mac.update(scope.getBytes(StandardCharsets.UTF_8));
      mac.update((byte) 0);
      return Arrays.copyOf(mac.doFinal(body), SEAL_BYTES);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HmacSHA256", e);
    }
  }

  private static ApiException invalid() {
    return ApiException.invalidArgument(
        ErrorReason.PAGE_TOKEN_INVALID,
        "the page token is not one of this list, caller and filter: begin again without one");
  }
}
