package tintype.platform.auth;

import io.jsonwebtoken.Jwts;
import java.security.PrivateKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Date;

/** Signs the JWTs (RFC 7519, EdDSA) of one service: its own, and for account-service people's. */
public final class TokenSigner {
  /** How long an access token works. */
  public static final Duration ACCESS_LIFETIME = Duration.ofMinutes(10);

  static final String SESSION_CLAIM = "sid";
  static final String ACCESS_AUDIENCE = "tintype";

  private final String service;
  private final PrivateKey key;
  private final Clock clock;

  public TokenSigner(String service, PrivateKey key, Clock clock) {
    this.service = service;
    this.key = key;
    this.clock = clock;
  }

  /** A token by which the service proves itself to the services of the audience. */
  public String serviceToken(Collection<String> audience, Duration lifetime) {
    Instant now = clock.instant();
    return Jwts.builder()
        .header()
        .keyId(issuer())
        .and()
        .issuer(issuer())
        .subject(issuer())
        .audience()
        .add(audience)
        .and()
        .issuedAt(Date.from(now))
        .expiration(Date.from(now.plus(lifetime)))
        .signWith(key, Jwts.SIG.EdDSA)
        .provider(Credentials.PROVIDER)
        .compact();
  }

  /** A token by which an account calls, within a session. */
  public String accessToken(long account, long session, Instant expiry) {
    return Jwts.builder()
        .header()
        .keyId(issuer())
        .and()
        .issuer(issuer())
        .subject(Long.toString(account))
        .claim(SESSION_CLAIM, Long.toString(session))
        .audience()
        .add(ACCESS_AUDIENCE)
        .and()
        .issuedAt(Date.from(clock.instant()))
        .expiration(Date.from(expiry))
        .signWith(key, Jwts.SIG.EdDSA)
        .provider(Credentials.PROVIDER)
        .compact();
  }

  private String issuer() {
    return TokenVerifier.SERVICE_PREFIX + service;
  }
}
