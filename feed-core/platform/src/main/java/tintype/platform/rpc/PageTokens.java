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
import tintype.platform.pool.Spares;
import tintype.rpc.v1.ErrorReason;

/**
 * Page tokens: the last key served, as a few longs, sealed with HMAC-SHA-256 (RFC 2104, cut to 16
 * bytes) together with the list, the caller and the filters that they belong to. A token that was
 * altered, or is of another list, caller or filter, is refused with PAGE_TOKEN_INVALID.
 */
public final class PageTokens {
  private static final int SEAL_BYTES = 16;
  private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

  /** Looking one up and giving it its key takes longer than sealing, so they are kept. */
  private final Spares<Mac> macs;

  /**
   * @param key at least 32 secret bytes, the same in all processes of a service
   */
  public PageTokens(byte[] key) {
    SecretKeySpec secret = new SecretKeySpec(key, "HmacSHA256");
    this.macs = new Spares<>(() -> mac(secret));
  }

  /**
   * @param list names the list, such as {@code ListFollowers}
   * @param scope everything that the next page must have in common with this one, such as the
   *     caller and the account listed
   * @param lastKey the key after which the next page begins
   */
  public String seal(String list, String scope, long... lastKey) {
    int length = lastKey.length * Long.BYTES;
    byte[] token = new byte[length + SEAL_BYTES];
    ByteBuffer.wrap(token).asLongBuffer().put(lastKey);
    System.arraycopy(sealOf(list, scope, token, length), 0, token, length, SEAL_BYTES);
    return ENCODER.encodeToString(token);
  }

  /** How many longs are in a token of a list whose keys vary in length; 1 where none can be. */
  public static int parts(String token) {
    return Math.max(1, (token.length() * 3 / 4 - SEAL_BYTES) / Long.BYTES);
  }

  /**
   * The key in a token of this list and scope, with {@code parts} longs; null for an empty token.
   */
  public long @Nullable [] open(String list, String scope, int parts, String token) {
    if (token.isEmpty()) {
      return null;
    }
    byte[] bytes = decode(token);
    int length = parts * Long.BYTES;
    if (bytes.length != length + SEAL_BYTES) {
      throw invalid();
    }
    byte[] seal = Arrays.copyOfRange(bytes, length, bytes.length);
    byte[] expected = Arrays.copyOf(sealOf(list, scope, bytes, length), SEAL_BYTES);
    if (!MessageDigest.isEqual(seal, expected)) {
      throw invalid();
    }
    long[] lastKey = new long[parts];
    ByteBuffer.wrap(bytes).asLongBuffer().get(lastKey);
    return lastKey;
  }

  private static byte[] decode(String token) {
    try {
      return Base64.getUrlDecoder().decode(token);
    } catch (IllegalArgumentException e) {
      throw invalid();
    }
  }

  /** Over the first {@code length} bytes of the body; of the answer's bytes the first few count. */
  private byte[] sealOf(String list, String scope, byte[] body, int length) {
    Mac mac = macs.borrow();
    mac.update(list.getBytes(StandardCharsets.UTF_8));
    mac.update((byte) 0);
    mac.update(scope.getBytes(StandardCharsets.UTF_8));
    mac.update((byte) 0);
    mac.update(body, 0, length);
    byte[] seal = mac.doFinal();
    // Only now: what fails half way is not used again, and doFinal leaves it as it was new.
    macs.giveBack(mac);
    return seal;
  }

  private static Mac mac(SecretKeySpec key) {
    try {
      Mac mac = Mac.getInstance(key.getAlgorithm());
      mac.init(key);
      return mac;
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
