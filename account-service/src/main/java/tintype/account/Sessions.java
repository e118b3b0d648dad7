package tintype.account;

import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import tintype.account.RefreshTokens.RefreshToken;
import tintype.account.v1.Tokens;
import tintype.platform.auth.TokenSigner;
import tintype.platform.ids.IdGenerator;
import tintype.platform.rpc.ProtoTimes;
import tintype.platform.server.Installation;

/** Makes sessions and the tokens that go with them. */
final class Sessions {
  /** A session that is not stored yet, and what its owner gets once it is. */
  record Opening(Session session, Tokens tokens) {}

  private final TokenSigner signer;
  private final RefreshTokens refreshTokens;
  private final IdGenerator ids;
  private final Clock clock;
  private final Duration lifetime;

  @Inject
  Sessions(
      Installation installation,
      RefreshTokens refreshTokens,
      IdGenerator ids,
      Clock clock,
      AccountConfig config) {
    this.signer = installation.trust().signer("account");
    this.refreshTokens = refreshTokens;
    this.ids = ids;
    this.clock = clock;
    this.lifetime = config.sessionLifetime();
  }

  Opening prepare(long accountId, String device) {
    Instant now = clock.instant();
    RefreshToken refresh = refreshTokens.make(accountId, ids.next());
    Session session =
        new Session(
            accountId,
            refresh.sessionId(),
            refresh.hash(),
            device,
            Micros.of(now),
            Micros.of(now.plus(lifetime)));
    return new Opening(session, tokens(refresh, now));
  }

  /** The tokens of a session from now on. */
  Tokens tokens(RefreshToken refresh, Instant now) {
    // A JWT counts whole seconds.
    Instant accessExpiry = now.plus(TokenSigner.ACCESS_LIFETIME).truncatedTo(ChronoUnit.SECONDS);
    return Tokens.newBuilder()
        .setAccessToken(signer.accessToken(refresh.accountId(), refresh.sessionId(), accessExpiry))
        .setAccessTokenExpireTime(ProtoTimes.of(accessExpiry))
        .setRefreshToken(refreshTokens.text(refresh))
        .setRefreshTokenExpireTime(ProtoTimes.of(now.plus(lifetime)))
        .setSessionId(Long.toString(refresh.sessionId()))
        .build();
  }

  Duration lifetime() {
    return lifetime;
  }
}
