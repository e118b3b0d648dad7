package tintype.platform.auth;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.grpc.Status.Code;
import io.jsonwebtoken.Claims;
import io.jsonwebtoken.ExpiredJwtException;
import io.jsonwebtoken.Jws;
import io.jsonwebtoken.JwsHeader;
import io.jsonwebtoken.JwtException;
import io.jsonwebtoken.JwtParser;
import io.jsonwebtoken.Jwts;
import io.jsonwebtoken.LocatorAdapter;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.Key;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.time.Clock;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tintype.platform.rpc.ApiException;
import tintype.rpc.v1.ErrorReason;

/**
 * Says whose a token is. A signature is checked once for each token and process: an Ed25519
 * verification costs more than the rest of a call, so verified claims are kept by the token's
 * SHA-256 until they expire.
 */
public final class TokenVerifier {
  static final String SERVICE_PREFIX = "service:";
  private static final String ACCOUNT_ISSUER = SERVICE_PREFIX + "account";
  private static final int MAX_VERIFIED = 100_000;
  private static final int MAX_TOKEN_LENGTH = 4_096;

  /**
   * What a valid token says.
   *
   * @param service the service's name; empty for an account's token
   * @param account the account's id; 0 for a service's token
   * @param session the account's session; 0 for a service's token
   */
  public record Verified(String service, long account, long session, Instant expiry) {}

  private final String audience;
  private final Clock clock;
  private final Cache<ByteBuffer, Verified> verified =
      Caffeine.newBuilder().maximumSize(MAX_VERIFIED).build();
  private final JwtParser parser;

  /**
   * @param audience the service that verifies
   * @param trusted whose signatures are believed, by service name
   */
  public TokenVerifier(String audience, Map<String, PublicKey> trusted, Clock clock) {
    this.audience = audience;
    this.clock = clock;
    this.parser =
        Jwts.parser()
            .provider(Credentials.PROVIDER)
            .clock(() -> Date.from(clock.instant()))
            .keyLocator(new IssuerKeys(trusted))
            .build();
  }

  /** Fails with TOKEN_INVALID or TOKEN_EXPIRED. */
  public Verified verify(String token) {
    if (token.length() > MAX_TOKEN_LENGTH) {
      throw invalid();
    }
    ByteBuffer digest = ByteBuffer.wrap(sha256(token));
    Verified known = verified.getIfPresent(digest);
    if (known == null) {
      known = parse(token);
      verified.put(digest, known);
    }
    requireCurrent(known);
    return known;
  }

  /** Of what was verified before. Fails with TOKEN_EXPIRED. */
  void requireCurrent(Verified known) {
    if (!known.expiry().isAfter(clock.instant())) {
      throw expired();
    }
  }

  private Verified parse(String token) {
    try {
      Jws<Claims> jws = parser.parseSignedClaims(token);
      Claims claims = jws.getPayload();
      if (!jws.getHeader().getKeyId().equals(claims.getIssuer())) {
        throw invalid();
      }
      return identify(claims);
    } catch (ExpiredJwtException e) {
      throw expired();
    } catch (JwtException | IllegalArgumentException | NullPointerException e) {
      // Whatever is malformed or missing in it: which is nobody's business but the issuer's.
      throw invalid();
    }
  }

  private Verified identify(Claims claims) {
    String subject = claims.getSubject();
    Instant expiry = claims.getExpiration().toInstant();
    if (subject.equals(claims.getIssuer()) && claims.getAudience().contains(audience)) {
      return new Verified(subject.substring(SERVICE_PREFIX.length()), 0, 0, expiry);
    }
    if (claims.getIssuer().equals(ACCOUNT_ISSUER)
        && claims.getAudience().contains(TokenSigner.ACCESS_AUDIENCE)) {
      String session = claims.get(TokenSigner.SESSION_CLAIM, String.class);
      return new Verified("", Long.parseLong(subject), Long.parseLong(session), expiry);
    }
    throw invalid();
  }

  /** The key id names the issuer, and so whose key must have signed. */
  private static final class IssuerKeys extends LocatorAdapter<Key> {
    private final Map<String, PublicKey> trusted;

    IssuerKeys(Map<String, PublicKey> trusted) {
      this.trusted = Map.copyOf(trusted);
    }

    @Override
    protected @Nullable Key locate(JwsHeader header) {
      String keyId = header.getKeyId();
      return "EdDSA".equals(header.getAlgorithm())
              && keyId != null
              && keyId.startsWith(SERVICE_PREFIX)
          ? trusted.get(keyId.substring(SERVICE_PREFIX.length()))
          : null;
    }
  }

  private static byte[] sha256(String token) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private static ApiException expired() {
    return ApiException.of(
        Code.UNAUTHENTICATED, ErrorReason.TOKEN_EXPIRED, "the token has expired: refresh it");
  }

  private static ApiException invalid() {
    return ApiException.of(
        Code.UNAUTHENTICATED, ErrorReason.TOKEN_INVALID, "the token is not valid");
  }
}
