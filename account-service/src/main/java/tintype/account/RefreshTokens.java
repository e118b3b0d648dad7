package tintype.account;

import jakarta.inject.Inject;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import tintype.platform.server.Installation;

/**
 * Refresh tokens: account, session, a 256-bit secret and a seal (HMAC-SHA-256, RFC 2104, cut to 16
 * bytes), as base64url. The database holds the secret's hash alone. The seal proves that a token
 * which is not good any more once was: without it whoever knows a session's id could end it with a
 * guess.
 */
final class RefreshTokens {
  private static final int SECRET_BYTES = 32;
  private static final int SEAL_BYTES = 16;
  private static final int BODY_BYTES = 2 * Long.BYTES + SECRET_BYTES;

  /** A token that this installation has made. */
  record RefreshToken(long accountId, long sessionId, byte[] secret) {
    /** What the database holds of it. */
    byte[] hash() {
      try {
        return MessageDigest.getInstance("SHA-256").digest(secret);
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException("every JDK has SHA-256", e);
      }
    }

    @Override
    public String toString() {
      return "RefreshToken[" + accountId + ", " + sessionId + "]";
    }
  }

  private final SecureRandom random = new SecureRandom();
  private final SecretKeySpec key;

  @Inject
  RefreshTokens(Installation installation) {
    this(installation.credentials().secret("refresh-tokens"));
  }

  RefreshTokens(byte[] key) {
    this.key = new SecretKeySpec(key, "HmacSHA256");
  }

  RefreshToken make(long accountId, long sessionId) {
    byte[] secret = new byte[SECRET_BYTES];
    random.nextBytes(secret);
    return new RefreshToken(accountId, sessionId, secret);
  }

  /** As clients hold it. */
  String text(RefreshToken token) {
    byte[] body =
        ByteBuffer.allocate(BODY_BYTES)
            .putLong(token.accountId())
            .putLong(token.sessionId())
            .put(token.secret())
            .array();
    byte[] sealed = Arrays.copyOf(body, BODY_BYTES + SEAL_BYTES);
    System.arraycopy(seal(body), 0, sealed, BODY_BYTES, SEAL_BYTES);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(sealed);
  }

  /** Reads a token; empty for a text that none of ours is. */
  Optional<RefreshToken> parse(String text) {
    byte[] sealed = decode(text);
    if (sealed.length != BODY_BYTES + SEAL_BYTES) {
      return Optional.empty();
    }
    byte[] body = Arrays.copyOf(sealed, BODY_BYTES);
    byte[] seal = Arrays.copyOfRange(sealed, BODY_BYTES, sealed.length);
    if (!MessageDigest.isEqual(seal, seal(body))) {
      return Optional.empty();
    }
    ByteBuffer fields = ByteBuffer.wrap(body);
    byte[] secret = new byte[SECRET_BYTES];
    RefreshToken token = new RefreshToken(fields.getLong(), fields.getLong(), secret);
    fields.get(secret);
    return Optional.of(token);
  }

  private static byte[] decode(String text) {
    try {
      return Base64.getUrlDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      return new byte[0];
    }
  }

  private byte[] seal(byte[] body) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(key);
      return Arrays.copyOf(mac.doFinal(body), SEAL_BYTES);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HmacSHA256", e);
    }
  }
}
