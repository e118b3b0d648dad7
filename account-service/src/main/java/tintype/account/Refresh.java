package tintype.account;

import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import tintype.account.RefreshTokens.RefreshToken;
import tintype.account.v1.RefreshRequest;
import tintype.account.v1.RefreshResponse;
import tintype.platform.rpc.UnaryHandler;

/**
 * Trades a refresh token for new tokens. Of two calls with one token the second is taken for a
 * thief's, or the first was: either way the session ends.
 *
 * <p>Fails with {@code REFRESH_TOKEN_INVALID} or {@code REFRESH_TOKEN_REUSED}.
 */
final class Refresh implements UnaryHandler<RefreshRequest, RefreshResponse> {
  private final RefreshTokens refreshTokens;
  private final Sessions sessions;
  private final SessionStore store;
  private final Clock clock;

  @Inject
  Refresh(RefreshTokens refreshTokens, Sessions sessions, SessionStore store, Clock clock) {
    this.refreshTokens = refreshTokens;
    this.sessions = sessions;
    this.store = store;
    this.clock = clock;
  }

  @Override
  public RefreshResponse handle(RefreshRequest request) {
    RefreshToken spent =
        refreshTokens.parse(request.getRefreshToken()).orElseThrow(Refusals::refreshTokenInvalid);
    RefreshToken next = refreshTokens.make(spent.accountId(), spent.sessionId());
    Instant now = clock.instant();

    var rotation =
        store.rotate(
            spent.accountId(),
            spent.sessionId(),
            spent.hash(),
            next.hash(),
            Micros.of(now),
            Micros.of(now.plus(sessions.lifetime())));

    return switch (rotation) {
      case ROTATED -> RefreshResponse.newBuilder().setTokens(sessions.tokens(next, now)).build();
      case REUSED -> throw Refusals.refreshTokenReused();
      case GONE -> throw Refusals.refreshTokenInvalid();
    };
  }
}
